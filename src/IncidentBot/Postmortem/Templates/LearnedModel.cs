using System.Globalization;
using IncidentBot.Actions;
using IncidentBot.Causes;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Postmortem.Sections;

namespace IncidentBot.Postmortem.Templates;

/// <summary>The lists of what people said about it: whys, factors, action items, questions, answers, roles, links.</summary>
internal static class LearnedModel
{
    /// <summary>The lists.</summary>
    public static IEnumerable<TemplateField> Lists() =>
    [
        FieldsOf<DraftFacts>.List(
            "factors", "What people named as contributing", CauseModel, static facts => Causes(facts, CauseKind.Factor),
            "Contributing factors"),
        FieldsOf<DraftFacts>.List(
            "whys", "The 5 whys, each followed by those under it", CauseModel, static facts => Causes(facts, CauseKind.Why), "5 whys"),
        FieldsOf<DraftFacts>.List(
            "actions", "The action items", ActionModel, static facts => facts.Record.Actions.Select(item => (facts.Incident.Id, item)),
            "Action items"),
        FieldsOf<DraftFacts>.List(
            "earlierActions", "What was agreed after earlier incidents of the same services and isn't done", ActionModel,
            static facts => facts.Record.EarlierActions.Select(kept => (kept.Incident, kept.Item)),
            "Earlier action items that are not done"),
        FieldsOf<DraftFacts>.List(
            "questions", "What nobody has put on record", QuestionModel, static facts => OpenQuestions.Of(facts), "Open questions"),
        FieldsOf<DraftFacts>.List(
            "answers", "The answered questions of the checklist", AnswerModel,
            static facts => facts.All.Where(fact => fact.Kind == FactKind.Answer), ChecklistSection.Title),
        FieldsOf<DraftFacts>.List("roles", "Who had which role", RoleModel, static facts => Roles(facts.Incident), "Responders"),
        FieldsOf<DraftFacts>.List(
            "links", "The addresses of the record",
            new TemplateModel([FieldsOf<string>.Reference("link", "What it leads to, with its address", static link => link)]),
            static facts => LinksSection.Links(facts.Record).Distinct(StringComparer.Ordinal), "Links"),
    ];

    private static TemplateModel CauseModel { get; } = new(
    [
        FieldsOf<CauseNode>.Word("number", "Its number, such as 1.2", static node => node.Label),
        FieldsOf<CauseNode>.Text("words", "What people said", static node => node.Cause.Text),
        FieldsOf<CauseNode>.Text(
            "category", "Such as detection", static node => node.Cause.Category is { } known ? Words.Of(known) : null),
        FieldsOf<CauseNode>.Reference("evidence", "What speaks for it, or that nothing does yet", FactorsSection.Evidence),
    ]);

    private static TemplateModel ActionModel { get; } = new(
    [
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Word("number", "Its number", static one => ActionCard.Number(one.Item)),
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Word(
            "incident", "The incident that it was agreed after", static one => one.Incident.ToString()),
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Reference(
            "link", "Its number, with the issue's address if there is one", static one => ActionItemsSection.Numbered(one.Item)),
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Text("words", "What is to be done", static one => one.Item.Text),
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Text(
            "kind", "Such as systemic fix", static one => one.Item.Terms.Kind is { } kind ? ActionCard.KindInWords(kind) : null),
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Text(
            "doneWhen", "What shows that it is done", static one => one.Item.Terms.DoneWhen),
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Text("owner", "Who does it", static one => one.Item.Terms.Owner?.Name),
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Word(
            "due", "By when, such as 2026-03-09",
            static one => one.Item.Terms.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Word("state", "open, done or dropped", static one => Words.Of(one.Item.State)),
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Text("reason", "Why it was dropped", static one => one.Item.Reason),
        FieldsOf<(IncidentId Incident, ActionItem Item)>.Reference(
            "source", "The message that it was made from",
            static one => one.Item.Permalink is { } address ? MarkdownWords.Link(address, "message") : null),
    ]);

    private static TemplateModel QuestionModel { get; } = new(
    [
        FieldsOf<OpenQuestion>.Text("words", "The question", static question => question.Words),
        FieldsOf<OpenQuestion>.Text("who", "Who could answer it", static question => question.Who?.Name ?? "whoever was there"),
    ]);

    private static TemplateModel AnswerModel { get; } = new(
    [
        FieldsOf<DraftFact>.Text("question", "The question", static fact => fact.Step?.Text),
        FieldsOf<DraftFact>.Text("words", "The answer", static fact => fact.Words),
        FieldsOf<DraftFact>.Text("by", "Who answered", static fact => fact.By?.Name),
        FieldsOf<DraftFact>.Text("at", "When, such as 2026-03-02 16:07:00 UTC", static fact => Moments.Full(fact.At)),
    ]);

    private static TemplateModel RoleModel { get; } = new(
    [
        FieldsOf<(string Role, string Name)>.Text("role", "The role, such as Commander", static one => one.Role),
        FieldsOf<(string Role, string Name)>.Text("name", "Who had it", static one => one.Name),
    ]);

    private static IEnumerable<CauseNode> Causes(DraftFacts facts, CauseKind kind) =>
        facts.Record.Causes.Where(node => node.Cause.Kind == kind);

    private static IEnumerable<(string Role, string Name)> Roles(Incident incident) =>
        IncidentRole.In(incident).Where(incident.Roles.ContainsKey).Select(role => (role.Title, incident.Roles[role].Name));
}
