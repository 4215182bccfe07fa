namespace IncidentBot.Language;

/// <summary>How a part of somebody's words looked where they were written.</summary>
public enum FormatKind
{
    /// <summary>Stood out.</summary>
    Bold,

    /// <summary>Slanted.</summary>
    Italic,

    /// <summary>Struck through.</summary>
    Strike,

    /// <summary>To be read letter by letter, within a line.</summary>
    Code,

    /// <summary>Whole lines to be read letter by letter, with their own spaces and blank lines.</summary>
    CodeBlock,

    /// <summary>Whole lines that quote; each begins with the sign and the space that people know from mail.</summary>
    Quote,

    /// <summary>One item of a list, with its indentation (two spaces for each level) and its bullet or number before it.</summary>
    ListItem,
}

/// <summary>A format and the part of a text that has it.</summary>
/// <param name="Kind">Which format.</param>
/// <param name="Start">Where it begins, in UTF-16 characters from 0.</param>
/// <param name="Length">For how many characters; more than 0.</param>
public sealed record TextFormat(FormatKind Kind, int Start, int Length)
{
    /// <summary>Where it ends: the first character that does not have it.</summary>
    internal int End => Start + Length;

    /// <summary>Whether it is a look of words within lines, not of whole lines.</summary>
    internal bool IsInLine => Kind is FormatKind.Bold or FormatKind.Italic or FormatKind.Strike or FormatKind.Code;
}

/// <summary>A format whose marks still stand in the text, at both of its ends.</summary>
/// <param name="Kind">Which format.</param>
/// <param name="Start">Where its first mark begins, in UTF-16 characters from 0.</param>
/// <param name="Length">For how many characters, both marks included.</param>
/// <param name="Edge">So many characters each of the two marks has.</param>
public sealed record TextMark(FormatKind Kind, int Start, int Length, int Edge);

/// <summary>One replacement in a text.</summary>
/// <param name="Start">Where it begins, in UTF-16 characters from 0.</param>
/// <param name="Length">So many characters go.</param>
/// <param name="With">What comes in their place.</param>
public readonly record struct TextEdit(int Start, int Length, string With);
