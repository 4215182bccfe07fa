namespace IncidentBot.Language.Blameless.Sentences;

/// <summary>What a piece of a sentence is.</summary>
internal enum TokenKind
{
    /// <summary>A word, or a part of one such as <c>n't</c> and <c>'s</c>.</summary>
    Word,

    /// <summary>Whatever begins with a digit: a count, a time, a version.</summary>
    Number,

    /// <summary>A single mark such as a comma.</summary>
    Mark,

    /// <summary>Somebody who is mentioned, such as <c>@maya</c>.</summary>
    Mention,

    /// <summary>Code, a path or an address: a thing whose words are not read.</summary>
    Opaque,
}

/// <summary>A piece of a sentence.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="Text">As it is written.</param>
/// <param name="Lower">In lower case, with straight apostrophes.</param>
/// <param name="BeginsLine">Whether a line begins with it.</param>
/// <param name="IsQuoted">Whether it stands between quotation marks: somebody else's words.</param>
internal readonly record struct Token(TokenKind Kind, int Start, string Text, string Lower, bool BeginsLine, bool IsQuoted)
{
    public int End => Start + Text.Length;

    public bool IsWord => Kind == TokenKind.Word;

    public bool IsCapital => Kind == TokenKind.Word && char.IsUpper(Text[0]);

    /// <summary>Whether it looks like the name of a variable, a file or a host.</summary>
    public bool IsCode => Kind == TokenKind.Word && Text.AsSpan().IndexOfAny("_./0123456789:") >= 0;

    public bool Is(string word) => string.Equals(Lower, word, StringComparison.Ordinal);

    public bool Is(string one, string other) => Is(one) || Is(other);
}
