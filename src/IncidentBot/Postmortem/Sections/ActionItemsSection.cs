using System.Globalization;
using IncidentBot.Actions;
using IncidentBot.Language;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Lists the action items, and asks for those that are missing, one line for each kind of prevention.</summary>
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

    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Action items");
        if (record.Actions.Count > 0)
            text.Table(
                ["No.", "Action", "Owner", "Due", "Kind", "Horizon", "Done when", "State", "Tracker", "From"], record.Actions.Select(Row));

        var asked = Kinds.Where(kind => record.Actions.All(item => item.Terms.Kind != kind.Kind)).ToList();
        if (asked.Count > 0)
            text.Table(
                ["Kind", "Action", "Owner", "Due", "Tracker", "Horizon"],
                asked.Select(kind => new[] { Words.Title(kind.Kind), $"_{kind.Question}_", "", "", "", "" }));
        text.Prompt("Each action has one owner, a date and a link to the tracker. Horizon: immediate, short, medium or long term.");
    }

    private static string[] Row(ActionItem item) =>
    [
        ActionCard.Number(item),
        MarkdownWords.OneLine(item.Text),
        item.Terms.Owner is { } owner ? MarkdownWords.OneLine(owner.Name) : "",
        item.Terms.Due is { } due ? DueDay.Text(due) : "",
        item.Terms.Kind is { } kind ? Words.Title(kind) : "",
        item.Terms.Horizon is { } horizon ? Words.Title(horizon) : "",
        item.Terms.DoneWhen is { } done ? MarkdownWords.OneLine(done) : "",
        item.State == ActionState.Dropped
            ? $"dropped: {MarkdownWords.OneLine(item.Reason ?? string.Empty)}"
            : Words.Of(item.State),
        item.Issue is { Number: { } number } issue
            ? MarkdownWords.Link(issue.Address, string.Create(CultureInfo.InvariantCulture, $"{issue.Repository}#{number}"))
            : "",
        item.Permalink is { } source ? MarkdownWords.Link(source, "message") : "",
    ];
}
