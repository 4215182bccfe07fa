using System.Text.Json;

namespace IncidentBot.Language;

/// <summary>The words that people type and read for the choices of the bot: <c>ImpactStart</c> stands as <c>impact-start</c>.</summary>
public static class Words
{
    /// <summary>The word of a choice.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>All words of a choice, in their order.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>Reads a word; capital letters do not matter.</summary>
    public static bool TryParse<T>(string? word, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (string.Equals(Of(candidate), word?.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Reads a word that the bot itself has written.</summary>
    /// <exception cref="FormatException">It is not such a word.</exception>
    public static T Parse<T>(string word)
        where T : struct, Enum =>
        TryParse<T>(word, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}.");

    /// <summary>The word as it stands at the start of a sentence: <c>Impact start</c>.</summary>
    public static string Title<T>(T value)
        where T : struct, Enum
    {
        var word = Of(value).Replace('-', ' ');
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    /// <summary>The known word that a mistyped one most likely means; null: none is near.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        var lower = typed.ToLowerInvariant();
        // Each letter that one is longer must be dropped, so most of a long list is told apart by its length.
        return known
            .Where(word => Math.Abs(word.Length - lower.Length) <= Math.Max(1, word.Length / 3))
            .Select(word => (Word: word, Distance: Distance(lower, word.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(1, candidate.Word.Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();
    }

    /// <summary>How many letters must be typed, dropped, changed or swapped with their neighbour.</summary>
    private static int Distance(string from, string to)
    {
        if (from.Length > to.Length * 2)
            return from.Length;

        var table = new int[from.Length + 1, to.Length + 1];
        for (var row = 0; row <= from.Length; row++)
        {
            for (var column = 0; column <= to.Length; column++)
                table[row, column] = Cell(table, from, to, row, column);
        }

        return table[from.Length, to.Length];
    }

    private static int Cell(int[,] table, string from, string to, int row, int column)
    {
        if (row == 0 || column == 0)
            return row + column;

        var cost = from[row - 1] == to[column - 1] ? 0 : 1;
        var best = Math.Min(Math.Min(table[row - 1, column], table[row, column - 1]) + 1, table[row - 1, column - 1] + cost);
        var swapped = row > 1 && column > 1 && from[row - 1] == to[column - 2] && from[row - 2] == to[column - 1];
        return swapped ? Math.Min(best, table[row - 2, column - 2] + 1) : best;
    }
}
