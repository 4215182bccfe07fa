using IncidentBot.Language;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Timeline;

/// <summary>
/// Words that somebody has sent and that blame a person, with better ones; a hint to them alone, which keeps nobody from anything.
/// </summary>
/// <param name="Words">The words.</param>
/// <param name="Why">What is wrong with them, in one sentence.</param>
/// <param name="Better">Better words, or a question that leads to them.</param>
internal sealed record BlameHint(string Words, string Why, string Better)
{
    private const string Rules = "blame-";
    private const int Shown = 200;

    /// <summary>The first place in a text that blames; null: none does.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="people">Who took part.</param>
    public static BlameHint? In(string text, KnownPeople people) =>
        BlamelessCheck.OfText(text, people).FirstOrDefault(one => one.Rule.StartsWith(Rules, StringComparison.Ordinal)) is { } found
            ? new BlameHint(OneLine.Of(found.Words, Shown), found.Why, OneLine.Of(found.Rewrite, Shown))
            : null;

    /// <summary>The hint, as two or three sentences.</summary>
    public string Sentence => $"“{Words}” reads as blame. {Why} Better: {Better}";
}
