using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Store;

namespace IncidentBot.Actions.Issues;

/// <summary>
/// Has the issues of open action items asked for every hour or so, since what tells of them by itself may have been lost.
/// </summary>
internal sealed class PollIssues(
    ActionStore store, IncidentStore incidents, FollowIssue follow, IEnumerable<IIssueTracker> trackers, IssuePolls polls)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<IssuesToPoll> Kind = new("own/poll-issues", static () => IssuesJson.Default.IssuesToPoll);

    // Those of the newest incidents; each is one request, which doesn't count where nothing has moved.
    private const int MostAsked = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Asks for all; what did not move is not written.</summary>
    public async Task<Happened> HandleAsync(Work work, CancellationToken cancellationToken)
    {
        var all = await store.ListTrackedAsync(work.Workspace, MostAsked, cancellationToken);
        if (all.Count == 0 || trackers.FirstOrDefault() is not { } tracker)
            return Happened.Nothing;

        polls.Plan(work);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var parts = new List<Happened>();
        foreach (var kept in all)
        {
            if (await AskAsync(tracker, kept.Item.Issue!, patience.Token, cancellationToken) is { } state
                && await incidents.FindAsync(work.Workspace, kept.Incident, cancellationToken) is { } incident)
                parts.Add(follow.Apply(incident, kept.Item, state, work));
        }

        return Happened.All(parts);
    }

    private static async Task<IssueState?> AskAsync(
        IIssueTracker tracker, ActionIssue issue, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            return patience.IsCancellationRequested ? null : await tracker.ReadAsync(issue.Repository, issue.Number!.Value, patience);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}

/// <summary>Plans when issues are asked for next.</summary>
internal sealed class IssuePolls(ActionsOptions options)
{
    private const string Conversation = "actions/poll-issues";

    /// <summary>Plans the next round, once for all that lead to it.</summary>
    public void Plan(Work work)
    {
        if (PollIssuesRules.Next(work.Now, options) is { } due)
            work.Then(PollIssues.Kind.Later($"{Conversation}/{Instants.ToText(due)}", Conversation, new IssuesToPoll(), due));
    }
}

/// <summary>When issues are asked for.</summary>
internal static class PollIssuesRules
{
    /// <summary>
    /// The next round: the same instant for whoever asks within one, at least half a round from now. Null: there is none.
    /// </summary>
    public static DateTimeOffset? Next(DateTimeOffset now, ActionsOptions options)
    {
        if (options.PollMinutes == 0)
            return null;

        var round = TimeSpan.FromMinutes(options.PollMinutes).Ticks;
        return new DateTimeOffset(((now.UtcTicks + (round / 2)) / round + 1) * round, TimeSpan.Zero);
    }
}
