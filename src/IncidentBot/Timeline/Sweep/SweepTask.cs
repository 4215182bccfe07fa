using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Timeline.Sweep;

/// <summary>Who asked for a sweep, or for a capture of many messages.</summary>
/// <param name="Who">The person.</param>
/// <param name="Reply">Where the answer goes.</param>
internal sealed record SweepAsker(Person Who, ReplyTo Reply);

/// <summary>A sweep of one incident's channel, as it is kept between its turns.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="CallsLeft">How often the platform may still be asked.</param>
internal sealed record SweepTask(int Incident, int CallsLeft)
{
    /// <summary>The kind of own work that leads to the sweep.</summary>
    public static readonly WorkKind<SweepTask> Kind = new("own/sweep", static () => SweepJson.Default.SweepTask);

    /// <summary>So often a sweep that comes by itself asks the platform.</summary>
    public const int Calls = 20;

    /// <summary>So often one asks that a person has asked for: channels of some thousand messages, or fifty threads.</summary>
    public const int CallsForPerson = 60;

    /// <summary>How far it has come; null: not begun.</summary>
    public SweepWalk? Walk { get; init; }

    /// <summary>The messages with something that the platform had not delivered, by their ids.</summary>
    public IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>
    /// The captured messages of which an edit, or a reaction or pin that was taken back, had not been delivered, by their ids.
    /// </summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>How many messages were compared, replies included.</summary>
    public int Compared { get; init; }

    /// <summary>Who wants to hear of it; null: nobody.</summary>
    public SweepAsker? Asker { get; init; }

    /// <summary>Whether it ended because the channel cannot be read, or nobody answers.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Whether the pins could not be read, so that nothing is known of them.</summary>
    public bool LacksPins { get; init; }

    /// <summary>The sweep in the inbox. One incident's sweeps take turns, whichever process works them.</summary>
    /// <param name="key">The same for the same sweep.</param>
    /// <param name="dueAt">Not before this instant; null: at once.</param>
    public FollowUp ToFollowUp(string key, DateTimeOffset? dueAt) =>
        Kind.Later(key, $"{Id}/sweep", this, dueAt);

    /// <summary>The next sweep that comes by itself: at fixed instants, so that several processes and restarts agree on one.</summary>
    public static FollowUp Next(IncidentId incident, DateTimeOffset now, TimelineOptions options)
    {
        var step = TimeSpan.FromMinutes(options.SweepMinutes).Ticks;

        // Not all incidents at once.
        var offset = TimeSpan.FromSeconds(37).Ticks * incident.Number % step;
        var due = new DateTimeOffset((now.UtcTicks - offset + step) / step * step + offset, TimeSpan.Zero);
        return new SweepTask(incident.Number, Calls)
            .ToFollowUp(string.Create(CultureInfo.InvariantCulture, $"{incident}/sweep/{due.ToUnixTimeSeconds()}"), due);
    }

    [JsonIgnore]
    public IncidentId Id => new(Incident);
}

/// <summary>How sweeps are kept between their turns.</summary>
[
    JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull),
]
[JsonSerializable(typeof(SweepTask))]
internal sealed partial class SweepJson : JsonSerializerContext;
