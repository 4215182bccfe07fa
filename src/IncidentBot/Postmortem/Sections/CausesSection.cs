namespace IncidentBot.Postmortem.Sections;

/// <summary>Why it could happen: what people said, and the questions that only they can answer.</summary>
internal static class CausesSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        FactorsSection.Write(text, record);
        text.Heading(2, "Root cause");
        text.Prompt(
            "Which safeguard was missing or did not hold? \"Human error\" is where the question starts, not where it ends: "
                + "what let a reasonable action have this effect?");
        FiveWhysSection.Write(text, record);
    }
}
