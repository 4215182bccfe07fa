using System.Globalization;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Sections;

namespace IncidentBot.Postmortem.Templates;

/// <summary>What a template can say of an incident: the fields that stand outside of any list.</summary>
internal static class IncidentModel
{
    /// <summary>The fields.</summary>
    public static TemplateModel Fields { get; } = new([.. Heads(), .. Groups(), .. Lists()]);

    private static IEnumerable<TemplateField> Heads() =>
    [
        FieldsOf<DraftFacts>.Word("id", "The incident, such as INC-7", static facts => facts.Incident.Id.ToString()),
        FieldsOf<DraftFacts>.Text("title", "What was wrong", static facts => facts.Incident.Title),
        FieldsOf<DraftFacts>.Word("severity", "SEV1 to SEV4", static facts => IncidentWords.Severity(facts.Incident.Severity)),
        .. Enumerable.Range(1, 4).Select(static severity => FieldsOf<DraftFacts>.Flag(
            string.Create(CultureInfo.InvariantCulture, $"isSev{severity}"),
            string.Create(CultureInfo.InvariantCulture, $"Whether its severity is {severity}"),
            facts => facts.Incident.Severity == severity)),
        FieldsOf<DraftFacts>.Word("status", "Such as resolved", static facts => Words.Of(facts.Incident.Status)),
        FieldsOf<DraftFacts>.Flag("isOpen", "Whether it isn't resolved yet", static facts => facts.Incident.IsOpen),
        FieldsOf<DraftFacts>.Flag(
            "isCancelled", "Whether it turned out to be no incident", static facts => facts.Incident.Status == IncidentStatus.Cancelled),
        FieldsOf<DraftFacts>.Flag("isDrill", "Whether it was only practised", static facts => facts.Incident.IsDrill),
        FieldsOf<DraftFacts>.Flag(
            "isPrivate", "Whether only the members of its channel may know of it",
            static facts => facts.Incident.Visibility == Visibility.Private),
        FieldsOf<DraftFacts>.Word(
            "day", "The day of its declaration, by UTC, such as 2026-03-02",
            static facts => facts.Incident.At(Milestone.Declared) is { } at ? Moments.Day(at) : null),
        FieldsOf<DraftFacts>.Text(
            "services", "The affected services, such as checkout, search", static facts => string.Join(", ", facts.Incident.Services)),
        FieldsOf<DraftFacts>.Text(
            "commander", "Who leads the response",
            static facts => facts.Incident.Roles.TryGetValue(IncidentRole.Commander, out var lead) ? lead.Name : null),
        FieldsOf<DraftFacts>.Text("declaredBy", "Who declared it", static facts => facts.Incident.StartedBy.Name),
        FieldsOf<DraftFacts>.Text(
            "channel", "Its channel, with the number sign", static facts => facts.Incident.ChannelName is { } name ? $"#{name}" : null),
        FieldsOf<DraftFacts>.Text("review", "By when the postmortem is to be reviewed, in words", TitleSection.Review),
        FieldsOf<DraftFacts>.Text("impact", "What users saw, as it was described last", static facts => facts.Incident.Impact),
        FieldsOf<DraftFacts>.Reference(
            "impactEvidence", "Where that can be checked",
            static facts => facts.Incident.Impact is null ? null : References.Of(facts.Impact?.Evidence ?? Evidence.Record)),
        FieldsOf<DraftFacts>.Text(
            "length", "How long users were affected, such as 13 min",
            static facts => facts.Length is { } length ? Lengths.InWords(length) : null),
    ];

    private static IEnumerable<TemplateField> Groups() =>
    [
        FieldsOf<DraftFacts>.Group("times", "When it reached each milestone, such as 2026-03-02 16:02:00 UTC", new TemplateModel(
        [
            Time("impactStart", "When the harm began", Milestone.ImpactStart),
            Time("detected", "When somebody or something noticed", Milestone.Detected),
            Time("declared", "When it was started", Milestone.Declared),
            Time("acknowledged", "When somebody took it in hand", Milestone.Acknowledged),
            Time("mitigated", "When the harm stopped", Milestone.Mitigated),
            Time("resolved", "When service was restored", Milestone.Resolved),
            Time("closed", "When the work was over", Milestone.Closed),
        ])),
        FieldsOf<DraftFacts>.Group("durations", "How long it took, such as 1 h 5 min", new TemplateModel(
        [
            Duration("toDetect", "From the start of the harm until it was noticed", static spans => spans.ToDetect),
            Duration("toAcknowledge", "From then until somebody took it in hand", static spans => spans.ToAcknowledge),
            Duration("toMitigate", "From the start of the harm to its end", static spans => spans.ToMitigate),
            Duration("toResolve", "From the start of the harm until service was restored", static spans => spans.ToResolve),
        ])),
        FieldsOf<DraftFacts>.Group(
            "sections", "The sections as the bot writes them by itself, without their titles", SectionModel.Fields),
    ];

    private static IEnumerable<TemplateField> Lists() =>
    [
        FieldsOf<DraftFacts>.List(
            "affectedServices", "The affected services, one by one",
            new TemplateModel([FieldsOf<string>.Text("name", "The service", static name => name)]),
            static facts => facts.Incident.Services),
        FieldsOf<DraftFacts>.List(
            "milestones", "The milestones", OfMilestones(), static facts => MilestonesSection.Rows(facts), "Milestones"),
        .. RecordModel.Lists(),
        .. LearnedModel.Lists(),
    ];

    private static TemplateModel OfMilestones() => new(
    [
        FieldsOf<string[]>.Text("name", "Such as Mitigated", static row => row[0]),
        FieldsOf<string[]>.Text("at", "When it was reached, or that it isn't known", static row => row[1]),
        FieldsOf<string[]>.Text("took", "How long after what, such as 13 min after impact start", static row => row[2]),
        FieldsOf<string[]>.Text("target", "Its target, and whether that was met", static row => row[3]),
    ]);

    private static TemplateField Time(string name, string meaning, Milestone milestone) => FieldsOf<DraftFacts>.Text(
        name, meaning, facts => facts.Incident.At(milestone) is { } at ? Moments.Full(at) : null);

    private static TemplateField Duration(string name, string meaning, Func<IncidentDurations, TimeSpan?> read) =>
        FieldsOf<DraftFacts>.Text(
            name, meaning, facts => read(facts.Record.Durations) is { } length ? Lengths.InWords(length) : null);
}
