using System.Globalization;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What people agreed to do; until then the question for each kind of prevention.</summary>
internal static class ActionItemsSection
{
    private static readonly IReadOnlyList<(string Kind, string Question)> Kinds =
    [
        ("Systemic fix", "What makes this failure impossible?"),
        ("Regression test", "Which test replays exactly this?"),
        ("Monitoring", "What would have told us earlier?"),
        ("Logging", "Which log line would have shortened the search?"),
        ("Runbook", "What should the next person on call read?"),
        ("Sharing", "Who else should know of this write-up?"),
    ];

    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Action items");
        if (facts.Record.Actions.Count > 0)
        {
            Table(text, facts.Record.Actions);
            return;
        }

        text.List(Kinds.Select(kind => $"**{kind.Kind}:** _{kind.Question}_"));
        text.Prompt("Each action has one owner, a date, and what shows that it is done. Leave out the kinds that would not have helped.");
    }

    /// <summary>What was agreed after earlier incidents of the same services and isn't done; left out where there is nothing.</summary>
    public static void WriteEarlier(MarkdownText text, DraftFacts facts)
    {
        if (facts.Record.EarlierActions.Count == 0)
            return;

        text.Heading(2, "Earlier action items that are not done");
        Table(text, facts.Record.EarlierActions);
    }

    private static void Table(MarkdownText text, IReadOnlyList<DraftAction> actions) => text.Table(
        ["Action", "Kind", "What", "Done when", "Owner", "Due", "State"],
        actions.Select(action => new[]
        {
            MarkdownWords.Link(action.Tracker, action.Name),
            MarkdownWords.OneLine(action.Horizon is { } horizon ? $"{action.Kind}, {horizon}" : action.Kind),
            MarkdownWords.OneLine(action.Text),
            MarkdownWords.OneLine(action.DoneWhen ?? "not said"),
            MarkdownWords.OneLine(action.Owner ?? "nobody yet"),
            action.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no date",
            MarkdownWords.OneLine(action.State ?? "open"),
        }));
}
