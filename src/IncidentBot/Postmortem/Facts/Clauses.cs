namespace IncidentBot.Postmortem.Facts;

/// <summary>Takes from what somebody wrote the one part that says a certain thing, since a line of chat often says two.</summary>
internal static class Clauses
{
    private const int MostRead = 2_000;

    private static readonly string[] Ends = ["; ", ". ", "! ", "\n"];

    /// <summary>The parts of a text; the text itself where it has one.</summary>
    public static IReadOnlyList<string> Of(string text) =>
        (text.Length > MostRead ? text[..MostRead] : text)
            .Split(Ends, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The part that counts most, the earlier of two alike; null: none counts anything.</summary>
    public static string? Best(string text, Func<string, int> count) =>
        Of(text).Where(part => count(part) > 0).MaxBy(count);
}
