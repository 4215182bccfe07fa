namespace IncidentBot.Language.Blameless.Sentences;

/// <summary>A sentence of a text.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="Tokens">Its pieces, a few hundred at most.</param>
/// <param name="Before">The sentence before it in the same paragraph; what "they" may stand for.</param>
internal sealed record Sentence(string Text, IReadOnlyList<Token> Tokens, IReadOnlyList<Token> Before)
{
    public int Count => Tokens.Count;

    public Token this[int at] => Tokens[at];

    /// <summary>The word at a place in lower case; empty outside of the sentence and for what is no word.</summary>
    public string Word(int at) => at >= 0 && at < Count ? Tokens[at].Lower : string.Empty;

    public bool Has(Func<Token, bool> that) => Tokens.Any(token => !token.IsQuoted && that(token));

    /// <summary>Whether one of the words stands within so many places from one.</summary>
    public bool HasNear(int from, int most, IReadOnlySet<string> words)
    {
        for (var at = Math.Max(from, 0); at < Count && at < from + most; at++)
        {
            if (words.Contains(Tokens[at].Lower)) return true;
        }

        return false;
    }

    /// <summary>The text from one token to another, in one line.</summary>
    public string Words(int first, int last)
    {
        var words = Text[Tokens[first].Start..Tokens[last].End].Replace(Tokenizer.Thing, ' ');
        return OneLine.Of(string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), words.Length);
    }
}
