using IncidentBot.Language;

namespace IncidentBot.Catalogue;

/// <summary>Checks the form of pieces of a catalogue's file, and keeps each mistake with its place.</summary>
/// <param name="file">The file's name.</param>
internal sealed class CatalogueMistakes(string file)
{
    private readonly List<string> sentences = [];

    /// <summary>A sentence each, in the order in which they were found.</summary>
    public IReadOnlyList<string> Sentences => sentences;

    /// <summary>Keeps a mistake.</summary>
    public void Add(YamlPiece piece, string problem) => sentences.Add(piece.Place.Say(file, problem));

    /// <summary>Keeps a name that is none of those that can stand there, with the one that was probably meant.</summary>
    /// <param name="name">What stands there.</param>
    /// <param name="isNot">What it isn't, such as <c>isn't a field of a service</c>.</param>
    /// <param name="known">What can stand there.</param>
    public void AddUnknown(YamlValue name, string isNot, IEnumerable<string> known)
    {
        var all = known.ToList();
        var meant = Words.Nearest(name.Text!, all) is { } near ? $"did you mean “{near}”?" : $"there are {string.Join(", ", all)}.";
        Add(name, $"“{OneLine.Of(name.Text!, 40)}” {isNot}; {meant}");
    }

    /// <summary>The entries of a list; none, where it is no list or has too many.</summary>
    /// <param name="piece">What stands there.</param>
    /// <param name="field">Which field it is.</param>
    /// <param name="example">How it is written.</param>
    public IReadOnlyList<YamlPiece> ItemsOf(YamlPiece piece, string field, string example)
    {
        if (piece is not YamlList list)
            Add(piece, $"{field} must be a list, such as {example}.");
        else if (list.Items.Count > CatalogueService.MostEntries)
            Add(list, $"{field} has {list.Items.Count} entries; at most {CatalogueService.MostEntries} are used.");
        else
            return list.Items;

        return [];
    }

    /// <summary>The texts of a list, with their pieces.</summary>
    /// <param name="piece">What stands there.</param>
    /// <param name="field">Which field it is.</param>
    /// <param name="example">How it is written.</param>
    public IEnumerable<(string Text, YamlPiece Piece)> TextsOf(YamlPiece piece, string field, string example)
    {
        foreach (var item in ItemsOf(piece, field, example))
        {
            if (item is YamlValue { Text: { } text } && text.Trim() is { Length: > 0 } trimmed)
                yield return (trimmed, item);
            else
                Add(item, $"{field} is a list of names, such as {example}.");
        }
    }

    /// <summary>The fields of a group, each once; none, where it is no group.</summary>
    /// <param name="piece">What stands there.</param>
    /// <param name="what">What it is.</param>
    /// <param name="example">How it is written.</param>
    public IEnumerable<(YamlValue Name, YamlPiece Piece)> FieldsOf(YamlPiece piece, string what, string example)
    {
        if (piece is not YamlGroup group)
        {
            Add(piece, $"{what} must be a group of fields; write {example}.");
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in group.Entries)
        {
            if (seen.Add(entry.Name.Text!))
                yield return entry;
            else
                Add(entry.Name, $"“{OneLine.Of(entry.Name.Text!, 40)}” stands here twice; keep one.");
        }
    }

    /// <summary>Reads a group whose fields are single texts.</summary>
    /// <param name="piece">What stands there.</param>
    /// <param name="what">What it is.</param>
    /// <param name="example">How it is written.</param>
    /// <param name="known">What is done with the text of each field.</param>
    /// <returns>Whether it is a group.</returns>
    public bool ReadTexts(YamlPiece piece, string what, string example, IReadOnlyDictionary<string, Action<YamlValue>> known)
    {
        foreach (var (name, value) in FieldsOf(piece, what, example))
        {
            if (!known.TryGetValue(name.Text!, out var read))
                AddUnknown(name, $"isn't a field of {what}", known.Keys);
            else if (value is YamlValue { Text: not null } text)
                read(text);
            else
                Add(value, $"{name.Text} takes one text.");
        }

        return piece is YamlGroup;
    }
}
