using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

internal static class LessonsSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Lessons");
        text.Prompt("What do we know now about our systems that we did not know before? Who else runs the same risk?");
    }
}
