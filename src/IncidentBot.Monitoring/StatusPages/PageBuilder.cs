using System.Text.Json;
using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>Gathers what a page says, bounded, and makes the neutral page of it.</summary>
/// <param name="wanted">Which components and regions matter.</param>
/// <param name="page">The page's address; null: not known.</param>
internal sealed class PageBuilder(Wanted wanted, Uri? page)
{
    private const int MostRead = 1000;

    private readonly List<ProviderComponent> components = [];
    private readonly List<ProviderIncident> incidents = [];

    /// <summary>What the page says of itself as a whole; null: nothing.</summary>
    public ProviderState? Overall { get; set; }

    /// <summary>Whether it says anything of components or incidents, even that there are none.</summary>
    public bool SaysDetails { get; set; }

    /// <summary>Keeps a component that matters.</summary>
    public void Add(string? name, ProviderState state)
    {
        var plain = StatusText.Plain(name, ProviderPage.LongestName);
        if (plain.Length == 0 || components.Count >= MostRead)
            return;

        SaysDetails = true;
        if (wanted.Has(plain))
            components.Add(new ProviderComponent(plain, state));
    }

    /// <summary>Keeps what is open, if it concerns anything that matters.</summary>
    /// <param name="title">What the page calls it.</param>
    /// <param name="state">How bad it is.</param>
    /// <param name="since">When it began.</param>
    /// <param name="link">Where it can be read.</param>
    /// <param name="affected">What it affects.</param>
    /// <param name="updates">What was said of it, in any order.</param>
    /// <param name="regions">Where; null: nowhere in particular.</param>
    public void Add(
        string? title, ProviderState state, DateTimeOffset? since, string? link, IEnumerable<string?> affected,
        IEnumerable<ProviderUpdate> updates, IEnumerable<string?>? regions = null)
    {
        var names = Names(affected);
        if (!wanted.HasAny(names) || !wanted.HasAnyRegion(Names(regions ?? [])) || incidents.Count >= MostRead)
            return;

        var said = StatusText.Plain(title, ProviderPage.LongestName);
        incidents.Add(new ProviderIncident(
            said.Length == 0 ? "An incident without a title" : said, state, since, StatusText.Address(link, page),
            [.. names.Where(wanted.Has).Take(ProviderPage.MostComponents)],
            [.. updates.OrderByDescending(update => update.At ?? DateTimeOffset.MinValue).Take(ProviderPage.MostUpdates)]));
    }

    /// <summary>An update with plain words.</summary>
    public static ProviderUpdate Update(DateTimeOffset? at, string? words) => new(at, StatusText.Plain(words, ProviderPage.LongestText));

    /// <summary>The updates of an incident.</summary>
    public static IEnumerable<ProviderUpdate> Updates(JsonElement incident, string list, string body, params string[] times) =>
        incident.List(list).Take(MostRead).Select(update => Update(update.Time(times), update.Text(body)));

    /// <summary>The page; null: it says nothing that could be read, so it isn't such a page.</summary>
    public ProviderPage? Build()
    {
        if (Overall is null && !SaysDetails)
            return null;

        return new ProviderPage(
            State(),
            [.. components.Where(one => one.State != ProviderState.Operational).OrderByDescending(one => one.State)
                .Take(ProviderPage.MostComponents)],
            [.. incidents.OrderByDescending(one => one.State).ThenByDescending(one => one.Since ?? DateTimeOffset.MinValue)
                .Take(ProviderPage.MostIncidents)]);
    }

    // Where only some components matter, the page as a whole says too much: it may be another one that is down.
    private ProviderState State()
    {
        var worst = StateWords.Worst(components.Select(one => one.State).Concat(incidents.Select(one => one.State)));
        if (worst > ProviderState.Operational)
            return worst;
        if (wanted.IsNarrow)
            return components.Count > 0 || incidents.Count > 0 ? WithoutDoubt() : Overall is null or ProviderState.Operational
                ? WithoutDoubt()
                : ProviderState.Unknown;

        return Overall ?? WithoutDoubt();
    }

    private ProviderState WithoutDoubt() =>
        components.Exists(one => one.State == ProviderState.Unknown) ? ProviderState.Unknown
        : SaysDetails || Overall == ProviderState.Operational ? ProviderState.Operational
        : ProviderState.Unknown;

    private static List<string> Names(IEnumerable<string?> names) =>
    [
        .. names.Take(MostRead).Select(name => StatusText.Plain(name, ProviderPage.LongestName)).Where(name => name.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}
