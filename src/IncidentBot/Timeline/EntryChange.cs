using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>What a person can change of an entry.</summary>
public enum EntryField
{
    /// <summary>What it tells of.</summary>
    Kind,

    /// <summary>Its words.</summary>
    Text,

    /// <summary>When it happened.</summary>
    Time,

    /// <summary>Whether it is in the timeline.</summary>
    Standing,

    /// <summary>Whether its time is what its writer meant.</summary>
    Certainty,
}

/// <summary>One change that a person made to an entry; changes are only ever added, and the newest of each field counts.</summary>
/// <param name="Field">What was changed.</param>
/// <param name="Former">What stood there before.</param>
/// <param name="Latest">The value now.</param>
/// <param name="By">Who changed it.</param>
/// <param name="At">When; UTC.</param>
public sealed record EntryChange(EntryField Field, string Former, string Latest, Person By, DateTimeOffset At)
{
    /// <summary>It is in the timeline.</summary>
    public const string Recorded = "recorded";

    /// <summary>It was taken out.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>Its time may not be what its writer meant, who was asked.</summary>
    public const string ToBeConfirmed = "time to be confirmed";

    /// <summary>Its time is what its writer meant.</summary>
    public const string Confirmed = "time confirmed";

    /// <summary>Another kind.</summary>
    public static EntryChange OfKind(TimelineEntry entry, EntryKind kind, Person by, DateTimeOffset at) =>
        new(EntryField.Kind, Words.Of(entry.Kind), Words.Of(kind), by, at);

    /// <summary>Other words.</summary>
    public static EntryChange OfText(TimelineEntry entry, string text, Person by, DateTimeOffset at) =>
        new(EntryField.Text, entry.Text, text, by, at);

    /// <summary>Another time.</summary>
    public static EntryChange OfTime(TimelineEntry entry, DateTimeOffset time, Person by, DateTimeOffset at) =>
        new(EntryField.Time, Write(entry.At), Write(time), by, at);

    /// <summary>Into the timeline, or out of it.</summary>
    public static EntryChange OfStanding(bool withdrawn, Person by, DateTimeOffset at) =>
        new(EntryField.Standing, withdrawn ? Recorded : Withdrawn, withdrawn ? Withdrawn : Recorded, by, at);

    /// <summary>Its time is in doubt, or it is what was meant.</summary>
    public static EntryChange OfCertainty(bool confirmed, Person by, DateTimeOffset at) =>
        new(EntryField.Certainty, confirmed ? ToBeConfirmed : string.Empty, confirmed ? Confirmed : ToBeConfirmed, by, at);

    /// <summary>The instant of a change of time.</summary>
    internal DateTimeOffset Time => DateTimeOffset.Parse(Latest, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    /// <summary>The instant before a change of time.</summary>
    internal DateTimeOffset FormerTime => DateTimeOffset.Parse(Former, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static string Write(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
}
