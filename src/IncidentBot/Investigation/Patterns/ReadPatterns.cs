using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Investigation.Signals;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Reads what patterns are compared with, and compares.</summary>
internal sealed class ReadPatterns(
    PatternBook book, PatternStore store, TimelineStore timeline, ChecklistStore checklist, HypothesisStore hypotheses,
    IncidentStore incidents, SignalStore signals)
{
    /// <summary>What fits an incident, the likeliest first, and what people chose about patterns in it.</summary>
    public async Task<SeenPatterns> ReadAsync(Incident incident, CancellationToken cancellationToken)
    {
        var (workspace, id) = (incident.Workspace, incident.Id);
        var list = await hypotheses.ListAsync(workspace, id, cancellationToken);
        var others = incident.Services.Count == 0
            ? []
            : await incidents.ListNewestAsync(workspace, Recurrence.MostCompared, cancellationToken);
        var record = new PatternRecord(
            PatternTexts.Of(
                incident, await timeline.ListAsync(workspace, id, cancellationToken),
                await checklist.ListAsync(workspace, id, cancellationToken)))
        {
            RuledOut = [.. list.RuledOut.Select(one => one.Terms.Text)],
            Signals = SignalClues.Of(await signals.FindLastAsync(workspace, id, cancellationToken)),
            Recurrence = Recurrence.InWords(incident, others),
        };
        var choices = await store.ListAsync(workspace, id, cancellationToken);
        return new SeenPatterns(MatchPatterns.Find(book, record), choices);
    }
}

/// <summary>What fits an incident.</summary>
/// <param name="Fits">All that fit, the likeliest first.</param>
/// <param name="Choices">What people chose, in order.</param>
internal sealed record SeenPatterns(IReadOnlyList<PatternFit> Fits, IReadOnlyList<PatternChoice> Choices)
{
    /// <summary>The last choice about each pattern that somebody chose about.</summary>
    public IReadOnlyDictionary<string, PatternChoice> Chosen { get; } =
        Choices.GroupBy(choice => choice.Pattern, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);

    /// <summary>Those that are suggested.</summary>
    public IReadOnlyList<PatternFit> Suggested =>
        [.. Fits.Where(fit => Chosen.GetValueOrDefault(fit.Pattern.Key) is not { IsWanted: false }).Take(MatchPatterns.Most)];
}

/// <summary>The words of an incident's record that patterns are compared with.</summary>
internal static class PatternTexts
{
    // When it began is asked of everybody, and says nothing.
    private const string Started = "started";

    private const int MostEntries = 2_000;

    /// <summary>
    /// The title, then all else in the order of recording. What was done, decided or told to others says nothing of the cause.
    /// </summary>
    public static IReadOnlyList<PatternText> Of(
        Incident incident, IReadOnlyList<TimelineEntry> entries, IReadOnlyList<ChecklistStep> steps)
    {
        var texts = new List<(DateTimeOffset At, PatternText Text)>();
        texts.AddRange(
            entries.Where(IsSeen).TakeLast(MostEntries)
                .Select(entry => (entry.RecordedAt, PatternText.OfEntry(NameOf(entry.Kind), entry.Number, entry.Text))));
        texts.AddRange(
            steps.Where(step => step is { IsQuestion: true, State: StepState.Done, Answer: not null } && step.Key != Started)
                .Select(step => (step.At ?? DateTimeOffset.MinValue, new PatternText("the checklist", step.Answer!))));
        List<PatternText> first = [new("the title", incident.Title) { IsTitle = true }];
        if (incident.Impact is { } impact)
            first.Add(new PatternText("the impact", impact));
        return [.. first, .. texts.OrderBy(one => one.At).Select(one => one.Text)];
    }

    private static bool IsSeen(TimelineEntry entry) => entry is
    {
        IsRemoved: false, IsWithdrawn: false, Kind: EntryKind.Alert or EntryKind.Observation or EntryKind.Finding or EntryKind.Impact,
    };

    private static string NameOf(EntryKind kind) => kind is EntryKind.Alert or EntryKind.Finding ? Words.Of(kind) : "entry";
}
