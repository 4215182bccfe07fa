using IncidentBot.Language;

namespace IncidentBot.Incidents.Services;

/// <summary>A name as it was typed.</summary>
/// <param name="Text">The name, without quotation marks.</param>
/// <param name="IsQuoted">Whether it stood in quotation marks, so that it is meant letter by letter.</param>
internal sealed record TypedName(string Text, bool IsQuoted);

/// <summary>Takes typed names apart: at commas, or else at blanks; what stands in quotation marks is one name.</summary>
internal static class TypedNames
{
    private const string Quotes = "\"“”„«»";

    /// <summary>The names, each once.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="known">Names that are one even with blanks in them.</param>
    public static IReadOnlyList<TypedName> Read(string text, IReadOnlyList<string> known)
    {
        if (known.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase))
            return [new TypedName(text.Trim(), IsQuoted: false)];

        var pieces = Pieces(text, ',');
        if (pieces.Count < 2)
            pieces = Pieces(text, ' ');
        return
        [
            .. pieces.Select(Name).Where(name => name.Text.Length > 0)
                .DistinctBy(name => name.Text, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static TypedName Name(string piece)
    {
        var trimmed = piece.Trim();
        var isQuoted = trimmed.Length > 1 && Quotes.Contains(trimmed[0], StringComparison.Ordinal);
        var bare = isQuoted ? trimmed.Trim(Quotes.ToCharArray()) : trimmed.TrimEnd(';', '.');
        return new TypedName(OneLine.Of(bare.Trim(), piece.Length), isQuoted);
    }

    private static List<string> Pieces(string text, char between)
    {
        var pieces = new List<string>();
        var (start, isQuoted) = (0, false);
        for (var at = 0; at < text.Length; at++)
        {
            if (Quotes.Contains(text[at], StringComparison.Ordinal))
                isQuoted = !isQuoted;
            if (isQuoted || (between == ' ' ? !char.IsWhiteSpace(text[at]) : text[at] != between))
                continue;

            pieces.Add(text[start..at]);
            start = at + 1;
        }

        pieces.Add(text[start..]);
        return pieces;
    }
}
