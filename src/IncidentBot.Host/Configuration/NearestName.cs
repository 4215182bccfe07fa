namespace IncidentBot.Host.Configuration;

/// <summary>Finds the known name that is closest to a mistyped one.</summary>
internal static class NearestName
{
    /// <summary>The closest of the known names by edit distance, case ignored; the beginning of a name counts as close to it.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">At least one name.</param>
    public static string Find(string typed, IEnumerable<string> known) =>
        known.OrderBy(name => Far(typed, name)).ThenBy(name => name, StringComparer.Ordinal).First();

    private static int Far(string typed, string name) =>
        name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(typed.ToUpperInvariant(), name.ToUpperInvariant());

    /// <summary>How many letters must be changed, added, left out or swapped with their neighbour.</summary>
    public static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(changed, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }
}
