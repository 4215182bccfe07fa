using IncidentBot.Chat;

namespace IncidentBot.Postmortem;

/// <summary>Which sections a draft has.</summary>
public enum PostmortemTemplate
{
    /// <summary>All that the record has something for, and the questions where people must think.</summary>
    Full,

    /// <summary>One screen, then the timeline: for an incident from which little is to be learnt.</summary>
    Light,
}

/// <summary>What an alert bot wrote of an affected service before anybody had noticed.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="By">The bot.</param>
/// <param name="Text">What it wrote.</param>
/// <param name="Permalink">The message's address for people; null: none.</param>
public sealed record EarlySign(DateTimeOffset At, Person By, string Text, Uri? Permalink);

/// <summary>One answer of the 5 whys.</summary>
/// <param name="Number">Counts the incident's whys from 1.</param>
/// <param name="Under">The why that it goes on from; null: it begins a chain.</param>
/// <param name="Question">What is asked; null: why the one above was so.</param>
/// <param name="Answer">The answer as typed.</param>
/// <param name="By">Who gave it.</param>
public sealed record DraftWhy(int Number, int? Under, string? Question, string Answer, Person By)
{
    /// <summary>The address of its evidence; null: none.</summary>
    public Uri? Evidence { get; init; }

    /// <summary>The entry of the timeline that is its evidence; null: none.</summary>
    public int? Entry { get; init; }
}

/// <summary>Something that had to come together with the trigger.</summary>
/// <param name="Number">Counts the incident's factors from 1.</param>
/// <param name="Under">The factor that it is a part of; null: it stands on its own.</param>
/// <param name="Category">What it belongs to, such as <c>detection</c>; null: not said.</param>
/// <param name="Text">The factor as typed.</param>
/// <param name="By">Who named it.</param>
public sealed record DraftFactor(int Number, int? Under, string? Category, string Text, Person By)
{
    /// <summary>The address of its evidence; null: none.</summary>
    public Uri? Evidence { get; init; }

    /// <summary>The entry of the timeline that is its evidence; null: none.</summary>
    public int? Entry { get; init; }
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
