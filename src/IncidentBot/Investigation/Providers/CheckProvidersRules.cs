using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Investigation.Providers;

/// <summary>What one look at a third party's page leads to.</summary>
/// <param name="Watch">How it is from now on.</param>
internal sealed record ProviderOutcome(ProviderWatch Watch)
{
    /// <summary>What is recorded for others to use; null: nothing new.</summary>
    public Finding? Finding { get; init; }

    /// <summary>What the timeline says of it; null: nothing.</summary>
    public string? Entry { get; init; }

    /// <summary>Since when that is so; UTC.</summary>
    public DateTimeOffset EntryAt { get; init; }

    /// <summary>Whether it has just turned bad, so that it gets a line of its own.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether its line says something else from now on.</summary>
    public bool HasMoved { get; init; }
}

/// <summary>The pure rules of what is told of third parties.</summary>
internal static class CheckProvidersRules
{
    // A page may be hard to reach for a moment; the second time is told.
    private const int FailuresToTell = 2;

    private const int LongestUpdate = 200;

    /// <summary>What is bad on a page for longer than this before the impact has not caused it.</summary>
    public static readonly TimeSpan LongBefore = TimeSpan.FromHours(24);

    /// <summary>
    /// For so long after its incident is over a component may still be said to be degraded: pages mark those minutes later, and that is no
    /// news.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(15);

    /// <summary>The key of what is found about a third party.</summary>
    public static string KeyOf(string provider) => ThirdParties.Prefix + provider.ToLowerInvariant();

    /// <summary>Decides on one look.</summary>
    /// <param name="incident">The open incident.</param>
    /// <param name="before">How it was; null: this is the first look.</param>
    /// <param name="reading">What the page says.</param>
    /// <param name="isNarrow">Whether only some of its components matter, so that maintenance of them is news.</param>
    public static ProviderOutcome Decide(Incident incident, ProviderWatch? before, ProviderReading reading, bool isNarrow)
    {
        var watch = (before ?? new ProviderWatch(reading.Provider, ProviderState.Unknown, reading.At)) with
        {
            State = reading.State,
            CheckedAt = reading.At,
            Failures = reading.Page is null ? (before?.Failures ?? 0) + 1 : 0,
        };
        if (reading.Page is not { } page)
            return Unread(watch, before, reading);

        if (!IsBad(page, isNarrow))
            return watch.Trouble is { OverAt: null } ? Over(watch, reading) : Fine(watch, reading, page);

        var since = Began(page);
        if (watch.Trouble is { OverAt: null } told)
            return GoesOn(watch, told, page, reading);

        if (watch.Trouble?.OverAt is { } over && reading.At - over < Settling && ProviderWords.Title(page) is null)
            return new ProviderOutcome(watch);

        return since < CountedFrom(incident, reading.At) - LongBefore
            ? Recorded(watch, reading, FindingVerdict.Trouble, $"{ProviderWords.Trouble(page)}, since long before", page)
            : Bad(watch, page, reading, since ?? reading.At);
    }

    private static ProviderOutcome Unread(ProviderWatch watch, ProviderWatch? before, ProviderReading reading) =>
        before is null || watch.Failures == FailuresToTell
            ? Recorded(watch, reading, FindingVerdict.Unknown, "unknown, its page can't be read", page: null)
            : new ProviderOutcome(watch);

    private static ProviderOutcome Fine(ProviderWatch watch, ProviderReading reading, ProviderPage page) =>
        page.State == ProviderState.Unknown
            ? Recorded(watch, reading, FindingVerdict.Unknown, "unknown, its page doesn't say", page)
            : Recorded(
                watch, reading, FindingVerdict.Clear,
                ProviderWords.State(page.State) + (page.State == ProviderState.Maintenance ? ", no incident published" : ""), page);

    private static ProviderOutcome Bad(ProviderWatch watch, ProviderPage page, ProviderReading reading, DateTimeOffset since)
    {
        var number = watch.Told + 1;
        var words = ProviderWords.Trouble(page);
        var trouble = With(new ProviderTrouble(number, since, words), page, reading);
        return Recorded(watch with { Trouble = trouble, Told = number }, reading, FindingVerdict.Trouble, words, page) with
        {
            Entry = $"{Subject(reading.Provider)} says: {words}",
            EntryAt = since,
            IsNew = true,
        };
    }

    private static ProviderOutcome GoesOn(ProviderWatch watch, ProviderTrouble told, ProviderPage page, ProviderReading reading)
    {
        var now = With(told with { Words = ProviderWords.Trouble(page) }, page, reading);
        var outcome = Recorded(watch with { Trouble = now }, reading, FindingVerdict.Trouble, now.Words, page);
        return outcome with { HasMoved = now != told };
    }

    private static ProviderOutcome Over(ProviderWatch watch, ProviderReading reading)
    {
        var over = watch.Trouble! with { OverAt = reading.At };
        return Recorded(
            watch with { Trouble = over }, reading, FindingVerdict.Clear, ProviderWords.State(ProviderState.Operational), reading.Page) with
        {
            Entry = $"{Subject(reading.Provider)} publishes no incident any more.",
            EntryAt = reading.At,
            HasMoved = true,
        };
    }

    // The same words twice are one finding.
    private static ProviderOutcome Recorded(
        ProviderWatch watch, ProviderReading reading, FindingVerdict verdict, string words, ProviderPage? page)
    {
        var said = $"{Words.Of(verdict)}: {words}";
        if (watch.Recorded == said)
            return new ProviderOutcome(watch);

        return new ProviderOutcome(watch with { Recorded = said })
        {
            Finding = new Finding(KeyOf(reading.Provider), reading.Provider, verdict, words, reading.At)
            {
                Since = verdict == FindingVerdict.Trouble ? watch.Trouble?.Since ?? (page is null ? null : Began(page)) : null,
                Link = LinkOf(page) ?? reading.Address,
            },
        };
    }

    private static ProviderTrouble With(ProviderTrouble trouble, ProviderPage page, ProviderReading reading) => trouble with
    {
        Update = page.Incidents is [{ State: > ProviderState.Operational, Updates: [{ Words.Length: > 0 } newest, ..] }, ..]
            ? OneLine.Of(newest.Words, LongestUpdate)
            : null,
        Link = LinkOf(page) ?? reading.Address,
    };

    private static bool IsBad(ProviderPage page, bool isNarrow) =>
        page.State > ProviderState.Maintenance || (page.State == ProviderState.Maintenance && isNarrow);

    private static DateTimeOffset? Began(ProviderPage page) =>
        page.Incidents.Where(one => one.State > ProviderState.Maintenance).Select(one => one.Since).Max();

    private static DateTimeOffset CountedFrom(Incident incident, DateTimeOffset now) =>
        incident.At(Milestone.ImpactStart) ?? incident.At(Milestone.Declared) ?? now;

    private static Uri? LinkOf(ProviderPage? page) =>
        page?.Incidents is [{ State: > ProviderState.Operational, Link: { } link }, ..] ? link : null;

    private static string Subject(string provider) => $"{provider}'s status page";
}
