using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline.Sweep;

namespace IncidentBot.Timeline.Backfill;

/// <summary>
/// Which messages are to be captured: those of a thread, or of the channel with its threads, from one instant to another.
/// </summary>
/// <param name="Thread">The thread; null: the channel.</param>
/// <param name="Latest">The newest message of a part of the channel; null: a thread.</param>
/// <param name="From">When the first was posted; UTC. Null: a thread from its beginning.</param>
/// <param name="To">When the last was posted; UTC. Null: a thread to its end.</param>
internal sealed record CaptureRange(string? Thread, string? Latest, DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>Whether a message posted at this instant belongs to it.</summary>
    public bool Holds(DateTimeOffset at) => !(at < From) && !(at > To);

    /// <summary>The way through it.</summary>
    public SweepWalk Walk() => Thread is null
        ? new SweepWalk { PinsDone = true, Latest = Latest, Inclusive = true, NewestThreads = int.MaxValue }
        : new SweepWalk { PinsDone = true, IsAtStart = true, Threads = [Thread] };
}

/// <summary>
/// A capture of many messages, as it is kept between its turns: first they are counted, then, once a person has confirmed, added.
/// </summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Name">Tells this capture from the incident's others.</param>
/// <param name="Range">Which messages.</param>
/// <param name="Asker">Who asked for it, then who confirmed it.</param>
internal sealed record CaptureTask(int Incident, string Name, CaptureRange Range, SweepAsker Asker)
{
    /// <summary>The kind of own work that counts the messages.</summary>
    public static readonly WorkKind<CaptureTask> SurveyKind = new("own/capture-survey", static () => CaptureJson.Default.CaptureTask);

    /// <summary>The kind of own work that adds them.</summary>
    public static readonly WorkKind<CaptureTask> ImportKind = new("own/capture-import", static () => CaptureJson.Default.CaptureTask);

    /// <summary>The thread in which the preview stands; null: the channel.</summary>
    public string? ShownIn { get; init; }

    /// <summary>When it was confirmed; UTC. Null: not yet.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>How far it has come; null: not begun.</summary>
    public SweepWalk? Walk { get; init; }

    /// <summary>While it counts: how often the platform was asked.</summary>
    public int Calls { get; init; }

    /// <summary>While it counts: the messages that are new to the timeline.</summary>
    public IReadOnlyList<CountedMessage> New { get; init; } = [];

    /// <summary>How many are in the timeline already.</summary>
    public int Known { get; init; }

    /// <summary>How many the preview had promised.</summary>
    public int Promised { get; init; }

    /// <summary>How many were added.</summary>
    public int Added { get; init; }

    [JsonIgnore]
    public IncidentId Id => new(Incident);

    /// <summary>The key of the message that shows the preview, then the progress, then the end.</summary>
    [JsonIgnore]
    public string Card => $"{Id}/capture/{Name}";

    /// <summary>What the preview's button carries.</summary>
    [JsonIgnore]
    public string Button => IncidentButtons.Of(Id, Name, Range.Thread ?? string.Empty, Range.Latest
        ?? string.Empty, Ticks(Range.From), Ticks(Range.To), Promised.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads what <see cref="Button"/> has written, as a capture that this person confirms.</summary>
    public static CaptureTask? Read(IncidentId incident, string more, SweepAsker by, DateTimeOffset at) =>
        more.Split('|') is [{ Length: > 0 } name, var thread, var latest, var from, var to, var promised]
            && int.TryParse(promised, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new CaptureTask(
                incident.Number, name, new CaptureRange(NullIfEmpty(thread), NullIfEmpty(latest), Instant(from), Instant(to)),
                by) { ConfirmedAt = at, Promised = count }
            : null;

    /// <summary>The next turn in the inbox. One incident's captures take turns.</summary>
    public FollowUp ToFollowUp(WorkKind<CaptureTask> kind, string key, DateTimeOffset? dueAt) =>
        kind.Later(key, $"{Id}/capture", this, dueAt);

    private static string Ticks(DateTimeOffset? at) => at?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static DateTimeOffset? Instant(string ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            ? new DateTimeOffset(read, TimeSpan.Zero)
            : null;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

/// <summary>A message that a capture would add.</summary>
internal sealed record CountedMessage([property: JsonPropertyName("ts")] string Id, DateTimeOffset At);

/// <summary>How captures are kept between their turns.</summary>
[
    JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull),
]
[JsonSerializable(typeof(CaptureTask))]
internal sealed partial class CaptureJson : JsonSerializerContext;
