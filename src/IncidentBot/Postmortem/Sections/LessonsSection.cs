using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Asks for what no record knows: what was learnt.</summary>
internal static class LessonsSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Lessons");
        text.Prompt("What do we know now about our systems that we did not know before? Who else runs the same risk?");
    }
}
