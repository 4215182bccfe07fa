using System.Globalization;
using IncidentBot.Actions;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What people agreed to do; until then the question for each kind of prevention.</summary>
internal static class ActionItemsSection
{
    private static readonly IReadOnlyList<(ActionKind Kind, string Question)> Kinds =
    [
        (ActionKind.SystemicFix, "What makes this failure impossible?"),
        (ActionKind.RegressionTest, "Which test replays exactly this?"),
        (ActionKind.Monitoring, "What would have told us earlier?"),
        (ActionKind.Logging, "Which log line would have shortened the search?"),
        (ActionKind.Runbook, "What should the next person on call read?"),
        (ActionKind.Sharing, "Who else should know of this write-up?"),
    ];

    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Action items");
        if (facts.Record.Actions.Count > 0)
        {
            text.Table(
                ["Action", "Kind", "What", "Done when", "Owner", "Due", "State", "From"],
                facts.Record.Actions.Select(item => Row(ActionCard.Number(item), item)));
            return;
        }

        text.List(Kinds.Select(kind => $"**{Words.Title(kind.Kind)}:** _{kind.Question}_"));
        text.Prompt("Each action has one owner, a date, and what shows that it is done. Leave out the kinds that would not have helped.");
    }

    /// <summary>What was agreed after earlier incidents of the same services and isn't done; left out where there is nothing.</summary>
    public static void WriteEarlier(MarkdownText text, DraftFacts facts)
    {
        if (facts.Record.EarlierActions.Count == 0)
            return;

        text.Heading(2, "Earlier action items that are not done");
        text.Table(
            ["Action", "Kind", "What", "Done when", "Owner", "Due", "State", "From"],
            facts.Record.EarlierActions.Select(kept => Row($"{kept.Incident}, {ActionCard.Number(kept.Item)}", kept.Item)));
    }

    private static string[] Row(string number, ActionItem item) =>
    [
        Linked(item, number),
        item.Terms.Kind is { } kind ? ActionCard.KindInWords(kind) + Horizon(item) : "not said",
        MarkdownWords.OneLine(item.Text),
        MarkdownWords.OneLine(item.Terms.DoneWhen ?? "not said"),
        MarkdownWords.OneLine(item.Terms.Owner?.Name ?? "nobody yet"),
        item.Terms.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no date",
        item.State == ActionState.Dropped ? $"dropped: {MarkdownWords.OneLine(item.Reason ?? string.Empty)}" : Words.Of(item.State),
        item.Permalink is { } source ? MarkdownWords.Link(source, "message") : "",
    ];

    /// <summary>The number of an action item, with its issue's address if it has one.</summary>
    public static string Numbered(ActionItem item) => Linked(item, ActionCard.Number(item));

    private static string Linked(ActionItem item, string number) =>
        item.Issue is { Number: not null } issue ? MarkdownWords.Link(issue.Address, number) : number;

    private static string Horizon(ActionItem item) =>
        item.Terms.Horizon is { } horizon ? $", {ActionCard.HorizonInWords(horizon)}" : string.Empty;
}
