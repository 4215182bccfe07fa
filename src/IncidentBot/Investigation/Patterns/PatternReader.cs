using IncidentBot.Catalogue;
using YamlDotNet.Core;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Reads patterns out of YAML; every mistake is kept with its place, so that all of them can be corrected at once.</summary>
internal sealed class PatternReader
{
    private const int MostPatterns = 50, MostItems = 60, MostLines = 8;
    private const int LongestKey = 40, LongestName = 80, LongestText = 300, LongestClue = 80;
    private const string Patterns = "patterns", Example = "patterns: and below it - key: disk-full with its fields";

    private readonly CatalogueMistakes mistakes;
    private readonly List<Pattern> found = [];

    private PatternReader(string file) => mistakes = new CatalogueMistakes(file);

    /// <summary>The patterns of a file, and every mistake in the order of the file.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="file">The file's name.</param>
    public static (IReadOnlyList<Pattern> Patterns, IReadOnlyList<string> Problems) Read(string yaml, string file)
    {
        var reader = new PatternReader(file);
        try
        {
            reader.ReadAll(YamlTree.Read(yaml));
        }
        catch (YamlException e)
        {
            return ([], [new CataloguePlace(e.Start.Line, e.Start.Column).Say(file, $"this isn't valid YAML: {e.Message}.")]);
        }

        return (reader.found, reader.mistakes.Sentences);
    }

    private void ReadAll(YamlPiece? root)
    {
        if (root is null or YamlValue { Text: null })
            return;

        foreach (var (name, piece) in mistakes.FieldsOf(root, "the file", Example))
        {
            if (name.Text != Patterns)
                mistakes.AddUnknown(name, "isn't a field of the file", [Patterns]);
            else if (mistakes.ItemsOf(piece, Patterns, "- key: disk-full") is { Count: <= MostPatterns } items)
                foreach (var item in items)
                    ReadPattern(item);
            else
                mistakes.Add(piece, $"a file has at most {MostPatterns} patterns.");
        }
    }

    private void ReadPattern(YamlPiece piece)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var clues = new List<PatternClue>();
        var signals = new List<SignalClue>();
        var lines = new Dictionary<string, List<string>>(StringComparer.Ordinal) { ["look"] = [], ["commands"] = [] };
        var known = new Dictionary<string, Action<YamlPiece>>(StringComparer.Ordinal)
        {
            ["key"] = value => Keep(texts, "key", Text(value, "key", LongestKey)),
            ["name"] = value => Keep(texts, "name", Text(value, "name", LongestName)),
            ["symptom"] = value => Keep(texts, "symptom", Text(value, "symptom", LongestText)),
            ["words"] = value => AddNew(clues, Clues(value, "words", isEnough: true)),
            ["hints"] = value => AddNew(clues, Clues(value, "hints", isEnough: false)),
            ["signals"] = value => signals.AddRange(Signals(value)),
            ["recurs"] = value => Keep(texts, "recurs", Flag(value)),
            ["look"] = value => lines["look"].AddRange(Lines(value, "look", "[the locks that are held]")),
            ["commands"] = value => lines["commands"].AddRange(Commands(value)),
            ["mitigation"] = value => Keep(texts, "mitigation", Text(value, "mitigation", LongestText)),
            ["hypothesis"] = value => Keep(texts, "hypothesis", Text(value, "hypothesis", LongestText)),
            ["confirms"] = value => Keep(texts, "confirms", Text(value, "confirms", LongestText)),
            ["rulesOut"] = value => Keep(texts, "rulesOut", Text(value, "rulesOut", LongestText)),
        };
        foreach (var (name, value) in mistakes.FieldsOf(piece, "a pattern", "key: disk-full"))
        {
            if (!known.TryGetValue(name.Text!, out var read))
                mistakes.AddUnknown(name, "isn't a field of a pattern", known.Keys);
            else if (value is not YamlValue { Text: null })
                read(value);
        }

        if (piece is YamlGroup)
            Add(piece, texts, clues, signals, lines);
    }

    private void Add(
        YamlPiece piece, Dictionary<string, string> texts, List<PatternClue> clues, List<SignalClue> signals,
        Dictionary<string, List<string>> lines)
    {
        var key = texts.GetValueOrDefault("key", string.Empty);
        string[] needed = ["key", "name", "symptom", "mitigation", "hypothesis"];
        foreach (var field in needed.Where(field => !texts.ContainsKey(field)))
            mistakes.Add(piece, $"the pattern “{key}” has no {field}; add {field}: and a text.");
        if (key.Length > 0 && !key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            mistakes.Add(
                piece, $"the key “{key}” has other characters than small letters, digits and hyphens; write one such as disk-full.");
        if (found.Any(one => one.Key == key))
            mistakes.Add(piece, $"the pattern “{key}” stands here twice; keep one.");
        if (clues.Count == 0)
            mistakes.Add(piece, $"the pattern “{key}” has no words, so it would never fit; add words: [disk full, no space left].");

        found.Add(new Pattern(key, texts.GetValueOrDefault("name", key), texts.GetValueOrDefault("symptom", string.Empty))
        {
            Clues = clues,
            Signals = signals,
            Recurs = texts.ContainsKey("recurs"),
            Look = lines["look"],
            Commands = lines["commands"],
            Mitigation = texts.GetValueOrDefault("mitigation", string.Empty),
            Hypothesis = texts.GetValueOrDefault("hypothesis", string.Empty),
            Confirms = texts.GetValueOrDefault("confirms"),
            RulesOut = texts.GetValueOrDefault("rulesOut"),
        });
    }

    // Forms of the same words count once.
    private static void AddNew(List<PatternClue> clues, IEnumerable<PatternClue> more)
    {
        foreach (var clue in more.Where(clue => !clues.Exists(known => known.Parts.SequenceEqual(clue.Parts))))
            clues.Add(clue);
    }

    private static void Keep(Dictionary<string, string> texts, string field, string? text)
    {
        if (text is { Length: > 0 })
            texts[field] = text;
    }

    private string? Text(YamlPiece piece, string field, int longest)
    {
        if (piece is YamlValue { Text: { } text } && text.Trim() is { Length: > 0 } trimmed && trimmed.Length <= longest
            && !trimmed.Any(char.IsControl))
            return trimmed;

        mistakes.Add(piece, $"{field} takes one line of 1 to {longest} characters.");
        return null;
    }

    private string? Flag(YamlPiece piece)
    {
        var text = (piece as YamlValue)?.Text;
        if (text is not ("true" or "false"))
            mistakes.Add(piece, "recurs is true or false.");
        return text == "true" ? text : null;
    }

    private IEnumerable<PatternClue> Clues(YamlPiece piece, string field, bool isEnough)
    {
        foreach (var (text, item) in mistakes.TextsOf(piece, field, "[disk full, disk + full]").Take(MostItems))
        {
            var parts = text.Split(" + ").Select(PatternWords.Phrase).ToList();
            if (text.Length > LongestClue || parts.Count > 3 || parts.Contains(string.Empty))
                mistakes.Add(
                    item,
                    $"{field} has phrases of 1 to {PatternWords.LongestPhrase} words, or up to 3 such phrases with “ + ” between them, "
                        + "such as disk + full.");
            else
                yield return new PatternClue(text, parts, isEnough);
        }
    }

    private IEnumerable<SignalClue> Signals(YamlPiece piece)
    {
        foreach (var (text, item) in mistakes.TextsOf(piece, "signals", "[memory climb]").Take(MostItems))
        {
            if (text.Split(' ') is [var signal, var shape] && SignalClue.Names.Contains(signal) && SignalClue.Shapes.Contains(shape))
                yield return new SignalClue(signal, shape);
            else
                mistakes.Add(
                    item,
                    $"a signal is one of {string.Join(", ", SignalClue.Names)}, and behind it one of "
                        + $"{string.Join(", ", SignalClue.Shapes)}, such as memory climb.");
        }
    }

    private IEnumerable<string> Lines(YamlPiece piece, string field, string example)
    {
        foreach (var (text, item) in mistakes.TextsOf(piece, field, example))
        {
            if (text.Length <= LongestText && !text.Any(char.IsControl))
                yield return text;
            else
                mistakes.Add(item, $"{field} has lines of 1 to {LongestText} characters.");
        }

        if (piece is YamlList { Items.Count: > MostLines })
            mistakes.Add(piece, $"{field} has more than {MostLines} lines; people read few in an incident.");
    }

    private IEnumerable<string> Commands(YamlPiece piece)
    {
        foreach (var text in Lines(piece, "commands", "[df -h]"))
        {
            if (HarmfulCommand.WordIn(text) is { } word)
                mistakes.Add(
                    piece,
                    $"the command “{text}” may change something (“{word}”); patterns only look. What changes something belongs to the "
                        + "commands of a service in the catalogue.");
            else
                yield return text;
        }
    }
}
