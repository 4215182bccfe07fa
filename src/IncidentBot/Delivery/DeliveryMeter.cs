using System.Diagnostics;
using System.Diagnostics.Metrics;
using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>Counts what delivery does, for the admin's graphs; tags hold kinds and the platform's words, never ids or texts.</summary>
public sealed class DeliveryMeter : IDisposable
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "IncidentBot";

    /// <summary>The error of an action that an adapter puts off by itself, so that the platform's rate limits are kept.</summary>
    public const string OwnRateLimit = "own_rate_limit";

    private static readonly InstrumentAdvice<double> Ages =
        new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800] };

    private readonly Counter<long> accepted;
    private readonly Counter<long> duplicates;
    private readonly Histogram<double> workAge;
    private readonly Counter<long> sends;
    private readonly Counter<long> calls;
    private readonly Counter<long> waits;
    private readonly Counter<long> deadLetters;
    private readonly Counter<long> takeOvers;
    private readonly Counter<long> strays;
    private volatile BacklogReport? backlog;

    /// <summary>Opens the meter.</summary>
    public DeliveryMeter()
    {
        Meter = new Meter(Name);
        accepted = Meter.CreateCounter<long>("incidentbot.accepted", "{request}", "Requests that were stored.");
        duplicates = Meter.CreateCounter<long>("incidentbot.duplicates", "{request}", "Requests that had been stored before.");
        workAge = Meter.CreateHistogram<double>(
            "incidentbot.work.age", "s", "Time from the storing of a request to the end of its work.", tags: null, Ages);
        sends = Meter.CreateCounter<long>("incidentbot.sends", "{action}", "Actions that were tried, by kind and result.");
        calls = Meter.CreateCounter<long>("incidentbot.platform.calls", "{call}", "Calls to a platform, by method and result.");
        waits = Meter.CreateCounter<long>(
            "incidentbot.ratelimit.waits", "{wait}",
            "Actions that were put off, because the platform asked to wait or so that it need not.");
        deadLetters = Meter.CreateCounter<long>("incidentbot.deadletters", "{row}", "Rows that were given up since the start.");
        takeOvers = Meter.CreateCounter<long>(
            "incidentbot.lease.takeovers", "{row}", "Rows that were taken over from a worker that had gone silent.");
        strays = Meter.CreateCounter<long>(
            "incidentbot.strays", "{message}", "Messages of the bot that stood there twice, and of which the second was deleted.");
        Meter.CreateObservableGauge(
            "incidentbot.inbox.depth", () => Observe(report => report.Inbox.Depth), "{row}", "Requests that wait to be worked.");
        Meter.CreateObservableGauge(
            "incidentbot.inbox.age", () => Observe(report => report.Inbox.Age.TotalSeconds), "s", "How long the oldest of them waits.");
        Meter.CreateObservableGauge(
            "incidentbot.outbox.depth", () => Observe(report => report.Outbox.Depth), "{row}", "Actions that wait to be sent.");
        Meter.CreateObservableGauge(
            "incidentbot.outbox.age", () => Observe(report => report.Outbox.Age.TotalSeconds), "s", "How long the oldest of them waits.");
        Meter.CreateObservableGauge(
            "incidentbot.deadletters.kept", () => Observe(report => report.Inbox.Dead + report.Outbox.Dead), "{row}",
            "Dead letters in the store.");
    }

    /// <summary>The meter, so that a listener can tell this bot's from another's in the same process.</summary>
    public Meter Meter { get; }

    /// <summary>Starts the activities of a request, from its storing to its last send.</summary>
    internal static ActivitySource Activities { get; } = new(Name);

    /// <summary>What the gauges of the queues say until it is set again.</summary>
    public void Show(BacklogReport report) => backlog = report;

    /// <summary>A platform answered a call.</summary>
    /// <param name="platform">Its name.</param>
    /// <param name="method">The method, such as <c>chat.postMessage</c>.</param>
    /// <param name="result"><c>ok</c>, or the platform's word for what went wrong.</param>
    public void Called(string platform, string method, string result) =>
        calls.Add(1, new("platform", platform), new("method", method), new("result", result));

    /// <summary>Begins a part of a request's trace that a platform adapter does.</summary>
    public static Activity? Begin(string name) => Activities.StartActivity(name, ActivityKind.Client);

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    internal void Accepted(Incoming request, AcceptResult result) =>
        (result == AcceptResult.Stored ? accepted : duplicates).Add(1, new("platform", request.Platform), new("kind", request.Kind));

    internal void Worked(InboxItem item, DateTimeOffset now) =>
        workAge.Record(Math.Max(0, (now - item.AcceptedAt).TotalSeconds), new KeyValuePair<string, object?>("kind", item.Request.Kind));

    internal void Tried(string platform, ChatAction? action, SendOutcome outcome)
    {
        var kind = action is null ? "unknown" : ChatActionNames.Of(action);
        sends.Add(1, new("platform", platform), new("action", kind), new("result", Result(outcome)));
        if (outcome is NotSent { Permanent: false, Error: "ratelimited" or "rate_limited" or OwnRateLimit } limited)
            waits.Add(
                1, new("platform", platform), new("action", kind),
                new("by", string.Equals(limited.Error, OwnRateLimit, StringComparison.Ordinal) ? "bot" : "platform"));
    }

    internal void GaveUp(string queue) => deadLetters.Add(1, new KeyValuePair<string, object?>("queue", queue));

    internal void TookOver(string queue) => takeOvers.Add(1, new KeyValuePair<string, object?>("queue", queue));

    internal void DeletedStray(string platform) => strays.Add(1, new KeyValuePair<string, object?>("platform", platform));

    private static string Result(SendOutcome outcome) => outcome switch
    {
        Sent => "ok",
        NotSent not => not.Error,
        _ => "outcome_unknown",
    };

    // Nothing is said of what has not been looked at yet.
    private IEnumerable<Measurement<double>> Observe(Func<BacklogReport, double> value) =>
        backlog is { } report ? [new Measurement<double>(value(report))] : [];
}
