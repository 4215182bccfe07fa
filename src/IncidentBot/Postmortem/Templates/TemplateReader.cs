namespace IncidentBot.Postmortem.Templates;

/// <summary>
/// Reads a template and finds its mistakes: every field, block and comment is known before the first incident is written with it.
/// </summary>
internal sealed class TemplateReader
{
    private const int MostBlocks = 500, Deepest = 10;

    private readonly List<TemplateMistake> mistakes = [];
    private readonly TemplateScopes scopes = new();
    private readonly Stack<Open> open = new();
    private List<TemplateNode> nodes = [];
    private int blocks;

    private TemplateReader()
    {
    }

    /// <summary>The template's pieces; where there are mistakes, they may be incomplete.</summary>
    /// <param name="source">Its source.</param>
    public static (IReadOnlyList<TemplateNode> Nodes, IReadOnlyList<TemplateMistake> Mistakes) Read(string source)
    {
        var reader = new TemplateReader();
        // White space on a line that has nothing else is nothing.
        var lines = source.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var text = string.Join('\n', lines.Select(static line => string.IsNullOrWhiteSpace(line) ? string.Empty : line));
        foreach (var piece in new TemplateCutter(text, reader.mistakes).Cut())
        {
            if (piece.IsTag)
                reader.ReadTag(piece.Place, piece.Words);
            else
                reader.nodes.Add(new TextNode(piece.Place, piece.Words));
        }

        while (reader.open.TryPop(out var unclosed))
        {
            if (!unclosed.IsChained)
                reader.mistakes.Add(
                    unclosed.Place.Wrong($"{{{{#{unclosed.Word}}}}} is never closed; write {{{{/{unclosed.Word}}}}} where it ends."));
            reader.nodes = unclosed.Around;
        }

        return (reader.nodes, reader.mistakes);
    }

    private void ReadTag(TemplatePlace place, string words)
    {
        var parts = words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case []:
                Wrong(place, "{{}} names no field, such as {{title}}.");
                break;
            case [['{', ..], ..] or [['&', ..], ..]:
                Wrong(place, TemplateWords.Unescaped(words));
                break;
            case [['>', ..], ..]:
                Wrong(place, TemplateWords.Partial(words));
                break;
            case [['#', '>' or '*', .. var partial], ..]:
                Wrong(place, TemplateWords.Partial(words));
                Begin(place, BlockKind.If, partial.Length > 0 ? partial : parts.ElementAtOrDefault(1) ?? string.Empty, null, false);
                break;
            case ["else", "if", var path]:
                Otherwise(place);
                Begin(place, BlockKind.If, "if", path, isChained: true);
                break;
            case ["else"] or ["^"]:
                Otherwise(place);
                break;
            case [['#', .. var block], ..]:
                ReadBlock(place, words, block.Length > 0 ? [block, .. parts[1..]] : parts[1..]);
                break;
            case [['/', .. var end], ..]:
                Close(place, end.Length > 0 ? end : string.Concat(parts[1..]));
                break;
            case [var path]:
                ReadValue(place, path);
                break;
            default:
                Wrong(place, $"{TemplateWords.Written(words)} calls a helper, “{parts[0]}”, that there isn't. {TemplateWords.Known}.");
                break;
        }
    }

    private void ReadBlock(TemplatePlace place, string words, string[] parts)
    {
        BlockKind? kind = parts.FirstOrDefault() switch
        {
            "if" => BlockKind.If,
            "unless" => BlockKind.Unless,
            "each" => BlockKind.Each,
            "with" => BlockKind.With,
            _ => null,
        };
        if (kind is null)
            Wrong(place, $"{TemplateWords.Written(words)} is no block that there is. {TemplateWords.Known}.");
        else if (parts.Length != 2)
            Wrong(
                place, $"{TemplateWords.Written(words)} needs one field behind “{parts[0]}”, such as {TemplateWords.Example(kind.Value)}.");

        // What can't be understood is opened all the same, so that its end is none without a beginning.
        var name = kind is null || parts.Length != 2 ? null : parts[1];
        Begin(place, kind ?? BlockKind.If, parts.FirstOrDefault() ?? string.Empty, name, isChained: false);
    }

    private void Begin(TemplatePlace place, BlockKind kind, string word, string? name, bool isChained)
    {
        var path = name is null ? null : Find(place, name);
        if (path is not null && TemplateWords.ProblemOf(kind, path, scopes.IsInLoop) is { } problem)
        {
            Wrong(place, problem);
            path = null;
        }

        if (++blocks == MostBlocks + 1)
            Wrong(place, $"This is block {MostBlocks + 1}; a template has at most {MostBlocks}.");
        if (open.Count == Deepest)
            Wrong(place, $"Blocks stand in each other more than {Deepest} deep here.");
        var isEntered = kind is BlockKind.Each or BlockKind.With;
        if (isEntered)
            scopes.Enter(path?.Field.Inside, kind == BlockKind.Each);
        open.Push(new Open(place, kind, word, path, nodes, isChained) { IsEntered = isEntered });
        nodes = [];
    }

    private void Otherwise(TemplatePlace place)
    {
        if (!open.TryPeek(out var block) || block.Body is not null)
        {
            Wrong(place, "{{else}} stands in no block that it could belong to, such as {{#if impact}} … {{else}} … {{/if}}.");
            return;
        }

        Leave(block);
        block.Body = nodes;
        nodes = [];
    }

    private void Close(TemplatePlace place, string word)
    {
        while (open.TryPeek(out var chained) && chained.IsChained)
            End();
        if (!open.TryPeek(out var block))
        {
            Wrong(place, $"{{{{/{word}}}}} ends nothing: there is no {{{{#{word}}}}} before it.");
            return;
        }

        if (block.Word != word)
        {
            Wrong(place, $"{{{{/{word}}}}} stands where {{{{/{block.Word}}}}} is needed, for the block of line {block.Place.Line}.");
            if (!open.Any(one => one.Word == word))
                return;
            while (open.Peek().Word != word)
                End();
        }

        End();
    }

    private void End()
    {
        var block = open.Pop();
        Leave(block);
        var (body, otherwise) = block.Body is null ? (nodes, []) : (block.Body, nodes);
        nodes = block.Around;
        if (block.Path is { } path)
            nodes.Add(new BlockNode(block.Place, block.Kind, path, body, otherwise));
    }

    private void Leave(Open block)
    {
        if (block.IsEntered)
            scopes.Leave();
        block.IsEntered = false;
    }

    private void ReadValue(TemplatePlace place, string name)
    {
        if (Find(place, name) is not { } path)
            return;

        if (TemplateWords.ProblemOf(path) is { } problem)
            Wrong(place, problem);
        else
            nodes.Add(new ValueNode(place, path));
    }

    private TemplatePath? Find(TemplatePlace place, string name)
    {
        var path = scopes.Find(name, out var problem);
        if (problem.Length > 0)
            Wrong(place, problem.EndsWith('?') ? problem : problem + ".");
        return path;
    }

    private void Wrong(TemplatePlace place, string sentence) => mistakes.Add(place.Wrong(sentence));

    private sealed class Open(
        TemplatePlace place, BlockKind kind, string word, TemplatePath? path, List<TemplateNode> around, bool isChained)
    {
        public TemplatePlace Place => place;

        public BlockKind Kind => kind;

        public string Word => word;

        public TemplatePath? Path => path;

        public List<TemplateNode> Around => around;

        public bool IsChained => isChained;

        public bool IsEntered { get; set; }

        public List<TemplateNode>? Body { get; set; }
    }
}
