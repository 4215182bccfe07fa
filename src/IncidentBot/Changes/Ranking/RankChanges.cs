using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Changes.Ranking;

/// <summary>
/// Ranks an incident's changes anew when its record has moved, and edits the message about them if it says anything else by then; asks
/// nobody outside.
/// </summary>
internal sealed class RankChanges(IncidentStore incidents, ReadSuspects suspects, ChangesBoard board)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/rank-changes");

    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(30);

    // What the ranking is made of; a status alone, a role or a reminder says nothing about a change.
    private static readonly HashSet<string> Weighed = new(
        [
            "MilestoneSet", "ImpactDescribed", "StepAnswered", "StepUnticked", "EntryRecorded", "EntryChanged", "MessageRevised",
            "MessageMarked", "MessageRemoved", "MessageForgotten", "FindingRecorded",
        ],
        StringComparer.Ordinal);

    private static readonly string[] OfChanges = ["Change", "Deploy"];

    /// <summary>The record has changed: whether the ranking has is seen once for all changes within half a minute.</summary>
    public static Happened OnChanged(ChangedRecord changed)
    {
        var id = changed.After.Id;
        if (RankChangesRules.IsWanted(changed.After, changed.Kinds.Any(IsWeighed)) && !IsShown(changed.Work, id))
            changed.Work.Then(Later(id, changed.Work.Now));
        return Happened.Nothing;
    }

    /// <summary>Ranks, and shows what has moved; before the first answer there is nothing to rank.</summary>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident
            || !RankChangesRules.IsWanted(incident, isWeighed: true))
            return Happened.Nothing;

        var material = await suspects.ReadAsync(incident, cancellationToken);
        if (material.Changes.LastPull is not null)
            await board.ShowIfMovedAsync(material, work, cancellationToken);
        return Happened.Nothing;
    }

    private static bool IsWeighed(string kind) =>
        Weighed.Contains(kind) || OfChanges.Any(beginning => kind.StartsWith(beginning, StringComparison.Ordinal));

    // The same work shows the newest ranking already.
    private static bool IsShown(Work work, IncidentId id)
    {
        var key = IncidentKeys.Deploys(id);
        return work.Outgoing.Any(action => action.Key == key || action.Replaces == key);
    }

    // A little after the span's end, for what is committed late in it.
    private static FollowUp Later(IncidentId incident, DateTimeOffset now)
    {
        var span = (now.UtcTicks / Burst.Ticks) + 1;
        return Kind.Later(
            string.Create(CultureInfo.InvariantCulture, $"{incident}/rank-changes/{span}"), $"{incident}/deploys",
            new OfIncident(incident.Number), new DateTimeOffset((span * Burst.Ticks) + (Burst.Ticks / 15), TimeSpan.Zero));
    }
}

/// <summary>When changes are ranked anew.</summary>
internal static class RankChangesRules
{
    /// <summary>Whether a changed record is a reason; once the work on an incident is over, nobody reads the message any more.</summary>
    /// <param name="incident">Whose record.</param>
    /// <param name="isWeighed">Whether anything changed that the ranking is made of.</param>
    public static bool IsWanted(Incident incident, bool isWeighed) => isWeighed && incident.Status < IncidentStatus.Closed;
}
