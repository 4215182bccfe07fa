using IncidentBot.Causes;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What people hold for a contributing factor, with its evidence; until then, the question.</summary>
internal static class FactorsSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Contributing factors");
        var factors = record.Causes.Where(node => node.Cause.Kind == CauseKind.Factor).ToList();
        if (factors.Count > 0)
            text.List(factors.Select(FiveWhysSection.Line));
        else
            text.Prompt(
                "What had to come together? Several causes often meet: a change, a missing limit, an alert that stayed silent. "
                    + "One line each, with its evidence.");
    }
}
