namespace IncidentBot.Language.Blameless;

/// <summary>Words that blame, with what to write instead.</summary>
/// <param name="Line">The line, from 1, on which the sentence begins.</param>
/// <param name="Column">
/// The column, from 1 in UTF-16 units, of the words; of the sentence if the words stand on a later line than it begins on.
/// </param>
/// <param name="Length">How long the words are, in UTF-16 units; a line break within them counts as one.</param>
/// <param name="Rule">The name of the rule, such as <c>blame-person</c>.</param>
/// <param name="Words">The words, in one line.</param>
/// <param name="Why">One plain sentence that says what is wrong with them.</param>
/// <param name="Rewrite">Better words, or a question that leads to them.</param>
public sealed record BlamelessFinding(int Line, int Column, int Length, string Rule, string Words, string Why, string Rewrite);
