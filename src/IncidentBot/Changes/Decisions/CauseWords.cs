using System.Globalization;

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

    /// <summary>The answer as a sentence without a full stop.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="change">The change that was asked about.</param>
    public static string Said(WasIt answer, string change) => answer switch
    {
        WasIt.Yes => $"It was {change}",
        WasIt.NotQuite => $"It wasn't quite {change}, but close",
        WasIt.No => $"It wasn't {change}, but another change of ours",
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
