using System.Collections.Concurrent;
using IncidentBot.Catalogue;
using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>
/// The catalogue's status pages, each asked at most once a minute however many incidents ask for it. What was read before is only used
/// again where the server says that nothing has changed.
/// </summary>
internal sealed class ProviderPages(StatusPageDoor door, CatalogueOptions catalogue, TimeProvider time) : IProviderPages
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private const int FailuresToSeek = 3;

    // Of a feed the same bytes mean less with time.
    private static readonly TimeSpan LongestUnread = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostForCaches = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Known> pages = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task<ProviderReading> ReadAsync(string provider, CancellationToken cancellationToken)
    {
        if (catalogue.FindProvider(provider) is not { } configured)
            return new ProviderReading(provider, time.GetUtcNow(), null, $"{provider} isn't a provider of the catalogue.");

        var known = pages.GetOrAdd(provider, static _ => new Known());
        await known.Turn.WaitAsync(cancellationToken);
        try
        {
            if (known.Last is { } last && time.GetUtcNow() < known.NotBefore)
                return last;

            return known.Last = await AskAsync(provider, configured, known, cancellationToken);
        }
        finally
        {
            known.Turn.Release();
        }
    }

    private async Task<ProviderReading> AskAsync(
        string name, CatalogueProvider provider, Known known, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        known.NotBefore = now + Least;
        var reading = new ProviderReading(name, now, null, null) { Address = StatusPageAddresses.ForPeople(provider) };
        var problem = "has no address that can be asked";
        foreach (var one in known.Found is { } found ? [found] : StatusPageAddresses.Of(provider))
        {
            var former = known.Found == one && now - known.ReadAt < LongestUnread ? known.Answer : null;
            var answer = await door.GetAsync(one.Address, former, cancellationToken);
            known.NotBefore = now + Longer(answer);
            if (answer.IsUnchanged && known.Page is { } page)
                return reading with { Page = page };
            if (answer.Body is { } body
                && StatusPageReader.Read(body, one.Form, new Wanted(provider), one.Address, now) is { } read)
            {
                (known.Found, known.Answer, known.Page, known.ReadAt) = (one, answer with { Body = null }, read, now);
                known.Failures = 0;
                return reading with { Page = read };
            }

            problem = answer.Problem ?? "answered something that no form of status page has";
        }

        // The next time it must be read anew, and if it stays unreadable, it may have moved.
        (known.Answer, known.Page) = (null, null);
        known.Found = ++known.Failures < FailuresToSeek ? known.Found : null;
        return reading with { Problem = $"{name}'s status page {problem}." };
    }

    // What a page says is wanted as it is now: its caches are believed for a few minutes at most.
    private static TimeSpan Longer(StatusPageAnswer answer)
    {
        var wait = answer.Wait ?? TimeSpan.Zero;
        if (answer.Problem is null && wait > MostForCaches)
            wait = MostForCaches;
        return wait > Least ? wait : Least;
    }

    private sealed class Known
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public DateTimeOffset NotBefore { get; set; }

        public DateTimeOffset ReadAt { get; set; }

        public int Failures { get; set; }

        public ProviderReading? Last { get; set; }

        public StatusPageAddress? Found { get; set; }

        public StatusPageAnswer? Answer { get; set; }

        public ProviderPage? Page { get; set; }
    }
}
