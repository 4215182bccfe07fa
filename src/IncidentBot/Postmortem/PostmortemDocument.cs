using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Postmortem.Sections;

namespace IncidentBot.Postmortem;

/// <summary>Assembles the draft as Markdown: the same record gives the same bytes.</summary>
internal static class PostmortemDocument
{
    private const int LightFrom = 3;

    private static readonly IReadOnlyList<Action<MarkdownText, DraftFacts>> Full =
    [
        TitleSection.Write,
        SummarySection.Write,
        ImpactSection.Write,
        StorySection.Write,
        MilestonesSection.Write,
        EarlySignsSection.Write,
        TimelineSection.Write,
        ChangesSection.Write,
        RuledOutSection.Write,
        TriggerSection.Write,
        FactorsSection.Write,
        WhysSection.Write,
        LookingBackSections.WriteWell,
        LookingBackSections.WriteBadly,
        LookingBackSections.WriteLucky,
        LookingBackSections.WriteStruggles,
        ActionItemsSection.WriteEarlier,
        LessonsSection.Write,
        QuestionsSection.Write,
        ActionItemsSection.Write,
        RespondersSection.Write,
        LinksSection.Write,
        ChecklistSection.Write,
    ];

    // One screen, then the timeline; what the screen points to stands below it.
    private static readonly IReadOnlyList<Action<MarkdownText, DraftFacts>> Light =
    [
        TitleSection.Write,
        SummarySection.Write,
        ImpactSection.Write,
        RuledOutSection.WriteGiven,
        TriggerSection.Write,
        FactorsSection.WriteGiven,
        WhysSection.WriteGiven,
        LessonsSection.Write,
        ActionItemsSection.Write,
        QuestionsSection.Write,
        TimelineSection.Write,
        MilestonesSection.Write,
        ChangesSection.Write,
        ChecklistSection.Write,
    ];

    /// <summary>The whole document; lines end with a line feed, the last one too.</summary>
    public static string Assemble(PostmortemRecord record)
    {
        var text = new MarkdownText();
        var facts = DraftFacts.Of(record);
        foreach (var write in TemplateOf(record) == PostmortemTemplate.Light ? Light : Full)
            write(text, facts);

        return text.ToString();
    }

    /// <summary>Which sections a draft has: as said, else a light one for severity 3 and 4.</summary>
    public static PostmortemTemplate TemplateOf(PostmortemRecord record) => record.Template
        ?? (record.Incident.Severity >= LightFrom ? PostmortemTemplate.Light : PostmortemTemplate.Full);
}
