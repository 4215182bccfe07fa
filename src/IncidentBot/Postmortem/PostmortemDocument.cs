using IncidentBot.Postmortem.Markdown;
using IncidentBot.Postmortem.Sections;

namespace IncidentBot.Postmortem;

/// <summary>Assembles the draft as Markdown: the same record gives the same bytes.</summary>
internal static class PostmortemDocument
{
    private static readonly IReadOnlyList<Action<MarkdownText, PostmortemRecord>> InOrder =
    [
        TitleSection.Write,
        SummarySection.Write,
        ImpactSection.Write,
        MilestonesSection.Write,
        TimelineSection.Write,
        ChangesSection.Write,
        RolesSection.Write,
        ChecklistSection.Write,
        CausesSection.Write,
        LookingBackSection.Write,
        ActionItemsSection.Write,
        LessonsSection.Write,
        LinksSection.Write,
    ];

    /// <summary>The whole document; lines end with a line feed, the last one too.</summary>
    public static string Assemble(PostmortemRecord record)
    {
        var text = new MarkdownText();
        foreach (var write in InOrder)
            write(text, record);

        return text.ToString();
    }
}
