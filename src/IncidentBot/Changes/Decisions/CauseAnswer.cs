using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Changes.Decisions;

/// <summary>Whether it was the change that stood first.</summary>
public enum WasIt
{
    /// <summary>It was.</summary>
    Yes,

    /// <summary>It was a change of the team's own close to it, or only a part of the cause.</summary>
    NotQuite,

    /// <summary>It was another change of the team's own.</summary>
    No,

    /// <summary>It was no change of the team's own.</summary>
    NotAChange,
}

/// <summary>What a person said about the cause when the incident was over.</summary>
/// <param name="Answer">Whether it was the change.</param>
/// <param name="Change">The key of the change that was asked about.</param>
/// <param name="Declared">The scores as they were at the declaration.</param>
/// <param name="End">The scores at the end.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When; UTC.</param>
public sealed record CauseAnswer(WasIt Answer, string Change, ScorePair Declared, ScorePair End, Person By, DateTimeOffset At)
{
    /// <summary>What <see cref="Other"/> says where it was a change that isn't on record.</summary>
    public const string NotListed = "";

    /// <summary>
    /// The key of the change that it was instead, where the answer is that it was another one; <see cref="NotListed"/>: one that isn't on
    /// record; null: not said.
    /// </summary>
    public string? Other { get; init; }

    /// <summary>
    /// The score of <see cref="Other"/> at the declaration, 0 to 100; 0: nobody knew of it then; null: it isn't on record.
    /// </summary>
    public int? OtherDeclared { get; init; }

    /// <summary>Its score at the end, 0 to 100; null: it isn't on record.</summary>
    public int? OtherEnd { get; init; }

    /// <summary>Whether the incident came from a change of the team's own.</summary>
    public bool IsOwnChange => Answer != WasIt.NotAChange;
}

/// <summary>The score of a change and the score of no change, 0 to 100 each.</summary>
public sealed record ScorePair(int Change, int NoChange);

/// <summary>A person said whether it was the change.</summary>
internal sealed record CauseAnswered(CauseAnswer Answer) : Fact;

/// <summary>How many of a team's newest incidents came from a change of its own.</summary>
/// <param name="Own">So many did.</param>
/// <param name="Answered">Of so many incidents whose cause is known; drills are none.</param>
public sealed record OwnChanges(int Own, int Answered)
{
    /// <summary>So many answers are needed before they say anything.</summary>
    public const int Least = 10;

    /// <summary>So many incidents count, the newest.</summary>
    public const int Most = 20;

    /// <summary>Nothing is known.</summary>
    public static OwnChanges Unknown { get; } = new(0, 0);

    /// <summary>Whether enough are known.</summary>
    public bool IsKnown => Answered >= Least;

    /// <summary>The share, 0 to 1; 0.5 until enough are known.</summary>
    public double Rate => IsKnown ? (double)Own / Answered : 0.5;
}
