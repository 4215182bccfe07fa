using System.Globalization;
using System.Text.Json.Serialization;
using IncidentBot.Checklist;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Investigation.Signals;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Nudges;

/// <summary>
/// Reminds people of the method in the thread of the incident's card: each reminder comes once, says why, and can be turned off.
/// </summary>
internal sealed class RemindOfMethod(
    IncidentStore incidents, TimelineStore timeline, ChecklistStore checklist, SignalStore signals, NudgeStore store, SentKeys sent)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<NudgeWork> Kind = new("own/remind-of-method", static () => NudgeWorkJson.Default.NudgeWork);

    /// <summary>So long after the declaration somebody should have noted what they see.</summary>
    public static readonly TimeSpan UntilObserved = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(5);

    private static readonly string[] OfEntries = ["EntryRecorded", "EntryChanged", "MessageMarked", "MessageRevised"];

    /// <summary>An incident was started: whether anybody has looked is seen ten minutes later.</summary>
    public static Happened OnStarted(Incident incident, Work work)
    {
        var subject = new NudgeSubject(incident.Id, Nudge.Observe);
        work.Then(Later(subject, subject.Key, (incident.At(Milestone.Declared) ?? work.Now) + UntilObserved));
        return Happened.Nothing;
    }

    /// <summary>Entries have changed: whether one tells of a restart or a fix is seen once for all within seconds.</summary>
    public static Happened OnChanged(ChangedRecord changed)
    {
        if (!changed.After.IsOpen || !changed.Kinds.Any(OfEntries.Contains))
            return Happened.Nothing;

        var subject = new NudgeSubject(changed.After.Id, Nudge.Evidence);
        var span = (changed.Work.Now.UtcTicks / Burst.Ticks) + 1;
        changed.Work.Then(
            Later(
                subject, string.Create(CultureInfo.InvariantCulture, $"{NudgeSubject.Beginning(subject.Id)}look/{span}"),
                new DateTimeOffset((span * Burst.Ticks) + (Burst.Ticks / 10), TimeSpan.Zero)));
        return Happened.Nothing;
    }

    /// <summary>Asks, if it is still worth asking; again changes nothing.</summary>
    public async Task<Happened> HandleAsync(NudgeWork due, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(due.Incident);
        if (!Words.TryParse<Nudge>(due.Nudge, out var nudge)
            || await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { IsOpen: true, CanPost: true } incident)
            return Happened.Nothing;
        if (incident.Channel is null)
        {
            work.Then(
                Later(
                    new NudgeSubject(id, nudge, due.Entry), $"{work.Key}/nudge", work.Now + NudgeForCommander.UntilThereIsAChannel));
            return Happened.Nothing;
        }

        var seen = new NudgeRecord(
            await timeline.ListAsync(work.Workspace, id, cancellationToken),
            await checklist.ListAsync(work.Workspace, id, cancellationToken),
            await store.ReadAsync(work.Workspace, id, cancellationToken),
            await sent.ListAsync(work.Workspace, NudgeSubject.Beginning(id), cancellationToken))
        {
            HasSignals = nudge == Nudge.Observe
                && await signals.FindLastAsync(work.Workspace, id, cancellationToken) is { Found.Services.Count: > 0 },
        };
        if (nudge == Nudge.Evidence)
            foreach (var (entry, at) in RemindOfMethodRules.Fixes(seen, work.Now))
            {
                var fix = new NudgeSubject(id, Nudge.Verify, entry);
                work.Then(Later(fix, fix.Key, at));
            }

        if (RemindOfMethodRules.Decide(new NudgeSubject(id, nudge, due.Entry), seen, work.Now) is { } wanted)
            IncidentBoard.KeepBelowCard(
                work, incident, wanted.Subject.Key, isThere: false, "nudge",
                NudgeCard.Of(wanted.Subject, wanted.Asked ?? incident.Roles.GetValueOrDefault(IncidentRole.Commander), work.Now));
        return Happened.Nothing;
    }

    private static FollowUp Later(NudgeSubject subject, string key, DateTimeOffset dueAt) => Kind.Later(
        key, IncidentKeys.Reminders(subject.Id), new NudgeWork(subject.Id.Number, Words.Of(subject.Nudge), subject.Entry), dueAt);
}

/// <summary>What is known of an incident when it is decided whether to remind anybody.</summary>
/// <param name="Entries">The timeline.</param>
/// <param name="Steps">The checklist.</param>
/// <param name="Choices">Which nudges were turned off.</param>
/// <param name="Asked">The keys of the nudges that came already.</param>
internal sealed record NudgeRecord(
    IReadOnlyList<TimelineEntry> Entries, IReadOnlyList<ChecklistStep> Steps, NudgeChoices Choices, IReadOnlySet<string> Asked)
{
    /// <summary>Whether signals were read, and so are shown.</summary>
    public bool HasSignals { get; init; }
}

/// <summary>A nudge that comes.</summary>
/// <param name="Subject">Which one.</param>
/// <param name="Asked">Who is asked; null: whoever leads.</param>
internal sealed record WantedNudge(NudgeSubject Subject, Person? Asked);

/// <summary>When people are reminded of what.</summary>
internal static class RemindOfMethodRules
{
    private const string KeepEvidence = "evidence", Started = "started";

    // Whoever says that it seems fine is done; whoever only says what they did may be looking still.
    private static readonly TimeSpan AfterDoubt = TimeSpan.FromMinutes(3), AfterFix = TimeSpan.FromMinutes(10);

    // What was put on record later, as with many captured messages, isn't going on now.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    /// <summary>Whether a nudge comes; null: it doesn't.</summary>
    /// <param name="subject">Which one.</param>
    /// <param name="seen">What is known.</param>
    /// <param name="now">UTC.</param>
    public static WantedNudge? Decide(NudgeSubject subject, NudgeRecord seen, DateTimeOffset now)
    {
        if (!seen.Choices.IsOn(subject.Nudge) || seen.Asked.Contains(subject.Key))
            return null;

        return subject.Nudge switch
        {
            Nudge.Observe => HasObserved(seen) ? null : new WantedNudge(subject, null),
            Nudge.Verify => IsUnverified(subject.Entry, seen) is { } fix && !IsAskedLately(fix, seen, subject.Id)
                ? new WantedNudge(subject, fix.Author.IsBot ? null : fix.Author)
                : null,
            _ => Evidence(subject.Id, seen, now),
        };
    }

    /// <summary>The entries that tell of a fix just made, each with when it is asked how that was verified; UTC.</summary>
    public static IReadOnlyList<(int Entry, DateTimeOffset At)> Fixes(NudgeRecord seen, DateTimeOffset now) =>
        !seen.Choices.IsOn(Nudge.Verify)
        ? []
        :
        [
            .. seen.Entries.Where(entry => IsToldNow(entry, now)).Select(entry => (Entry: entry, Said: SaidAction.Of(entry.Text)))
                .Where(one => IsUntested(one.Entry, one.Said))
                .Select(one => (one.Entry.Number, one.Entry.RecordedAt + (one.Said.IsDoubtful ? AfterDoubt : AfterFix))),
        ];

    private static bool HasObserved(NudgeRecord seen) => seen.HasSignals
        || seen.Entries.Any(entry => entry.Kind is EntryKind.Observation or EntryKind.Finding or EntryKind.Impact)
        || seen.Steps.Any(step => step is { IsQuestion: true, State: StepState.Done } && step.Key != Started);

    private static TimelineEntry? IsUnverified(int number, NudgeRecord seen)
    {
        var fix = seen.Entries.FirstOrDefault(entry => entry.Number == number);
        if (fix is null or { IsRemoved: true } || !IsUntested(fix, SaidAction.Of(fix.Text)))
            return null;

        return seen.Entries.Any(entry => entry.Number > number && (SaidAction.Of(entry.Text).IsChecked || IsSeenLater(entry))) ? null : fix;
    }

    // A person looked at something after the fix, whatever they saw.
    private static bool IsSeenLater(TimelineEntry entry) =>
        entry.Kind is EntryKind.Finding or EntryKind.Alert || (entry.Kind == EntryKind.Recovery && !SaidAction.Of(entry.Text).IsDoubtful);

    private static bool IsUntested(TimelineEntry entry, SaidAction said) => IsOfPeople(entry)
        && (said.IsUntestedFix
            || (entry.Kind is EntryKind.Fix or EntryKind.Recovery && said is { IsDoubtful: true, IsChecked: false }));

    // At most one question about fixes in half an hour: whoever tries several things is asked about one.
    private static bool IsAskedLately(TimelineEntry fix, NudgeRecord seen, IncidentId id) => seen.Entries.Any(
        entry => entry.Number != fix.Number && seen.Asked.Contains(new NudgeSubject(id, Nudge.Verify, entry.Number).Key)
            && fix.RecordedAt - entry.RecordedAt < Recent + Recent);

    private static WantedNudge? Evidence(IncidentId id, NudgeRecord seen, DateTimeOffset now)
    {
        var said = seen.Entries.Where(IsOfPeople).OrderBy(entry => entry.Number)
            .Select(entry => (Entry: entry, Said: SaidAction.Of(entry.Text))).ToList();
        var restart = said.Find(one => one.Said.IsRestart).Entry;
        return restart is not null && IsToldNow(restart, now) && !said.Exists(one => one.Said.KeepsEvidence)
            && !seen.Steps.Any(step => step is { Key: KeepEvidence, State: StepState.Done or StepState.Skipped })
                ? new WantedNudge(new NudgeSubject(id, Nudge.Evidence, restart.Number), restart.Author.IsBot ? null : restart.Author)
                : null;
    }

    private static bool IsToldNow(TimelineEntry entry, DateTimeOffset now) =>
        IsOfPeople(entry) && now - entry.RecordedAt <= Recent && entry.RecordedAt - entry.At <= Recent + Recent;

    private static bool IsOfPeople(TimelineEntry entry) => entry is { IsRemoved: false, IsWithdrawn: false, Author.IsBot: false }
        && entry.Kind is EntryKind.Observation or EntryKind.Action or EntryKind.Decision or EntryKind.Fix or EntryKind.Recovery;
}

/// <summary>A nudge that may be due.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Nudge">Which one.</param>
/// <param name="Entry">The entry that it is about; 0: none, or to be found.</param>
internal sealed record NudgeWork(int Incident, string Nudge, int Entry);

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NudgeWork))]
internal sealed partial class NudgeWorkJson : JsonSerializerContext;
