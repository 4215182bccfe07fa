using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Causes;

/// <summary>A chain of whys that ends at what a person did or didn't do, where the next why finds what can be changed.</summary>
/// <param name="Question">The question to go on with; one sentence or two.</param>
internal sealed record PersonStop(string Question)
{
    private const string Rules = "blame-";

    /// <summary>What the blameless check makes of an answer; null: it says nothing of a person who failed.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="people">Who took part.</param>
    public static PersonStop? In(string text, KnownPeople people) =>
        BlamelessCheck.OfText(text, people).FirstOrDefault(one => one.Rule.StartsWith(Rules, StringComparison.Ordinal)) is { } found
            ? new PersonStop(QuestionOf(found.Rewrite))
            : null;

    /// <summary>The gentle sentence below a why.</summary>
    public RichText Below(string name) =>
        $"{name} stops at a person. What they did made sense with what they knew, so one more why may find what to change: {Question}";

    // A rewrite is either a question, or words without the person, which the next why can start from.
    private static string QuestionOf(string rewrite)
    {
        var words = OneLine.Of(rewrite, Cause.LongestText).TrimEnd();
        return words.EndsWith('?') ? words : $"“{words.TrimEnd('.')}”: why was that possible?";
    }
}
