using System.Collections.Frozen;

namespace IncidentBot.Language.Blameless.Lexicon;

/// <summary>The words that the rules know, from the lists in <c>Lexicon</c>.</summary>
internal static class WordLists
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Lists = ReadLists(Lines("words"));

    public static FrozenSet<string> GivenNames { get; } = Words("given-names");

    public static FrozenSet<string> NamesInDoubt { get; } = Words("names-in-doubt");

    public static FrozenSet<string> Products { get; } = Words("products");

    public static FrozenSet<string> Companies { get; } = Words("companies");

    public static FrozenSet<string> People { get; } = Words("people");

    public static FrozenSet<string> Teams { get; } = [.. Lines("teams").TakeWhile(line => line != ":bare").SelectMany(Split)];

    /// <summary>Words that stand for a team when they are the whole subject.</summary>
    public static FrozenSet<string> BareTeams { get; } = [.. Part(":bare")];

    /// <summary>Words that do so only where the verb says it.</summary>
    public static FrozenSet<string> PerhapsTeams { get; } = [.. Part(":perhaps")];

    /// <summary>Words that make the noun for a person after them a system.</summary>
    public static FrozenSet<string> Systems { get; } = Words("systems");

    public static FrozenSet<string> Abbreviations { get; } = Words("abbreviations");

    /// <summary>One of the small lists of <c>words.txt</c>.</summary>
    public static FrozenSet<string> List(string name) => Lists[name];

    /// <summary>The lines of a list, without comments and empty ones.</summary>
    public static IEnumerable<string> Lines(string list)
    {
        using var stream = typeof(WordLists).Assembly.GetManifestResourceStream($"{typeof(WordLists).Namespace}.{list}.txt")
            ?? throw new InvalidOperationException($"The list {list} is missing.");
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Trim() is { Length: > 0 } words && words[0] != '#') lines.Add(words);
        }

        return lines;
    }

    private static IEnumerable<string> Part(string name) =>
        Lines("teams").SkipWhile(line => line != name).Skip(1).TakeWhile(line => line[0] != ':').SelectMany(Split);

    private static FrozenSet<string> Words(string list) => [.. Lines(list).SelectMany(Split)];

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static FrozenDictionary<string, FrozenSet<string>> ReadLists(IEnumerable<string> lines)
    {
        var lists = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        HashSet<string>? current = null;
        foreach (var line in lines)
        {
            if (line[0] == '[') lists.Add(line.Trim('[', ']'), current = new HashSet<string>(StringComparer.Ordinal));
            else current!.UnionWith(Split(line));
        }

        return lists.ToFrozenDictionary(list => list.Key, list => list.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
