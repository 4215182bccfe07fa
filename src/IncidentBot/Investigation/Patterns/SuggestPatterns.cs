using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Investigation.Signals;

namespace IncidentBot.Investigation.Patterns;

/// <summary>
/// Suggests, in the thread of the incident's card, the patterns that fit what is on record: one message, kept current, and none until
/// something fits.
/// </summary>
internal sealed class SuggestPatterns(IncidentStore incidents, ReadPatterns patterns, PatternStore store)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/suggest-patterns");

    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(30);

    private static readonly HashSet<string> Weighed = new(
        [
            "IncidentStarted", "ServicesChanged", "MilestoneSet", "ImpactDescribed", "StepAnswered", "StepUnticked", "EntryRecorded",
            "EntryChanged", "MessageRevised", "MessageMarked", "MessageRemoved", "MessageForgotten", "HypothesisMoved",
            SignalFactNames.Asked,
        ],
        StringComparer.Ordinal);

    /// <summary>The key under which the message is posted.</summary>
    public static string Key(IncidentId incident) => $"{incident}/patterns";

    /// <summary>The record has changed: what fits is looked at once for all changes within half a minute.</summary>
    public static Happened OnChanged(ChangedRecord changed)
    {
        if (!changed.After.IsOpen || !changed.Kinds.Any(Weighed.Contains))
            return Happened.Nothing;

        var id = changed.After.Id;
        // A little after the span's end, for what is committed late in it.
        var span = (changed.Work.Now.UtcTicks / Burst.Ticks) + 1;
        changed.Work.Then(
            Kind.Later(
                string.Create(CultureInfo.InvariantCulture, $"{Key(id)}/{span}"), Key(id), new OfIncident(id.Number),
                new DateTimeOffset((span * Burst.Ticks) + (Burst.Ticks / 15), TimeSpan.Zero)));
        return Happened.Nothing;
    }

    /// <summary>Looks at once, since somebody chose.</summary>
    public static Happened Soon(IncidentId incident, Work work)
    {
        work.Then(Kind.Later($"{work.Key}/patterns/{incident.Number}", Key(incident), new OfIncident(incident.Number)));
        return Happened.Nothing;
    }

    /// <summary>Posts the message, or edits it if it would say anything else.</summary>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { IsOpen: true, CanPost: true } incident)
            return Happened.Nothing;
        if (incident.Channel is null)
        {
            work.Then(
                Kind.Later(
                    $"{work.Key}/patterns", Key(id), new OfIncident(id.Number), work.Now + NudgeForCommander.UntilThereIsAChannel));
            return Happened.Nothing;
        }

        var fits = (await patterns.ReadAsync(incident, cancellationToken)).Suggested;
        var shown = await store.FindShownAsync(work.Workspace, id, cancellationToken);
        var now = PatternCard.Shown(fits);
        if (now == (shown ?? string.Empty))
            return Happened.Nothing;

        PatternStore.Show(work.Batch, work.Workspace, id, now, shown is null);
        IncidentBoard.KeepBelowCard(work, incident, Key(id), shown is not null, "patterns", PatternCard.Suggested(id, fits, work.Now));
        return Happened.Nothing;
    }
}
