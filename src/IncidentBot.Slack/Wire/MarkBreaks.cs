using System.Text;

namespace IncidentBot.Slack.Wire;

/// <summary>
/// Keeps plain text plain where Slack reads mrkdwn, which has no escape for its marks: an invisible word joiner on both sides of a mark
/// that could begin or end a format, and before a sign that would begin a quote.
/// </summary>
internal static class MarkBreaks
{
    private const char Joiner = '\u2060';
    private const string Marks = "*_~`";

    /// <summary>One character of a plain text, with joiners where it needs them.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="index">Where the character is in it.</param>
    /// <param name="beginsLine">Whether nothing stands before it on its line.</param>
    public static string At(string text, int index, bool beginsLine) => text[index] switch
    {
        '>' when beginsLine => $"{Joiner}>",
        var mark when Marks.Contains(mark, StringComparison.Ordinal) && CouldFormat(text, index) => $"{Joiner}{mark}{Joiner}",
        var other => other.ToString(),
    };

    /// <summary>A whole plain text with its joiners.</summary>
    public static string Into(string text)
    {
        if (text.AsSpan().IndexOfAny("*_~`>") < 0) return text;
        var broken = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++) broken.Append(At(text, i, i == 0 || text[i - 1] == '\n'));
        return broken.ToString();
    }

    /// <summary>The text as it was, without the joiners that stand at marks; any others are people's own.</summary>
    public static string OutOf(string text)
    {
        if (!text.Contains(Joiner, StringComparison.Ordinal)) return text;
        var whole = text.Replace($"{Joiner}>", ">", StringComparison.Ordinal);
        foreach (var mark in Marks) whole = whole.Replace($"{Joiner}{mark}{Joiner}", mark.ToString(), StringComparison.Ordinal);
        return whole;
    }

    /// <summary>The text as long as <see cref="OutOf"/> makes it, with a letter in the place of each mark that must not pair.</summary>
    public static string Hidden(string text)
    {
        if (!text.Contains(Joiner, StringComparison.Ordinal)) return text;
        var hidden = text.Replace($"{Joiner}>", "x", StringComparison.Ordinal);
        foreach (var mark in Marks) hidden = hidden.Replace($"{Joiner}{mark}{Joiner}", "x", StringComparison.Ordinal);
        return hidden;
    }

    // Between two letters, as in snake_case, or between two blanks no format begins or ends; there a copied name stays as it is.
    private static bool CouldFormat(string text, int index)
    {
        var (before, after) = (index == 0 ? ' ' : text[index - 1], index == text.Length - 1 ? ' ' : text[index + 1]);
        var isInWord = char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after) && text[index] != '`';
        return !isInWord && !(char.IsWhiteSpace(before) && char.IsWhiteSpace(after));
    }
}
