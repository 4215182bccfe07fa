using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Changes.Ranking;

/// <summary>What to do about a change that almost surely did it: roll it back before anybody looks for the cause.</summary>
internal static class RollBackFirst
{
    private const int Strong = 75, LongestName = 60;

    /// <summary>Who does it, to what, and where; null: no change is strong enough, or the harm has stopped.</summary>
    public static RichText? Of(ChangesView view)
    {
        if (view.Incident.Status >= IncidentStatus.Mitigated || Strongest(view.Ranked) is not { Change: { WentLive: true } change } one
            || one.Decided.RolledBack is not null || Rollbacks.Find(change, view.Record) is not null)
            return null;

        var text = new RichText([]).Bold("Roll back first: ").Plain($"put {OneLine.Of(change.Service, LongestName)} ");
        text = Rollbacks.Former(change, view.Record) is { } former
            ? text.Plain("back to ").Code(OneLine.Of(former, LongestName))
            : text.Plain("back to what was live before");
        text = text.Plain(".");
        if (change.By is { } by)
            text = text.Plain($" {OneLine.Of(by, LongestName)} made the change and may know more.");
        if (Links(change) is { Count: > 0 } links)
            text = text.Plain(" Look at ").Then(RichText.Joined(" and ", links)).Plain(".");
        return text.Plain(" The bot doesn't roll anything back itself.");
    }

    private static List<RichText> Links(ServiceChange change)
    {
        var links = new List<RichText>();
        if (change.Url is { } address)
            links.Add(new RichText([]).Link(address, Place(change)));
        if (change.Details.CompareUrl is { } compare)
            links.Add(new RichText([]).Link(compare, "what it changed"));
        return links;
    }

    private static RankedChange? Strongest(RankedChanges ranked) =>
        ranked.Likely ?? (ranked.Leading is { Score: > Strong } leading ? leading : null);

    private static string Place(ServiceChange change) => change.Origin switch
    {
        ChangeOrigin.WorkflowRun => "the workflow run",
        ChangeOrigin.Release => "the release",
        ChangeOrigin.PullRequest => "the pull request",
        ChangeOrigin.Deployment => "the deployment",
        ChangeOrigin.Push => "the commit",
        _ => "where it was made",
    };
}
