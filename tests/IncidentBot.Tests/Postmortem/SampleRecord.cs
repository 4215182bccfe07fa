using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Tests.Postmortem;

/// <summary>An incident with a bit of everything: a deploy, a wrong guess, words that Markdown would like to take over.</summary>
internal static class SampleRecord
{
    public static readonly Person Ada = new(new PersonId("U1"), "Ada Okafor", "Europe/London");
    public static readonly Person Bo = new(new PersonId("U2"), "Bo *the* Builder", "UTC");
    public static readonly Person Chen = new(new PersonId("U3"), "陳大文", "Asia/Taipei");
    public static readonly Person Monitor = new(new PersonId("B1"), "alertmanager", "UTC");

    private static readonly EntryFile Graph = new()
    {
        Message = new MessageId(new ChannelId("C7"), "5"), Id = "F1", Name = "cache [1] memory.png", MediaType = "image/png", State = FileState.Kept, Size = 48_212,
        Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    };

    private static readonly EntryFile Video = Graph with { Id = "F2", Name = "screen.mp4", MediaType = "video/mp4", State = FileState.Missing, Size = null, Sha256 = null, Problem = "larger than 10 MB" };

    public static Incident Incident { get; } = new()
    {
        Id = new IncidentId(7),
        Workspace = new WorkspaceId("T1"),
        Platform = "fake",
        Version = 12,
        Title = "Checkout returns 500s <for everyone> #1",
        Severity = 1,
        Status = IncidentStatus.Resolved,
        Visibility = Visibility.Public,
        StartedBy = Ada,
        Services = ["checkout", "session_cache"],
        Impact = "About 40 % of checkouts fail in the EU (~1,200 orders).\nNo data is lost.",
        Channel = new ChannelId("C7"),
        ChannelName = "inc-7-checkout-returns-500s",
        Milestones = new Dictionary<Milestone, DateTimeOffset>
        {
            [Milestone.ImpactStart] = At("16:02:00"),
            [Milestone.Detected] = At("16:05:00"),
            [Milestone.Declared] = At("16:06:30"),
            [Milestone.Acknowledged] = At("16:06:50"),
            [Milestone.Mitigated] = At("16:15:40"),
            [Milestone.Resolved] = At("16:31:00"),
        },
        Roles = new Dictionary<IncidentRole, Person> { [IncidentRole.Commander] = Ada, [IncidentRole.Comms] = Chen },
    };

    public static IReadOnlyList<TimelineEntry> Timeline { get; } =
    [
        Entry(1, "16:05:00", EntryKind.Alert, Monitor, "Orders: error rate 41 % > 5 %\nrunbook: https://runbooks.example/orders?team=shop&page=1", captured: Ada, recorded: "16:07:10"),
        Entry(2, "16:06:30", EntryKind.Communication, Ada, ":rotating_light: declared, I look at the *logs* first"),
        Entry(3, "16:08:00", EntryKind.Observation, Bo, "Log of checkout_api says:\n```\nConnection refused [cache-1:6379]\n    at Cache.Get()\n```"),
        Entry(4, "16:09:30", EntryKind.Observation, Chen, "1. idea: the payment provider is down? | status page says no"),
        Entry(5, "16:10:00", EntryKind.Finding, Bo, "cache-1 was killed for memory at 16:02, see <https://graphs.example/d/cache>", permalink: false) with { Files = [Graph, Video] },
        Entry(6, "16:12:00", EntryKind.Decision, Ada, "- raise the limit\n- restart, no rollback"),
        Entry(7, "16:15:40", EntryKind.Fix, Bo, "limit 512Mi -> 1Gi, cache-1 restarted"),
        Entry(8, "16:20:00", EntryKind.Recovery, Chen, "errors back to 0.1 % 🔥👩‍🚒", recorded: "00:10:00", recordedDay: 3),
    ];

    public static IReadOnlyList<ChecklistStep> Steps { get; } =
    [
        new() { Key = "impact", Phase = Phase.Assess, Text = "What is the impact?", IsQuestion = true, State = StepState.Done, By = Ada, At = At("16:07:00"), Answer = "~40 % of checkouts" },
        new() { Key = "started", Phase = Phase.Assess, Text = "When did it start?", IsQuestion = true, State = StepState.Done, By = Bo, At = At("16:10:20"), Answer = "16:02" },
        new() { Key = "rollback", Phase = Phase.Stabilize, Text = "Roll back what was deployed", State = StepState.Skipped, By = Ada, At = At("16:12:00"), Answer = "A migration | cannot go back" },
        new() { Key = "tell", Phase = Phase.Stabilize, Text = "Tell users", State = StepState.Done, By = Chen, At = At("16:13:00") },
        new() { Key = "whys", Phase = Phase.Learn, Text = "Ask why until it is a safeguard" },
    ];

    public static IReadOnlyList<ServiceChange> Found { get; } =
    [
        new("github:deployment:shop/checkout:42", At("16:00:00"), "checkout", "production", "v2.3.1", "doubles the batch size", new Uri("https://ci.example/runs/42?a=1&b=2"), "mia"),
        new("github:release:shop/cache:7", At("09:30:00"), "session_cache", null, "2026.3", null, null),
    ];

    public static IReadOnlyList<IncidentFact> Facts { get; } =
    [
        new IncidentStarted(Ada, At("16:06:30"), Incident.Title, 2, Incident.Services, Visibility.Public),
        new RoleGiven(Ada, At("16:06:50"), IncidentRole.Commander, Ada, null),
        new ImpactDescribed(Ada, At("16:07:00"), Incident.Impact!, null),
        new SeverityChanged(Ada, At("16:07:30"), 2, 1),
        new MilestoneSet(Bo, At("16:10:20"), Milestone.ImpactStart, At("16:02:00"), null),
        new StatusChanged(Ada, At("16:12:00"), IncidentStatus.Investigating, IncidentStatus.Identified, null, null, new Dictionary<Milestone, DateTimeOffset>()),
        new StatusChanged(Bo, At("16:18:00"), IncidentStatus.Identified, IncidentStatus.Mitigated, null, Milestone.Mitigated, new Dictionary<Milestone, DateTimeOffset>()),
        new RoleGiven(Ada, At("16:16:00"), IncidentRole.Comms, Chen, null),
        new StatusChanged(Ada, At("16:31:00"), IncidentStatus.Mitigated, IncidentStatus.Resolved, null, Milestone.Resolved, new Dictionary<Milestone, DateTimeOffset>()),
        new MilestoneSet(Chen, At("16:40:00"), Milestone.Mitigated, At("16:15:40"), At("16:18:00"), "the *graph* shows it"),
    ];

    public static PostmortemRecord Rich { get; } = Ranked(new PostmortemRecord(Incident, Facts, Timeline, Steps, ChangeRecord.Of(Incident, new ChangePull(1, At("16:06:31"), At("16:02:00").AddDays(-1), At("16:02:00"), []), Found)));

    /// <summary>Ada holds the newest deploy for the likely cause.</summary>
    public static ChangeDecision Likely { get; } = new(1, "github:deployment:shop/checkout:42", ChangeVerdict.Likely, null, null, 99, Ada, At("16:13:00"));

    /// <summary>A record with its changes in the order of suspicion.</summary>
    public static PostmortemRecord Ranked(PostmortemRecord record, params IReadOnlyList<ChangeDecision> decisions)
    {
        var material = new RankingMaterial(record.Incident, record.Facts, record.Timeline, record.Steps, record.Deploys, decisions, OwnChanges.Unknown);
        return record with { Ranked = RankedChanges.Of(material, material.Last) };
    }

    /// <summary>An incident of which nothing but its start is known.</summary>
    public static PostmortemRecord Bare { get; } = new(
        Incident with
        {
            Title = "Something is slow",
            Status = IncidentStatus.Investigating,
            Services = [],
            Impact = null,
            Channel = null,
            ChannelName = null,
            Milestones = new Dictionary<Milestone, DateTimeOffset> { [Milestone.Declared] = At("16:06:30") },
            Roles = new Dictionary<IncidentRole, Person>(),
        },
        [],
        [],
        [],
        ChangeRecord.None);

    public static DateTimeOffset At(string time, int day = 2) =>
        new(new DateTime(2026, 3, day, 0, 0, 0, DateTimeKind.Utc) + TimeSpan.Parse(time, CultureInfo.InvariantCulture));

    private static TimelineEntry Entry(int number, string at, EntryKind kind, Person author, string text, Person? captured = null, string? recorded = null, int recordedDay = 2, bool permalink = true) => new()
    {
        Number = number,
        At = At(at),
        RecordedAt = At(recorded ?? at, recordedDay),
        Kind = kind,
        Author = author,
        CapturedBy = captured ?? author,
        Text = text,
        Permalink = permalink ? new Uri($"https://shop.example/archives/C7/p{number.ToString(CultureInfo.InvariantCulture)}") : null,
    };
}
