namespace IncidentBot.Language;

/// <summary>
/// Words as people read them, and beside them how they looked. The words are whole without the formats, so whoever cannot show those
/// shows <see cref="Plain"/>.
/// </summary>
/// <param name="Plain">The words, without marks.</param>
/// <param name="Formats">Which parts of them looked how, by where they begin; a part that lies in another stands behind it.</param>
public sealed record FormattedText(string Plain, IReadOnlyList<TextFormat> Formats)
{
    /// <summary>No words.</summary>
    public static FormattedText Empty { get; } = new(string.Empty, []);

    /// <summary>Whether there is nothing to read.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Plain);

    /// <summary>The formats as they are kept; null: there are none.</summary>
    public IReadOnlyList<TextFormat>? OrNull => Formats.Count == 0 ? null : Formats;

    /// <summary>Words without formats.</summary>
    public static FormattedText Of(string plain) => plain.Length == 0 ? Empty : new FormattedText(plain, []);

    /// <summary>
    /// Words with the formats that were kept of them: those that do not lie in the words are left out, and parts of a line that touch each
    /// other and look the same are one.
    /// </summary>
    /// <param name="plain">The words.</param>
    /// <param name="formats">Their formats; null: none.</param>
    public static FormattedText Of(string plain, IReadOnlyList<TextFormat>? formats)
    {
        var one = new List<TextFormat>();
        var newest = new Dictionary<FormatKind, int>();
        foreach (
            var format in (formats ?? []).Where(known => known.Start >= 0 && known.Length > 0 && known.Length <= plain.Length - known.Start)
                .Select(known => Whole(plain, known)).OrderBy(known => known.Start))
        {
            if (format.IsInLine && newest.TryGetValue(format.Kind, out var place) && one[place].End >= format.Start)
            {
                one[place] = one[place] with { Length = Math.Max(one[place].End, format.End) - one[place].Start };
            }
            else
            {
                newest[format.Kind] = one.Count;
                one.Add(format);
            }
        }

        return new FormattedText(plain, [.. one.OrderBy(known => known.Start).ThenByDescending(known => known.Length)]);
    }

    // A character of two halves is not parted.
    private static TextFormat Whole(string plain, TextFormat format)
    {
        var (start, end) = (format.Start, format.End);
        if (IsParted(plain, start))
            start--;
        if (IsParted(plain, end))
            end++;
        return format with { Start = start, Length = end - start };
    }

    private static bool IsParted(string plain, int at) =>
        at > 0 && at < plain.Length && char.IsLowSurrogate(plain[at]) && char.IsHighSurrogate(plain[at - 1]);

    /// <summary>Takes the marks out of a text; a block of code then has lines of its own.</summary>
    /// <param name="marked">The text with its marks.</param>
    /// <param name="marks">The marks, in any order.</param>
    /// <param name="others">Other replacements, none of which touches a mark.</param>
    public static FormattedText Of(string marked, IEnumerable<TextMark> marks, IEnumerable<TextEdit>? others = null)
    {
        var edits = new List<TextEdit>(others ?? []);
        var formats = new List<TextFormat>();
        foreach (var mark in marks)
        {
            var (first, last) = (mark.Start + mark.Edge, mark.Start + mark.Length - mark.Edge);
            var (before, after) = (string.Empty, string.Empty);
            if (mark.Kind == FormatKind.CodeBlock)
            {
                before = mark.Start > 0 && marked[mark.Start - 1] != '\n' ? "\n" : string.Empty;
                after = mark.Start + mark.Length < marked.Length && marked[mark.Start + mark.Length] != '\n' ? "\n" : string.Empty;
                if (first < last && marked[first] == '\n')
                    first++;
                if (first < last && marked[last - 1] == '\n')
                    last--;
            }

            edits.Add(new TextEdit(mark.Start, first - mark.Start, before));
            edits.Add(new TextEdit(last, mark.Start + mark.Length - last, after));
            formats.Add(new TextFormat(mark.Kind, first, last - first));
        }

        return Edited(marked, formats, edits);
    }

    /// <summary>A text after replacements, each format where its words are now.</summary>
    /// <param name="text">The text before.</param>
    /// <param name="formats">Its formats.</param>
    /// <param name="edits">The replacements, of which no two overlap.</param>
    public static FormattedText Edited(string text, IEnumerable<TextFormat> formats, IEnumerable<TextEdit> edits)
    {
        var plain = new System.Text.StringBuilder(text.Length);
        var moved = new int[text.Length + 1];
        var at = 0;
        foreach (var edit in edits.OrderBy(one => one.Start).ThenBy(one => one.Length))
        {
            for (; at < edit.Start; at++)
                Keep();
            var before = plain.Length;
            plain.Append(edit.With);
            for (; at < Math.Min(edit.Start + edit.Length, text.Length); at++)
                moved[at] = at == edit.Start ? before : plain.Length;
        }

        for (; at < text.Length; at++)
            Keep();
        moved[text.Length] = plain.Length;
        return Of(
            plain.ToString(),
            [
                .. formats.Select(
                    one => new TextFormat(one.Kind, moved[one.Start], After(one.End) - moved[one.Start])),
            ]);

        void Keep()
        {
            moved[at] = plain.Length;
            plain.Append(text[at]);
        }

        // Behind its last character, not before what was put in there.
        int After(int end) => end == 0 ? 0 : Math.Min(moved[end - 1] + 1, moved[end]);
    }

    /// <summary>A part of the words with its formats.</summary>
    public FormattedText Part(int start, int length) => new(
        Plain.Substring(start, length),
        [
            .. Formats.Where(one => one.Start < start + length && one.End > start).Select(
                one => new TextFormat(
                    one.Kind, Math.Max(one.Start, start) - start, Math.Min(one.End, start + length) - Math.Max(one.Start, start))),
        ]);

    /// <summary>Without the blank lines and spaces around; the indentation of a first line of code stays.</summary>
    public FormattedText Trimmed()
    {
        var end = Plain.AsSpan().TrimEnd().Length;
        var start = end == 0 ? 0 : Plain.Length - Plain.AsSpan().TrimStart().Length;
        var code = Formats.FirstOrDefault(one => one.Kind == FormatKind.CodeBlock && one.Start <= start && one.End > start);
        if (code is not null)
            start = code.Start;
        return start == 0 && end == Plain.Length ? this : Part(start, end - start);
    }

    /// <summary>
    /// Other words in the place of these, such as a person's correction: what stands at the beginning and at the end in both keeps its
    /// formats, and a format around the change lies around what was put in. Null: none is left.
    /// </summary>
    public IReadOnlyList<TextFormat>? FormatsOf(string other)
    {
        var shorter = Math.Min(Plain.Length, other.Length);
        var first = Plain.AsSpan().CommonPrefixLength(other);
        var last = 0;
        while (last < shorter - first && Plain[^(last + 1)] == other[^(last + 1)])
            last++;
        var (cut, longer) = (Plain.Length - last, other.Length - Plain.Length);
        return Of(
            other,
            [
                .. Formats.Select(
                    one =>
                    {
                        var (start, end) = (Moved(one.Start, isEnd: false), Moved(one.End, isEnd: true));
                        return new TextFormat(one.Kind, start, end - start);
                    }),
            ]).OrNull;

        // What lay in the part that is gone begins and ends at its edges.
        int Moved(int place, bool isEnd)
        {
            if (place <= first)
                return place;
            if (place >= cut)
                return place + longer;
            return isEnd ? first : other.Length - last;
        }
    }

    /// <summary>Whether the words and their formats are the same.</summary>
    public bool IsSameAs(FormattedText other) =>
        string.Equals(Plain, other.Plain, StringComparison.Ordinal) && Formats.SequenceEqual(other.Formats);
}
