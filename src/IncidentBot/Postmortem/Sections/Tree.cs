namespace IncidentBot.Postmortem.Sections;

/// <summary>Writes what hangs together as nested items: each below the one that it is under.</summary>
internal static class Tree
{
    private const int Deepest = 8;

    /// <summary>The items of a list, the nested ones as further lines of their item.</summary>
    /// <param name="all">What there is, in order; one whose upper one is missing stands at the top.</param>
    /// <param name="number">Its number.</param>
    /// <param name="under">The number of the one above it; null: it stands at the top.</param>
    /// <param name="line">Its words, one line of Markdown.</param>
    public static IEnumerable<string> Lines<T>(IReadOnlyList<T> all, Func<T, int> number, Func<T, int?> under, Func<T, string> line)
    {
        var known = all.Select(number).ToHashSet();
        var below = all.Where(one => under(one) is { } up && known.Contains(up) && up < number(one)).ToLookup(one => under(one)!.Value);
        return all.Where(one => under(one) is not { } up || !known.Contains(up) || up >= number(one)).Select(one => Write(one, 0));

        string Write(T one, int depth) => line(one) + string.Concat(
            below[number(one)].Select(next => $"\n{new string(' ', 2 * (Math.Min(depth, Deepest) + 1))}- {Write(next, depth + 1)}"));
    }
}
