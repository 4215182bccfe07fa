using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Asks how the response went.</summary>
internal static class LookingBackSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "What went well");
        text.Prompt("What shortened the harm: an alert, a runbook, a quick rollback, a clear hand-over? Keep it.");
        text.Heading(2, "What went badly");
        text.Prompt(
            "Where was time lost: unclear ownership, missing access, a dashboard that hid the problem, silence towards those affected?");
        text.Heading(2, "Where we got lucky");
        text.Prompt("What kept it from being worse that nobody had arranged? Luck is a safeguard that is still to be built.");
    }
}
