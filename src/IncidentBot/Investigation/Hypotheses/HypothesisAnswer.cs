using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>What whoever stated or moved a hypothesis is told privately: how it stands, and the next step.</summary>
internal static class HypothesisAnswer
{
    private const int ShownWords = 200;

    /// <summary>It was stated, or more was said of it: asks for what is missing.</summary>
    public static Card Stated(IncidentId incident, Hypothesis one, DateTimeOffset at)
    {
        var said = $"{Upper(one.Label)} of {incident}: “{OneLine.Of(one.Terms.Text, ShownWords)}”";
        List<CardPart> parts = [new Paragraph(said)];
        var asked = string.Empty;
        if (Falsifiable.Of(one.Terms).Question is { } question)
        {
            asked = $" It’s vague so far. {question}";
            parts.Add(new Paragraph(RichText.Of("It’s vague so far. ").Bold(question)));
        }

        if (HypothesisLines.Missing(one.Terms) is { } missing)
            parts.Add(new SmallPrint($"To make it easy to test, please say {missing}."));
        parts.Add(new Buttons([HypothesisButtons.Specify(incident, one), HypothesisButtons.Test(incident, one)]));
        return new Card($"{said}{asked} ({When.ToTheSecond(at)})", parts);
    }

    /// <summary>It is further than it was.</summary>
    public static Card Moved(IncidentId incident, Hypothesis one, DateTimeOffset at)
    {
        var (next, buttons) = Next(incident, one);
        var said = $"{Upper(one.Label)} of {incident}: {HypothesisLines.Title(one)}. {next}";
        return new Card($"{said} ({When.ToTheSecond(at)})", [new Paragraph(said), new Buttons(buttons)]);
    }

    private static (string Next, IReadOnlyList<Button> Buttons) Next(IncidentId incident, Hypothesis one)
    {
        IReadOnlyList<Button> open = [HypothesisButtons.Test(incident, one), HypothesisButtons.Settle(incident, one)];
        return one.State switch
        {
            HypothesisState.Testing => (
                "Change one thing at a time, and say what came of it.",
                [HypothesisButtons.Settle(incident, one), HypothesisButtons.Reproduce(incident, one)]),
            HypothesisState.Confirmed => ("One more question: why was that possible?", [HypothesisButtons.AddWhy(incident)]),
            HypothesisState.RuledOut => (
                "It stays on the list with its reason. Go on with the next one.", HypothesisButtons.About(incident, one, null)),
            HypothesisState.Unverified => ("That is a gap and no verdict: try again once you can look.", open),
            HypothesisState.Strengthened => ("What would confirm it?", open),
            HypothesisState.Weakened => ("What would rule it out?", open),
            _ => ("Test it, or say what came of it.", open),
        };
    }

    private static string Upper(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
