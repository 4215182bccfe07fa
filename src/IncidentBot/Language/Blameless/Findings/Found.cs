namespace IncidentBot.Language.Blameless.Findings;

/// <summary>What a rule found in a sentence; only the strongest of a sentence is told.</summary>
/// <param name="Weight">How strongly it blames: names most.</param>
/// <param name="First">The first token of the words.</param>
/// <param name="Last">The last one.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Rewrite">Better words, or a question.</param>
internal sealed record Found(int Weight, int First, int Last, string Rule, string Rewrite)
{
    public static Found Phrase(string rule, int first, int last) =>
        new(Rules.WeightOf(rule), first, last, rule, Rewrites.QuestionFor(rule));
}
