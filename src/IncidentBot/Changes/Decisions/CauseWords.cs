using System.Globalization;
using IncidentBot.Changes.Ranking;

namespace IncidentBot.Changes.Decisions;

/// <summary>How the answers about the cause are told.</summary>
internal static class CauseWords
{
    /// <summary>What is on the button.</summary>
    public static string Label(WasIt answer) => answer switch
    {
        WasIt.Yes => "Yes",
        WasIt.NotQuite => "Not quite",
        WasIt.No => "No, another one",
        _ => "Not a change",
    };

    /// <summary>The answer as a sentence without a full stop, with the names of the changes that are on record.</summary>
    public static string Said(CauseAnswer answer, RankedChanges ranked)
    {
        var other = answer.Other is { } key && ranked.Find(key) is { } known ? ChangeWording.ShortName(known.Change)
            : answer.Other == CauseAnswer.NotListed ? "a change that isn't on the list"
            : "another change of ours";
        return Said(answer.Answer, NameOf(ranked, answer.Change), other);
    }

    /// <summary>What a change is called; also one that is no longer on record.</summary>
    public static string NameOf(RankedChanges ranked, string key) =>
        ranked.Find(key) is { } one ? ChangeWording.ShortName(one.Change) : "that change";

    private static string Said(WasIt answer, string change, string other) => answer switch
    {
        WasIt.Yes => $"It was {change}",
        WasIt.NotQuite => $"It wasn't quite {change}, but close",
        WasIt.No => $"It wasn't {change}, but {other}",
        _ => "It was no change of ours",
    };
}

/// <summary>How a team's own rate is told.</summary>
internal static class OwnWords
{
    /// <summary>"7 of your last 20 incidents were a change of yours."; null: too few are known.</summary>
    public static string? Of(OwnChanges own) => own.IsKnown
        ? string.Create(CultureInfo.InvariantCulture, $"{own.Own} of your last {own.Answered} incidents were a change of yours.")
        : null;
}
