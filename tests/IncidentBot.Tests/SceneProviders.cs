using IncidentBot.Investigation.Providers;

namespace IncidentBot.Tests;

/// <summary>The status pages of third parties in an imagined chat; a page that nobody has set can't be read.</summary>
internal sealed class SceneProviders(TimeProvider time) : IProviderPages
{
    private readonly Dictionary<string, ProviderPage?> pages = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often any page was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>What a page says from now on; null: it can't be read.</summary>
    public void Say(string provider, ProviderPage? page) => pages[provider] = page;

    /// <summary>A page that says that all is well from now on.</summary>
    public void SayFine(string provider) => Say(provider, new ProviderPage(ProviderState.Operational, [], []));

    /// <summary>A page with one incident from now on.</summary>
    public void SayBad(string provider, string title, DateTimeOffset? since = null, ProviderState state = ProviderState.Partial, string? component = "API", string? update = null) => Say(
        provider,
        new ProviderPage(
            state, component is null ? [] : [new ProviderComponent(component, state)],
            [new ProviderIncident(title, state, since, new Uri("https://status.example.com/i/1"), [], update is null ? [] : [new ProviderUpdate(since, update)])]));

    public Task<ProviderReading> ReadAsync(string provider, CancellationToken cancellationToken)
    {
        Asked++;
        var page = pages.GetValueOrDefault(provider);
        return Task.FromResult(
            new ProviderReading(provider, time.GetUtcNow(), page, page is null ? $"{provider}'s status page can't be reached." : null) { Address = new Uri("https://status.example.com") });
    }
}
