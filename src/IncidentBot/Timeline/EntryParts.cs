using System.Globalization;

namespace IncidentBot.Timeline;

/// <summary>
/// An entry's words in parts that each fit into a field of a form, cut where a paragraph, line, sentence or word ends. The parts with what
/// stands between them are the words again.
/// </summary>
internal sealed class EntryParts
{
    /// <summary>A form takes so many parts at most.</summary>
    public const int Most = 30;

    private const string Prefix = "part";

    private readonly List<(string Before, string Words)> parts = [];

    /// <summary>Cuts.</summary>
    /// <param name="text">The words.</param>
    /// <param name="longest">So many characters a field of a form takes.</param>
    public EntryParts(string text, int longest)
    {
        var all = EntryForms.Clean(text);
        var (at, before) = (0, string.Empty);
        while (all.Length - at > longest)
        {
            var words = all.Substring(at, Place(all.Substring(at, longest + 1), longest)).TrimEnd();
            var end = at + words.Length;
            parts.Add((before, words));
            at = all.Length - all.AsSpan(end).TrimStart().Length;
            before = all[end..at];
        }

        parts.Add((before, all[at..]));
    }

    /// <summary>The parts, in their order; one where all fits into one field.</summary>
    public IReadOnlyList<string> Words => [.. parts.Select(part => part.Words)];

    /// <summary>The field of a part, counted from 0.</summary>
    public string Field(int part) => parts.Count == 1 ? EntryForms.Text : NameOf(part + 1);

    /// <summary>All words that were filled in, whatever parts they were asked for in: to be given back.</summary>
    public static string AllOf(IReadOnlyDictionary<string, string> values) => string.Join(
        '\n',
        Enumerable.Range(1, Most).Select(NameOf).Prepend(EntryForms.Text)
            .Select(field => EntryForms.Clean(values.GetValueOrDefault(field))).Where(words => words.Length > 0));

    /// <summary>The words as they were filled in; a part that was emptied is left out. Empty: nothing was filled in.</summary>
    public string Join(IReadOnlyDictionary<string, string> values)
    {
        var words = string.Empty;
        for (var part = 0; part < parts.Count; part++)
        {
            var filled = EntryForms.Clean(values.GetValueOrDefault(Field(part)));
            if (filled.Length > 0)
                words += words.Length == 0 ? filled : parts[part].Before + filled;
        }

        return words;
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");

    // Of the text, one character more than fits is looked at.
    private static int Place(string text, int longest)
    {
        foreach (var end in new[] { "\n\n", "\n", ". ", "! ", "? ", " " })
        {
            // Not so early that the parts become many.
            var place = text.LastIndexOf(end, longest - 1, StringComparison.Ordinal);
            if (place >= longest / 2)
                return place + end.TrimEnd().Length;
        }

        // No half of a visible character.
        var whole = 0;
        while (whole < longest && whole + StringInfo.GetNextTextElementLength(text, whole) is var next && next <= longest)
            whole = next;

        return whole > 0 ? whole : char.IsHighSurrogate(text[longest - 1]) && longest > 1 ? longest - 1 : longest;
    }
}
