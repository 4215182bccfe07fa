namespace IncidentBot.Language;

/// <summary>Tells words by which people mean something to be done afterwards: they begin with "TODO:" or "Action:".</summary>
internal static class ToDoWords
{
    private static readonly string[] Beginnings = ["todo", "to do", "to-do", "action item", "action", "follow-up", "followup"];

    /// <summary>What is to be done; null: the words don't begin so.</summary>
    public static string? Of(string? text)
    {
        var words = text?.TrimStart() ?? string.Empty;
        var colon = words.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !Beginnings.Contains(words[..colon].TrimEnd().Trim('*', '_', '['), StringComparer.OrdinalIgnoreCase))
            return null;

        var said = words[(colon + 1)..].Trim().Trim('*', '_').Trim();
        return said.Length == 0 ? null : said;
    }
}
