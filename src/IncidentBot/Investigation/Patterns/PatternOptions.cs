namespace IncidentBot.Investigation.Patterns;

/// <summary>Which patterns are known; bound to <c>Patterns</c>.</summary>
public sealed class PatternOptions
{
    /// <summary>
    /// A YAML file with the team's own patterns, relative to the folder of the settings; one with a key of the bot's own replaces that.
    /// Null or blank: those that come with the bot.
    /// </summary>
    public string? File { get; set; }

    /// <summary>The patterns of that file.</summary>
    internal IReadOnlyList<Pattern> Own { get; set; } = [];
}
