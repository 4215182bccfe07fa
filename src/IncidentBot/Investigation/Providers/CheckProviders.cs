using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Store;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Investigation.Providers;

/// <summary>
/// Asks the status pages of the third parties that an open incident's services stand on, again and again until it is resolved: what turned
/// bad in its window gets one line in the channel, an entry of the timeline and a finding that others use; everything else is only found.
/// </summary>
internal sealed class CheckProviders(
    IncidentStore incidents, ProviderWatchStore watches, TimelineStore timeline, FindingStore findings, IProviderPages pages,
    CatalogueOptions catalogue, ProviderOptions options)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/check-providers");

    // Another page that hangs must not make this one wait for long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    /// <summary>
    /// An incident began, goes on again, or affects other services: its third parties are looked at, in a turn of their own.
    /// </summary>
    public Happened Begin(Incident incident, Work work)
    {
        if (PollProviders.IsWanted(incident, catalogue, options))
            work.Then(Later(incident.Id, $"{work.Key}/check-providers", dueAt: null));
        return Happened.Nothing;
    }

    /// <summary>Looks, tells what is new, and plans the next look.</summary>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident
            || !PollProviders.IsWanted(incident, catalogue, options))
            return Happened.Nothing;

        var due = PollProviders.Next(incident, work.Now, options);
        work.Then(Later(id, $"{id}/check-providers/{Instants.ToText(due)}", due));
        var readings = await ReadAsync(NeededProviders.Of(incident.Services, catalogue), work, cancellationToken);
        var known = await watches.FindAsync(work.Workspace, id, cancellationToken);
        var outcomes = readings.Select(
            reading => CheckProvidersRules.Decide(incident, known.Find(reading.Provider), reading, IsNarrow(reading.Provider))).ToList();
        outcomes = [.. TellProviders.WithLines(incident, outcomes, known)];
        ProviderWatchStore.Save(work.Batch, work.Workspace, id, With(known, outcomes));
        await RecordAsync(incident, outcomes, work, cancellationToken);
        foreach (var outcome in outcomes)
            TellProviders.Tell(incident, outcome, work);
        return Happened.Nothing;
    }

    private static FollowUp Later(IncidentId id, string key, DateTimeOffset? dueAt) =>
        dueAt is { } due
            ? Kind.Later(key, $"{id}/providers", new OfIncident(id.Number), due)
            : Kind.Later(key, $"{id}/providers", new OfIncident(id.Number));

    private static ProviderWatches With(ProviderWatches known, IReadOnlyList<ProviderOutcome> outcomes) => known with
    {
        All =
        [
            .. known.All.Select(watch => outcomes.FirstOrDefault(outcome => outcome.Watch.Provider == watch.Provider)?.Watch ?? watch),
            .. outcomes.Select(outcome => outcome.Watch).Where(watch => known.Find(watch.Provider) is null),
        ],
    };

    private bool IsNarrow(string provider) => catalogue.FindProvider(provider)?.Components.Count > 0;

    private async Task<IReadOnlyList<ProviderReading>> ReadAsync(
        IReadOnlyList<string> providers, Work work, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        return await Task.WhenAll(providers.Select(async provider =>
        {
            try
            {
                return await pages.ReadAsync(provider, patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new ProviderReading(provider, work.Now, null, $"{provider}'s status page didn't answer in time.");
            }
        }));
    }

    private async Task RecordAsync(
        Incident incident, IReadOnlyList<ProviderOutcome> outcomes, Work work, CancellationToken cancellationToken)
    {
        if (outcomes.All(outcome => outcome is { Finding: null, Entry: null }))
            return;

        var entry = await timeline.NextAsync(work.Workspace, incident.Id, cancellationToken);
        var number = (await findings.ListAsync(work.Workspace, incident.Id, cancellationToken)).Count + 1;
        foreach (var outcome in outcomes)
        {
            var told = outcome.Entry is null ? null : TellProviders.EntryOf(incident, outcome, entry++, work.Now);
            if (told is not null)
                TimelineStore.Add(work.Batch, work.Workspace, incident.Id, told);
            if (outcome.Finding is { } finding)
                FindingStore.Add(
                    work.Batch, work.Workspace, incident.Id, finding with { Number = number++, Entry = told?.Number });
        }
    }
}
