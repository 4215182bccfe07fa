using System.Globalization;

namespace IncidentBot.Postmortem.Versions.Merging;

/// <summary>Who wrote the two texts of a conflict, as the marks name them.</summary>
/// <param name="Yours">The person whose edit is merged, such as <c>Ada</c>.</param>
/// <param name="Theirs">Whose text it is merged into: another person, or <see cref="Record"/>.</param>
internal sealed record MergeNames(string Yours, string Theirs)
{
    /// <summary>What stands for the machine's text.</summary>
    public const string Record = "the record";

    /// <summary>What stands for a person whose name is not known.</summary>
    public const string Editor = "the editor";
}

/// <summary>
/// Marks where two texts stand for the same place, in plain Markdown that every editor shows: as quoted lines, and within a table as rows.
/// </summary>
internal static class ConflictMarks
{
    private const string Begins = "**Conflict ", First = ": two texts stand here.", Second = ", the other text",
        Ends = "**End of conflict ";

    private enum Mark
    {
        None,
        Begin,
        Middle,
        End,
    }

    /// <summary>The lines of a merged text, with its conflicts marked.</summary>
    public static IReadOnlyList<string> Write(IReadOnlyList<MergedPart> parts, MergeNames names)
    {
        if (parts is [{ Other: null } whole])
            return whole.Lines;

        var lines = new List<string>();
        foreach (var part in parts)
        {
            if (part.Other is { } other)
                lines.AddRange(Marked(part.Lines, other, names));
            else
                lines.AddRange(part.Lines);
        }

        return lines;
    }

    /// <summary>How many conflicts are marked in a text.</summary>
    public static int Count(string markdown) => IsIn(markdown) ? markdown.Split('\n').Count(line => Kind(line) == Mark.Begin) : 0;

    /// <summary>Whether a text may have marks: hardly any has, and a long one is only taken apart for them if so.</summary>
    public static bool IsIn(string markdown) =>
        markdown.Contains(Begins, StringComparison.Ordinal) || markdown.Contains(Ends, StringComparison.Ordinal);

    /// <summary>The two texts of each conflict that is marked in a text, without blank lines around them.</summary>
    public static IReadOnlyList<MarkedConflict> Read(string markdown)
    {
        var found = new List<MarkedConflict>();
        var (yours, theirs, at) = (new List<string>(), new List<string>(), Mark.None);
        foreach (var line in markdown.Split('\n'))
        {
            var kind = Kind(line);
            if (kind == Mark.Begin)
                (yours, theirs) = ([], []);
            else if (kind == Mark.End)
                found.Add(new MarkedConflict(yours, theirs));
            else if (kind == Mark.None && at is Mark.Begin or Mark.Middle && line.Length > 0)
                (at == Mark.Begin ? yours : theirs).Add(line);
            at = kind == Mark.None ? at : kind;
        }

        return found;
    }

    /// <summary>Counts the conflicts of a text anew, from 1.</summary>
    public static List<string> Numbered(IReadOnlyList<string> lines)
    {
        var number = 0;
        var numbered = new List<string>(lines.Count);
        foreach (var line in lines)
        {
            var kind = Kind(line);
            number += kind == Mark.Begin ? 1 : 0;
            numbered.Add(kind == Mark.None ? line : Renumbered(line, kind == Mark.End ? Ends : Begins, number));
        }

        return numbered;
    }

    /// <summary>Lines in which each conflict that is marked stands for the person's text alone.</summary>
    public static List<string> PersonsHalf(IReadOnlyList<string> lines)
    {
        var half = new List<string>();
        var at = Mark.None;
        foreach (var line in lines)
        {
            var kind = Kind(line);
            if (kind != Mark.None)
                at = kind == Mark.End ? Mark.None : kind;
            else if (at != Mark.Middle)
                half.Add(line);
        }

        return half;
    }

    private static IEnumerable<string> Marked(IReadOnlyList<string> yours, IReadOnlyList<string> theirs, MergeNames names)
    {
        var isTable = yours.Concat(theirs).Any() && yours.Concat(theirs).All(line => line.StartsWith('|'));
        var written = yours.Count > 0 ? $"{names.Yours} wrote:" : $"{names.Yours} deleted these lines.";
        var other = theirs.Count > 0 ? $"{names.Theirs} says:" : $"{names.Theirs} no longer has these lines.";
        return
        [
            .. Line($"{Begins}0{First} Keep one, and delete the other with these marks. {written}**", isTable),
            .. yours,
            .. Line($"{Begins}0{Second}: {other}**", isTable),
            .. theirs,
            .. Line($"{Ends}0**", isTable),
        ];
    }

    // A line right below a quote would become part of it.
    private static string[] Line(string mark, bool isTable) => isTable ? [$"| {mark} |"] : ["", $"> {mark}", ""];

    private static Mark Kind(string line)
    {
        var mark = line.TrimStart('>', '|', ' ');
        return mark.StartsWith(Ends, StringComparison.Ordinal) ? Mark.End
            : !mark.StartsWith(Begins, StringComparison.Ordinal) ? Mark.None
            : mark.Contains(First, StringComparison.Ordinal) ? Mark.Begin
            : mark.Contains(Second, StringComparison.Ordinal) ? Mark.Middle
            : Mark.None;
    }

    private static string Renumbered(string line, string before, int number)
    {
        var start = line.IndexOf(before, StringComparison.Ordinal) + before.Length;
        var end = start;
        while (end < line.Length && char.IsAsciiDigit(line[end]))
            end++;
        return string.Create(CultureInfo.InvariantCulture, $"{line[..start]}{number}{line[end..]}");
    }
}

/// <summary>The two texts that stand for one place.</summary>
/// <param name="Yours">What the person wrote whose edit was merged.</param>
/// <param name="Theirs">What it was merged into.</param>
internal sealed record MarkedConflict(IReadOnlyList<string> Yours, IReadOnlyList<string> Theirs);
