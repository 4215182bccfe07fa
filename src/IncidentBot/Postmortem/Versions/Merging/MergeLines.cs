namespace IncidentBot.Postmortem.Versions.Merging;

/// <summary>A part of a merged text.</summary>
/// <param name="Lines">What stands there; in a conflict, what the person wrote.</param>
/// <param name="Other">What else could stand there, where both changed the same lines; null: nothing.</param>
internal sealed record MergedPart(IReadOnlyList<string> Lines, IReadOnlyList<string>? Other = null);

/// <summary>
/// Merges two texts that were made of a third, line by line: who alone changed a line decides on it, and where both changed the same line
/// in two ways, both texts stay.
/// </summary>
internal static class MergeLines
{
    /// <summary>The merged text in its parts.</summary>
    /// <param name="from">What both were made of.</param>
    /// <param name="theirs">The other text, such as what the record says now.</param>
    /// <param name="yours">The person's text.</param>
    /// <param name="isBySentence">Whether a line that both changed is merged sentence by sentence.</param>
    public static IReadOnlyList<MergedPart> Of(
        IReadOnlyList<string> from, IReadOnlyList<string> theirs, IReadOnlyList<string> yours, bool isBySentence = true) =>
        IsSame(from, yours) || IsSame(theirs, yours) ? [new MergedPart(theirs)]
        : IsSame(from, theirs) ? [new MergedPart(yours)]
        : new Merging(from, new Side(theirs, Hunks(from, theirs)), new Side(yours, Hunks(from, yours)), isBySentence).Run();

    private static bool IsSame(IReadOnlyList<string> one, IReadOnlyList<string> other) => one.SequenceEqual(other, StringComparer.Ordinal);

    // Where as many lines stand as before, each is taken for the one in its place, so that a change of one is none of its neighbour.
    private static List<Hunk> Hunks(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        var hunks = new List<Hunk>();
        foreach (var hunk in LineDiff.Of(from, to))
        {
            var lines = hunk.OldEnd - hunk.OldStart;
            if (lines != hunk.NewEnd - hunk.NewStart)
                hunks.Add(hunk);
            else
                hunks.AddRange(
                    Enumerable.Range(0, lines).Select(
                        at => new Hunk(hunk.OldStart + at, hunk.OldStart + at + 1, hunk.NewStart + at, hunk.NewStart + at + 1)));
        }

        return hunks;
    }

    private sealed class Side(IReadOnlyList<string> lines, List<Hunk> hunks)
    {
        private int next;

        public int Count => lines.Count;

        public Hunk? Next => next < hunks.Count ? hunks[next] : null;

        public Hunk Take() => hunks[next++];

        /// <summary>The text in place of these lines, with these hunks in them.</summary>
        public List<string> Text(IReadOnlyList<string> from, int start, int end, IReadOnlyList<Hunk> within)
        {
            var text = new List<string>();
            foreach (var hunk in within)
            {
                text.AddRange(Range(from, start, hunk.OldStart));
                text.AddRange(Range(lines, hunk.NewStart, hunk.NewEnd));
                start = hunk.OldEnd;
            }

            text.AddRange(Range(from, start, end));
            return text;
        }

        private static IEnumerable<string> Range(IReadOnlyList<string> lines, int start, int end)
        {
            for (var at = start; at < end; at++)
                yield return lines[at];
        }
    }

    private sealed class Merging(IReadOnlyList<string> from, Side theirs, Side yours, bool isBySentence)
    {
        private readonly List<MergedPart> parts = [];
        private List<string> plain = new(Math.Max(0, theirs.Count + yours.Count - from.Count));
        private (int At, List<string> Lines) added = (-1, []);

        public List<MergedPart> Run()
        {
            var at = 0;
            while (theirs.Next is not null || yours.Next is not null)
            {
                var (their, your) = (new List<Hunk>(), new List<Hunk>());
                var (start, end) = Gather(their, your);
                for (; at < start; at++)
                    plain.Add(from[at]);
                Settle(start, end, their, your);
                at = end;
            }

            for (; at < from.Count; at++)
                plain.Add(from[at]);
            EndPlain();
            return parts;
        }

        // The next change, with all that lies across it.
        private (int Start, int End) Gather(List<Hunk> their, List<Hunk> your)
        {
            var isYours = theirs.Next is not { } other || (yours.Next is { } mine && IsFirst(mine, other));
            var first = isYours ? yours.Take() : theirs.Take();
            (isYours ? your : their).Add(first);
            var (start, end) = (first.OldStart, first.OldEnd);
            while (true)
            {
                if (theirs.Next is { } their1 && IsAcross(their1, start, end))
                    their.Add(theirs.Take());
                else if (yours.Next is { } your1 && IsAcross(your1, start, end))
                    your.Add(yours.Take());
                else
                    return (start, end);
                end = Math.Max(end, Math.Max(their.Count > 0 ? their[^1].OldEnd : 0, your.Count > 0 ? your[^1].OldEnd : 0));
            }
        }

        // What only touches another change, such as a line added below a changed one, is no conflict.
        private static bool IsAcross(Hunk hunk, int start, int end) => hunk.OldStart < end && hunk.OldEnd > start;

        private static bool IsFirst(Hunk mine, Hunk other) =>
            mine.OldStart < other.OldStart || (mine.OldStart == other.OldStart && (mine.IsInsertion || !other.IsInsertion));

        private void Settle(int start, int end, List<Hunk> their, List<Hunk> your)
        {
            var their1 = theirs.Text(from, start, end, their);
            var your1 = yours.Text(from, start, end, your);
            if (your.Count == 0)
                AddTheirs(start, end, their1);
            else if (their.Count == 0 || IsSame(their1, your1))
                AddYours(start, end, your1);
            else
                Conflict([.. from.Skip(start).Take(end - start)], their1, ConflictMarks.PersonsHalf(your1));
        }

        private void AddYours(int start, int end, List<string> lines)
        {
            if (start == end)
                added = (start, lines);
            plain.AddRange(lines);
        }

        private void AddTheirs(int start, int end, List<string> lines)
        {
            // Both added the same in the same place.
            if (start != end || added.At != start || !IsSame(added.Lines, lines))
                plain.AddRange(lines);
        }

        private void Conflict(List<string> former, List<string> their, List<string> your)
        {
            if (IsSame(your, their))
            {
                plain.AddRange(your);
                return;
            }

            if (isBySentence && MergeSentences.Of(former, their, your) is { } paragraph)
            {
                plain.Add(paragraph);
                return;
            }

            EndPlain();
            parts.Add(new MergedPart(your, their));
        }

        private void EndPlain()
        {
            if (plain.Count > 0)
                parts.Add(new MergedPart(plain));
            plain = [];
        }
    }
}
