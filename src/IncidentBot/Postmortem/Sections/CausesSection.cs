using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Asks for what the record cannot know: why it could happen.</summary>
internal static class CausesSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Contributing factors");
        text.Prompt(
            "What had to come together? Several causes often meet: a change, a missing limit, an alert that stayed silent. "
                + "One line each, with its evidence.");
        text.Heading(2, "Root cause");
        text.Prompt(
            "Which safeguard was missing or did not hold? \"Human error\" is where the question starts, not where it ends: "
                + "what let a reasonable action have this effect?");
        text.Heading(2, "5 whys");
        text.Numbered(
        [
            "Why did users notice? _Answer and evidence._",
            "Why did that happen? _Answer and evidence._",
            "Why was that possible? _Answer and evidence._",
            "Why did nothing stop it? _Answer and evidence._",
            "Why is that safeguard missing? _Answer and evidence. Go on, or branch, until the answer is a safeguard._",
        ]);
    }
}
