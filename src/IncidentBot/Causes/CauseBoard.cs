using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Causes;

/// <summary>
/// Keeps the whys and factors in the thread of the incident's card: one message, edited in place, so that whoever looks finds all of them
/// and nobody is disturbed by each.
/// </summary>
internal sealed class CauseBoard(ReadCauses causes, IncidentStore incidents, SentKeys sent)
{
    /// <summary>The kind of own work that shows them.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/show-causes");

    private static readonly IReadOnlySet<string> Shown = CauseFactNames.All;

    /// <summary>The key under which the message is posted.</summary>
    public static string Key(IncidentId incident) => $"{incident}/causes";

    /// <summary>Whys or factors have changed.</summary>
    public static Happened OnChanged(ChangedRecord changed) =>
        changed.Kinds.Any(Shown.Contains) ? Later(changed.After.Id, changed.Work) : Happened.Nothing;

    /// <summary>Shows them once what is being done is written.</summary>
    public static Happened Later(IncidentId incident, Work work)
    {
        var next = Kind.Later($"{work.Key}/causes/{incident.Number}", Key(incident), new OfIncident(incident.Number));
        if (!work.FollowUps.Contains(next))
            work.Then(next);
        return Happened.Nothing;
    }

    /// <summary>Posts the message, or edits it; where nobody can write, nothing is shown.</summary>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { CanPost: true } incident)
            return Happened.Nothing;

        var key = Key(id);
        var seen = await causes.ReadAsync(incident, cancellationToken);
        var isThere = (await sent.ListAsync(work.Workspace, key, cancellationToken)).Contains(key);
        if (!isThere && seen.Tree.Standing.Count == 0)
            return Happened.Nothing;

        IncidentBoard.KeepBelowCard(work, incident, key, isThere, "shown", CauseCard.Of(incident, seen, work.Now));
        return Happened.Nothing;
    }
}
