namespace IncidentBot.Investigation.Patterns;

/// <summary>All patterns: those that come with the bot, and the team's own, which replace those of the same key.</summary>
internal sealed class PatternBook
{
    private const string Embedded = "IncidentBot.Investigation.Patterns.patterns.yaml";

    /// <summary>These patterns, in their order.</summary>
    public PatternBook(IReadOnlyList<Pattern> patterns)
    {
        All = patterns;
        Index = new PatternIndex(patterns);
    }

    /// <summary>In the order of the file, with the team's own last.</summary>
    public IReadOnlyList<Pattern> All { get; }

    /// <summary>Finds their clues.</summary>
    public PatternIndex Index { get; }

    /// <summary>Those that come with the bot, with these of the team.</summary>
    public static PatternBook With(IReadOnlyList<Pattern> own)
    {
        var replaced = own.ToDictionary(pattern => pattern.Key, StringComparer.Ordinal);
        var known = BuiltIn();
        return new PatternBook(
        [
            .. known.Select(pattern => replaced.GetValueOrDefault(pattern.Key, pattern)),
            .. own.Where(pattern => known.All(one => one.Key != pattern.Key)),
        ]);
    }

    /// <summary>The pattern of a key, name or number as it is shown; null: there is none.</summary>
    public Pattern? Find(string typed) =>
        int.TryParse(typed, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number > 0 && number <= All.Count ? All[number - 1] : null
            : All.FirstOrDefault(pattern => pattern.Key.Equals(typed, StringComparison.OrdinalIgnoreCase)
                || pattern.Name.Equals(typed, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those that come with the bot.</summary>
    /// <exception cref="InvalidOperationException">The file that is built in is wrong.</exception>
    internal static IReadOnlyList<Pattern> BuiltIn()
    {
        using var stream = typeof(PatternBook).Assembly.GetManifestResourceStream(Embedded)!;
        using var reader = new StreamReader(stream);
        var (patterns, problems) = PatternReader.Read(reader.ReadToEnd(), "patterns.yaml");
        return problems.Count == 0 ? patterns : throw new InvalidOperationException(string.Join(' ', problems));
    }
}
