using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Actions.Issues;

/// <summary>Brings an action item in step with its issue: who closes the issue has done it.</summary>
internal sealed class FollowIssue(ActionStore store, IncidentStore incidents, ActionBoard board, OwnerReminders reminders)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<MovedIssue> Kind = new("own/follow-issue", static () => IssuesJson.Default.MovedIssue);

    /// <summary>An issue was closed, or opened again; again changes nothing.</summary>
    public async Task<Happened> HandleAsync(MovedIssue moved, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(moved.Incident);
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident
            || await store.FindAsync(work.Workspace, id, moved.Action, cancellationToken) is not { } item)
            return Happened.Nothing;

        return Apply(incident, item, new IssueState(moved.IsClosed, moved.IsDone, moved.By), work);
    }

    /// <summary>Brings one in step.</summary>
    public Happened Apply(Incident incident, ActionItem item, IssueState state, Work work)
    {
        var facts = FollowIssueRules.Decide(item, state, work.Now);
        if (facts.Count == 0)
            return Happened.Nothing;

        var now = facts.Aggregate(
            item, (before, fact) => ActionStore.Save(work.Batch, work.Workspace, incident.Id, before, fact));
        reminders.Plan(now, work);
        board.Refresh(work, incident, now);
        return Happened.To(incident, facts);
    }
}

/// <summary>What follows for an action item from its issue.</summary>
internal static class FollowIssueRules
{
    private const string ByIssue = "closing its issue";

    /// <summary>Decides; empty: nothing, it is in step.</summary>
    /// <param name="item">The action item.</param>
    /// <param name="state">How its issue stands.</param>
    /// <param name="now">When that was learned; UTC.</param>
    public static IReadOnlyList<ActionFact> Decide(ActionItem item, IssueState state, DateTimeOffset now)
    {
        if (item.Issue is not { Number: not null } issue || issue.IsClosed == state.IsClosed)
            return [];

        List<ActionFact> facts = [new IssueMoved(now, item.Number, state.IsClosed)];
        var by = state.By is { } login ? $"{login}, by {ByIssue}" : ByIssue;
        if (state.IsClosed && item.State == ActionState.Open)
            facts.Add(
                state.IsDone
                    ? new ActionSettled(null, now, item.Number, ActionState.Done, null, by)
                    : new ActionSettled(null, now, item.Number, ActionState.Dropped, "Its issue was closed as not planned.", by));
        // Only what the issue itself has settled opens with it again.
        else if (!state.IsClosed && item.State != ActionState.Open
            && item.SettledBy?.EndsWith(ByIssue, StringComparison.Ordinal) == true)
            facts.Add(new ActionReopened(null, now, item.Number));
        return facts;
    }
}
