namespace IncidentBot.Postmortem.Versions.Merging;

/// <summary>A run of lines of one text, and what another text has in its place.</summary>
/// <param name="OldStart">The first line that is replaced, counted from 0; an insertion stands before this line.</param>
/// <param name="OldEnd">Behind the last line that is replaced; the same as the start for an insertion.</param>
/// <param name="NewStart">The first line in its place.</param>
/// <param name="NewEnd">Behind the last line in its place; the same as the start for a deletion.</param>
internal sealed record Hunk(int OldStart, int OldEnd, int NewStart, int NewEnd)
{
    /// <summary>Whether it replaces nothing.</summary>
    public bool IsInsertion => OldStart == OldEnd;
}

/// <summary>
/// Finds the lines in which two texts differ: by the lines that stand once in both (Bram Cohen's patience diff), and between those by
/// the longest common run where it is small. The time grows with the number of lines, not with its square.
/// </summary>
internal static class LineDiff
{
    // So many pairs of lines are compared within one stretch that has no line of its own; beyond, the stretch counts as rewritten.
    private const int MostPairs = 250_000;

    private const int DeepestLevel = 24;

    /// <summary>What has to be replaced in the old text to get the new one, from top to bottom.</summary>
    public static IReadOnlyList<Hunk> Of(IReadOnlyList<string> old, IReadOnlyList<string> now)
    {
        var numbers = new Dictionary<string, int>(old.Count, StringComparer.Ordinal);
        var search = new Search(Numbered(old, numbers), Numbered(now, numbers), numbers.Count);
        search.Run();
        return Hunks(search.Matches, now.Count);
    }

    private static int[] Numbered(IReadOnlyList<string> lines, Dictionary<string, int> numbers)
    {
        var all = new int[lines.Count];
        for (var at = 0; at < all.Length; at++)
        {
            if (!numbers.TryGetValue(lines[at], out all[at]))
                numbers[lines[at]] = all[at] = numbers.Count;
        }

        return all;
    }

    private static List<Hunk> Hunks(int[] matches, int newCount)
    {
        var hunks = new List<Hunk>();
        var (oldAt, newAt) = (0, 0);
        for (var at = 0; at <= matches.Length; at++)
        {
            var matched = at < matches.Length ? matches[at] : newCount;
            if (matched < 0)
                continue;
            if (at > oldAt || matched > newAt)
                hunks.Add(new Hunk(oldAt, at, newAt, matched));
            (oldAt, newAt) = (at + 1, matched + 1);
        }

        return hunks;
    }

    private sealed class Search(int[] old, int[] now, int lines)
    {
        // By line: how often it stands in a stretch of either text, and where in the new one; nothing between two stretches.
        private readonly int[] olds = new int[lines], news = new int[lines], places = new int[lines];

        private readonly Stack<(int OldStart, int OldEnd, int NewStart, int NewEnd, int Level)> open = new();

        /// <summary>For each old line the new one that it is; -1: none.</summary>
        public int[] Matches { get; } = [.. Enumerable.Repeat(-1, old.Length)];

        public void Run()
        {
            open.Push((0, old.Length, 0, now.Length, 0));
            while (open.TryPop(out var one))
                Compare(one.OldStart, one.OldEnd, one.NewStart, one.NewEnd, one.Level);
        }

        private void Compare(int oldStart, int oldEnd, int newStart, int newEnd, int level)
        {
            while (oldStart < oldEnd && newStart < newEnd && old[oldStart] == now[newStart])
                Matches[oldStart++] = newStart++;
            while (oldStart < oldEnd && newStart < newEnd && old[oldEnd - 1] == now[newEnd - 1])
                Matches[--oldEnd] = --newEnd;
            if (oldStart == oldEnd || newStart == newEnd)
                return;

            var anchors = level < DeepestLevel ? Anchors(oldStart, oldEnd, newStart, newEnd) : [];
            if (anchors.Count == 0)
                LongestRun(oldStart, oldEnd, newStart, newEnd);
            else
                Split(anchors, oldStart, oldEnd, newStart, newEnd, level + 1);
        }

        private void Split(List<(int Old, int New)> anchors, int oldStart, int oldEnd, int newStart, int newEnd, int level)
        {
            foreach (var (atOld, atNew) in anchors)
            {
                Matches[atOld] = atNew;
                // Most anchors follow each other, with nothing between.
                if (oldStart < atOld && newStart < atNew)
                    open.Push((oldStart, atOld, newStart, atNew, level));
                (oldStart, newStart) = (atOld + 1, atNew + 1);
            }

            open.Push((oldStart, oldEnd, newStart, newEnd, level));
        }

        // The lines that stand once in both, as many as are in the same order.
        private List<(int Old, int New)> Anchors(int oldStart, int oldEnd, int newStart, int newEnd)
        {
            for (var at = oldStart; at < oldEnd; at++)
                olds[old[at]]++;
            for (var at = newStart; at < newEnd; at++)
                (news[now[at]], places[now[at]]) = (news[now[at]] + 1, at);
            var both = new List<(int Old, int New)>(Math.Min(oldEnd - oldStart, newEnd - newStart));
            for (var at = oldStart; at < oldEnd; at++)
            {
                if (olds[old[at]] == 1 && news[old[at]] == 1)
                    both.Add((at, places[old[at]]));
            }

            for (var at = oldStart; at < oldEnd; at++)
                olds[old[at]] = 0;
            for (var at = newStart; at < newEnd; at++)
                news[now[at]] = 0;
            return Rising(both);
        }

        private static List<(int Old, int New)> Rising(List<(int Old, int New)> pairs)
        {
            // As in most drafts, where nobody moved a line.
            if (IsRising(pairs))
                return pairs;

            var tops = new List<int>();
            var before = new int[pairs.Count];
            for (var at = 0; at < pairs.Count; at++)
            {
                var (low, high) = (0, tops.Count);
                while (low < high)
                {
                    var middle = (low + high) / 2;
                    (low, high) = pairs[tops[middle]].New < pairs[at].New ? (middle + 1, high) : (low, middle);
                }

                before[at] = low == 0 ? -1 : tops[low - 1];
                if (low == tops.Count)
                    tops.Add(at);
                else
                    tops[low] = at;
            }

            var rising = new List<(int Old, int New)>();
            for (var at = tops.Count == 0 ? -1 : tops[^1]; at >= 0; at = before[at])
                rising.Add(pairs[at]);
            rising.Reverse();
            return rising;
        }

        private static bool IsRising(List<(int Old, int New)> pairs)
        {
            for (var at = 1; at < pairs.Count; at++)
            {
                if (pairs[at].New < pairs[at - 1].New)
                    return false;
            }

            return true;
        }

        private void LongestRun(int oldStart, int oldEnd, int newStart, int newEnd)
        {
            var (olds, news) = (oldEnd - oldStart, newEnd - newStart);
            if ((long)olds * news > MostPairs)
                return;

            var longest = new int[olds + 1, news + 1];
            for (var i = olds - 1; i >= 0; i--)
            {
                for (var j = news - 1; j >= 0; j--)
                    longest[i, j] = old[oldStart + i] == now[newStart + j]
                        ? longest[i + 1, j + 1] + 1
                        : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }

            for (int i = 0, j = 0; i < olds && j < news;)
            {
                if (old[oldStart + i] == now[newStart + j])
                    Matches[oldStart + i++] = newStart + j++;
                else if (longest[i + 1, j] >= longest[i, j + 1])
                    i++;
                else
                    j++;
            }
        }
    }
}
