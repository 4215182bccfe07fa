using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Postmortem.Sections;

namespace IncidentBot.Postmortem.Templates;

/// <summary>The sections that the bot writes by itself, each as a field with all below its title.</summary>
internal static class SectionModel
{
    /// <summary>The fields; one whose section has nothing to say is empty.</summary>
    public static TemplateModel Fields { get; } = new(
    [
        Of("about", string.Empty, "Severity, status, services, commander, channel and review, and what a draft is", TitleSection.Write),
        Of("summary", "Summary", "Three to five sentences: what users saw, the trigger, what ended it, how long", SummarySection.Write),
        Of("impact", "Impact", "What users suffered, in numbers", ImpactSection.Write),
        Of("story", "Detection, response, recovery", "A paragraph of each", StorySection.Write),
        Of("milestones", "Milestones", "When each was reached, with its target; corrections", MilestonesSection.Write),
        Of("earlySigns", "Early signs", "What alert bots wrote before anybody noticed", EarlySignsSection.Write),
        Of("signals", "Signals", "What latency, traffic, errors and saturation did, with the queries", SignalsSection.Write),
        Of("timeline", "Timeline", "What happened, line by line, below its days", TimelineSection.Write),
        Of("changes", "What changed", "What went live, and how likely each is to have done it", ChangesSection.Write),
        Of("thirdParties", "Third parties", "What the status pages of third parties said", ThirdPartiesSection.Write),
        Of("ruledOut", "What was ruled out", "What it was not, and what finding that out cost", RuledOutSection.Write),
        Of(
            "hypotheses", "What was ruled out", "The same, where people stated hypotheses; else nothing", RuledOutSection.WriteGiven),
        Of("trigger", "Trigger", "What set it off, or the question for it", TriggerSection.Write),
        Of("factors", "Contributing factors", "What people named, or what the findings suggest", FactorsSection.Write),
        Of("whys", "5 whys", "What people said, or the questions", WhysSection.Write),
        Of("wentWell", "What went well", "What shortened the harm", LookingBackSections.WriteWell),
        Of("wentBadly", "What went badly", "Where time was lost", LookingBackSections.WriteBadly),
        Of("lucky", "Where we got lucky", "What limited the harm by chance", LookingBackSections.WriteLucky),
        Of(
            "struggles", "Struggles without a follow-up", "What held people up and became no action item",
            LookingBackSections.WriteStruggles),
        Of(
            "earlierActions", "Earlier action items that are not done", "Those after earlier incidents of the same services",
            ActionItemsSection.WriteEarlier),
        Of("lessons", "Lessons", "The question for them", LessonsSection.Write),
        Of("questions", "Open questions", "What nobody has put on record, numbered", QuestionsSection.Write),
        Of("actions", "Action items", "The table of them, or the questions for them", ActionItemsSection.Write),
        Of("responders", "Responders", "Who took part, and in which role", RespondersSection.Write),
        Of("links", "Links", "The addresses of the record", LinksSection.Write),
        Of("checklist", ChecklistSection.Title, "What was answered, done, assigned or left out", ChecklistSection.Write),
    ]);

    private static TemplateField Of(string name, string role, string meaning, Action<MarkdownText, DraftFacts> write) =>
        FieldsOf<DraftFacts>.Section(name, role, meaning, facts =>
        {
            var text = new MarkdownText();
            write(text, facts);
            return text.Body();
        });
}
