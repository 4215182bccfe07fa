namespace IncidentBot.Tests.Postmortem;

/// <summary>The titles by which sections are told apart wherever a draft is merged or corrected; each stands at most once.</summary>
internal static class SectionTitles
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Summary", "Impact", "Detection, response, recovery", "Milestones", "Early signs", "Timeline", "What changed", "What was ruled out", "Trigger", "Contributing factors", "5 whys",
        "What went well", "What went badly", "Where we got lucky", "Struggles without a follow-up", "Earlier action items that are not done", "Lessons", "Open questions", "Action items",
        "Responders", "Links", "Appendix: checklist",
    ];
}
