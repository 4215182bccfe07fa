using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IncidentBot.Catalogue;

/// <summary>A piece of a YAML file, and where it stands.</summary>
internal abstract record YamlPiece(CataloguePlace Place);

/// <summary>A single value; null: nothing is written there.</summary>
internal sealed record YamlValue(CataloguePlace Place, string? Text) : YamlPiece(Place);

/// <summary>A list.</summary>
internal sealed record YamlList(CataloguePlace Place, IReadOnlyList<YamlPiece> Items) : YamlPiece(Place);

/// <summary>Named pieces, in their order; a name may stand there twice.</summary>
internal sealed record YamlGroup(CataloguePlace Place, IReadOnlyList<(YamlValue Name, YamlPiece Piece)> Entries) : YamlPiece(Place);

/// <summary>Reads YAML into pieces that know their places; depth and repetition are bounded, so that no file can exhaust the bot.</summary>
internal sealed class YamlTree
{
    private const int Deepest = 12;
    private const int MostRepeated = 50_000;

    private readonly Parser parser;
    private readonly Dictionary<string, (YamlPiece Piece, int Size)> anchors = new(StringComparer.Ordinal);
    private int size;
    private int repeated;

    private YamlTree(string text) => parser = new Parser(new StringReader(text));

    /// <summary>The first document; null: there is none.</summary>
    /// <param name="text">The file's text.</param>
    /// <exception cref="YamlException">It isn't YAML, or nests too deeply; the exception knows where.</exception>
    public static YamlPiece? Read(string text)
    {
        var tree = new YamlTree(text);
        tree.parser.Consume<StreamStart>();
        return tree.parser.TryConsume<DocumentStart>(out _) ? tree.Next(0) : null;
    }

    private YamlPiece Next(int depth)
    {
        var start = parser.Current ?? throw new YamlException("the file ends too early");
        if (depth > Deepest)
            throw new YamlException(start.Start, start.End, "lists and groups are nested too deeply");

        var before = size++;
        var place = new CataloguePlace(start.Start.Line, start.Start.Column);
        YamlPiece piece = start switch
        {
            Scalar => new YamlValue(place, TextOf(parser.Consume<Scalar>())),
            SequenceStart => List(place, depth),
            MappingStart => Group(place, depth),
            AnchorAlias => Again(parser.Consume<AnchorAlias>()),
            _ => throw new YamlException(start.Start, start.End, "nothing readable stands here"),
        };
        if (start is NodeEvent { Anchor.IsEmpty: false } named)
            anchors[named.Anchor.Value] = (piece, size - before);
        return piece;
    }

    private YamlList List(CataloguePlace place, int depth)
    {
        parser.Consume<SequenceStart>();
        var items = new List<YamlPiece>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Next(depth + 1));
        return new YamlList(place, items);
    }

    private YamlGroup Group(CataloguePlace place, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new List<(YamlValue, YamlPiece)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Next(depth + 1) is not YamlValue { Text: not null } name)
                throw new YamlException(parser.Current!.Start, parser.Current.End, "a name stands before each colon");
            entries.Add((name, Next(depth + 1)));
        }

        return new YamlGroup(place, entries);
    }

    // What is written once is read as often as it is used, with all that it uses in its turn.
    private YamlPiece Again(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var named))
            throw new YamlException(alias.Start, alias.End, $"nothing is named &{alias.Value.Value} above");
        if (named.Size > MostRepeated - repeated)
            throw new YamlException(alias.Start, alias.End, "the file is too large with all that it repeats");

        repeated += named.Size;
        size += named.Size;
        return named.Piece;
    }

    private static string? TextOf(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" ? null : scalar.Value;
}
