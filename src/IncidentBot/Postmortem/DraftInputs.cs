namespace IncidentBot.Postmortem;

/// <summary>Which sections a draft has.</summary>
public enum PostmortemTemplate
{
    /// <summary>All that the record has something for, and the questions where people must think.</summary>
    Full,

    /// <summary>One screen, then the timeline: for an incident from which little is to be learnt.</summary>
    Light,
}

/// <summary>Who writes and reads a postmortem, and how far it is.</summary>
/// <param name="State">How far it is, such as <c>draft</c>.</param>
/// <param name="Authors">Who has written in it; empty: nobody yet.</param>
/// <param name="Reviewers">Who is to read it; empty: nobody is named.</param>
/// <param name="ReviewOn">When it is talked about; null: not settled.</param>
public sealed record PostmortemStanding(
    string State, IReadOnlyList<string> Authors, IReadOnlyList<string> Reviewers, DateOnly? ReviewOn)
{
    /// <summary>A draft of which nobody has said anything.</summary>
    public static PostmortemStanding Unknown { get; } = new("draft", [], [], null);
}
