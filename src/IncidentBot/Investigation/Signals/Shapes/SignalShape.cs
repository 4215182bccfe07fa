using System.Text.Json.Serialization;

namespace IncidentBot.Investigation.Signals.Shapes;

/// <summary>What a signal does in a window, compared with what is usual.</summary>
internal enum ShapeKind
{
    /// <summary>There is no point in the window, which is not zero.</summary>
    NoData,

    /// <summary>There are points, and none is a number, as of a share of nothing.</summary>
    NoNumber,

    /// <summary>It is as usual.</summary>
    Usual,

    /// <summary>It rose at once, and stays there.</summary>
    Step,

    /// <summary>It rose little by little, and hasn't come back.</summary>
    Climb,

    /// <summary>It rose, and came back.</summary>
    Spike,

    /// <summary>It fell, and stays there.</summary>
    Drop,

    /// <summary>It fell, and came back.</summary>
    Dip,

    /// <summary>It swings, and stays nowhere.</summary>
    Noisy,

    /// <summary>It begins within the window, and wasn't there a week before.</summary>
    New,

    /// <summary>It counts up and begins from nothing again, as a counter does at a restart.</summary>
    Reset,
}

/// <summary>Which time the usual value is taken from.</summary>
internal enum UsualFrom
{
    /// <summary>There is nothing to compare with.</summary>
    Nothing,

    /// <summary>The same window a week before.</summary>
    WeekBefore,

    /// <summary>The minutes before the impact.</summary>
    BeforeImpact,
}

/// <summary>What one signal did, as far as its numbers tell; the words follow from it.</summary>
/// <param name="Kind">What it does.</param>
internal sealed record SignalShape(ShapeKind Kind)
{
    /// <summary>Where the usual value is from.</summary>
    public UsualFrom From { get; init; }

    /// <summary>The usual value, in the signal's unit; null: there is none.</summary>
    public double? Usual { get; init; }

    /// <summary>Where it went: for what came back its farthest value, else where it stays; null: it went nowhere.</summary>
    public double? Level { get; init; }

    /// <summary>The other end of what swings: <see cref="Level"/> is the upper one; null: it doesn't swing.</summary>
    public double? Lower { get; init; }

    /// <summary>The last value; null: there is none.</summary>
    public double? Latest { get; init; }

    /// <summary>When it began; null: nothing began, or it was so before the window already; UTC.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it was back; null: it isn't; UTC.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether <see cref="Level"/> is as much as the query can say, so that the truth is that or more.</summary>
    public bool IsAtCeiling { get; init; }

    /// <summary>
    /// When a version went live with which it jumped and since which it stays flat, so that it may be measured anew rather than changed;
    /// null: there is none; UTC.
    /// </summary>
    public DateTimeOffset? Rollout { get; init; }

    /// <summary>Where the longest hole in its data begins; null: there is none worth saying; UTC.</summary>
    public DateTimeOffset? GapFrom { get; init; }

    /// <summary>Where that hole ends; UTC.</summary>
    public DateTimeOffset? GapTo { get; init; }

    /// <summary>Since when there is no more data, though it is asked for; null: there is; UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>At how many points there is something that isn't a number.</summary>
    public int NotNumbers { get; init; }

    /// <summary>How many points the window has.</summary>
    public int Points { get; init; }

    /// <summary>Whether it left what is usual upward, and is there still.</summary>
    [JsonIgnore]
    public bool IsUp => Kind is ShapeKind.Step or ShapeKind.Climb;

    /// <summary>Whether there is anything to judge by.</summary>
    [JsonIgnore]
    public bool IsKnown => Kind is not (ShapeKind.NoData or ShapeKind.NoNumber) && EndedAt is null;
}
