using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Asks for the actions, one line for each kind of prevention.</summary>
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

    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Action items");
        text.Table(
            ["Kind", "Action", "Owner", "Due", "Tracker", "Horizon"],
            Kinds.Select(kind => new[] { kind.Kind, $"_{kind.Question}_", "", "", "", "" }));
        text.Prompt("Each action has one owner, a date and a link to the tracker. Horizon: immediate, short, medium or long term.");
    }
}
