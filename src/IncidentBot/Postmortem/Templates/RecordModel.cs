using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Postmortem.Sections;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Templates;

/// <summary>The lists of what happened: days of the timeline, entries, facts, changes, early signs.</summary>
internal static class RecordModel
{
    /// <summary>The lists.</summary>
    public static IEnumerable<TemplateField> Lists() =>
    [
        FieldsOf<DraftFacts>.List("days", "The timeline, day by day", DayModel, static facts => DaysOf(facts), "Timeline"),
        FieldsOf<DraftFacts>.Reference(
            "timelineRest", "If the timeline is too long for a draft: how many lines are left out of it",
            static facts => TimelineSection.Rest(facts)),
        FieldsOf<DraftFacts>.List(
            "entries", "The entries of the timeline, each in one line", EntryModel, static facts => facts.Entries, "Timeline"),
        FieldsOf<DraftFacts>.List("facts", "All that is known, by when it was", FactModel, static facts => facts.All, "Timeline"),
        FieldsOf<DraftFacts>.List(
            "changes", "What went live before and after", ChangeModel, static facts => ChangesOf(facts.Record), "What changed"),
        FieldsOf<DraftFacts>.List(
            "earlySigns", "What alert bots wrote before anybody noticed", SignModel,
            static facts => facts.All.Where(fact => fact.Kind == FactKind.EarlySign), "Early signs"),
    ];

    private static TemplateModel DayModel { get; } = new(
    [
        FieldsOf<TimelineDay>.Word("day", "The day, by UTC, such as 2026-03-02", static day => day.Day),
        FieldsOf<TimelineDay>.List("lines", "The lines of the day", new TemplateModel(
        [
            FieldsOf<TimelineLine>.Text("time", "When, by UTC, such as 16:05:00", static line => Moments.Clock(line.At)),
            FieldsOf<TimelineLine>.Item("line", "What happened, with who said so and where", static line => line.Markdown),
        ]), static day => day.Lines),
    ]);

    private static TemplateModel EntryModel { get; } = new(
    [
        FieldsOf<DraftFact>.Word(
            "number", "Its number", static fact => fact.Entry!.Number.ToString(CultureInfo.InvariantCulture)),
        .. When(),
        FieldsOf<DraftFact>.Text("kind", "Such as Decision", static fact => Words.Title(fact.Entry!.Kind)),
        .. Said(),
    ]);

    private static TemplateModel FactModel { get; } = new(
    [
        .. When(),
        FieldsOf<DraftFact>.Text("kind", "Such as Milestone or Entry", static fact => Words.Title(fact.Kind)),
        .. Said(),
        FieldsOf<DraftFact>.Flag("isSure", "Whether it is more than a guess", static fact => fact.IsSure),
    ]);

    private static TemplateModel SignModel { get; } = new([.. When(), .. Said()]);

    private static TemplateModel ChangeModel { get; } = new(
    [
        FieldsOf<ListedChange>.Text("name", "Such as checkout v2.3.1 to production", static one => ChangeWording.Name(one.Change)),
        FieldsOf<ListedChange>.Text("at", "When, such as 2026-03-02 15:50:00 UTC", static one => Moments.Full(one.Change.At)),
        FieldsOf<ListedChange>.Text("when", "Such as 12 min before", static one => one.When),
        FieldsOf<ListedChange>.Text("by", "Who deployed it", static one => one.Change.By),
        FieldsOf<ListedChange>.Text("description", "What it says of itself", static one => one.Change.Description),
        FieldsOf<ListedChange>.Reference(
            "evidence", "Where it can be checked", static one => References.Of(FactList.EvidenceOf(one.Change))),
        FieldsOf<ListedChange>.Word(
            "score", "How much speaks for it, 0 to 100",
            static one => one.Ranked?.Score.ToString(CultureInfo.InvariantCulture)),
        FieldsOf<ListedChange>.Flag(
            "isLikely", "Whether people hold it for the likely cause", static one => one.Ranked?.Decided.IsLikely == true),
        FieldsOf<ListedChange>.Flag("isRuledOut", "Whether people ruled it out", static one => one.Ranked?.Decided.IsRuledOut == true),
    ]);

    private static TemplateField[] When() =>
    [
        FieldsOf<DraftFact>.Text("at", "When, such as 2026-03-02 16:05:00 UTC", static fact => Moments.Full(fact.At)),
        FieldsOf<DraftFact>.Word("day", "The day, by UTC", static fact => Moments.Day(fact.At)),
        FieldsOf<DraftFact>.Text("time", "The time of that day, by UTC", static fact => Moments.Clock(fact.At)),
    ];

    private static TemplateField[] Said() =>
    [
        FieldsOf<DraftFact>.Text("words", "What is known, in one line", static fact => Quotes.Of(fact.Words)),
        FieldsOf<DraftFact>.Text("by", "Who said so", static fact => fact.By?.Name),
        FieldsOf<DraftFact>.Reference("evidence", "Where it can be checked", static fact => References.Of(fact.Evidence)),
    ];

    private static IEnumerable<TimelineDay> DaysOf(DraftFacts facts) =>
        TimelineSection.Shown(facts).GroupBy(static line => Moments.Day(line.At), StringComparer.Ordinal)
            .Select(static day => new TimelineDay(day.Key, [.. day]));

    private static IEnumerable<ListedChange> ChangesOf(PostmortemRecord record)
    {
        var ranked = record.Ranked.All.DistinctBy(static one => one.Change.Key, StringComparer.Ordinal)
            .ToDictionary(static one => one.Change.Key, StringComparer.Ordinal);
        return record.Deploys.Before.Concat(record.Deploys.After).Select(change => new ListedChange(
            change, ranked.GetValueOrDefault(change.Key), InWords(PullChangesRules.Before(change, record.Incident))));
    }

    private static string? InWords(TimeSpan? before) => before switch
    {
        null => null,
        { Ticks: >= 0 } early => $"{Lengths.InWords(early)} before",
        { } late => $"{Lengths.InWords(-late)} after",
    };

    /// <summary>A day of the timeline.</summary>
    /// <param name="Day">The day, by UTC.</param>
    /// <param name="Lines">Its lines.</param>
    private sealed record TimelineDay(string Day, IReadOnlyList<TimelineLine> Lines);

    /// <summary>A change as it is listed.</summary>
    /// <param name="Change">The change.</param>
    /// <param name="Ranked">How much speaks for it; null: nobody has asked.</param>
    /// <param name="When">How long before or after the start; null: not known.</param>
    private sealed record ListedChange(ServiceChange Change, RankedChange? Ranked, string? When);
}
