using System.Collections;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Templates;

/// <summary>Writes an incident's draft with a template: the same record gives the same bytes.</summary>
/// <param name="facts">What is known of the incident.</param>
/// <param name="anchors">Where the references to sections lead in this template.</param>
/// <param name="output">What takes the draft in.</param>
internal sealed class TemplateWriter(DraftFacts facts, SectionAnchors anchors, TemplateOutput output)
{
    // What the bot writes by itself is written once, also where a condition asks for it first.
    private readonly Dictionary<TemplateField, object?> kept = new(ReferenceEqualityComparer.Instance);

    private readonly List<object> scopes = [facts];
    private readonly List<LoopPlace> loops = [];

    /// <summary>The draft; null: it would become longer than a draft may be.</summary>
    /// <param name="nodes">The template.</param>
    public string? Write(IReadOnlyList<TemplateNode> nodes)
    {
        WriteAll(nodes);
        return output.IsFull ? null : output.ToString();
    }

    private void WriteAll(IReadOnlyList<TemplateNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (output.IsFull)
                return;
            if (node is TextNode text)
                output.Text(text.Text);
            else if (node is ValueNode value)
                output.Value(Markdown(value.Path));
            else if (node is BlockNode block)
                Write(block);
        }
    }

    private void Write(BlockNode block)
    {
        if (block.Kind == BlockKind.Each)
            WriteEach(block);
        else if (block.Kind == BlockKind.With)
            Within(Read(block.Path)!, block.Body);
        else
            WriteAll(HasSomething(Read(block.Path)) == (block.Kind == BlockKind.If) ? block.Body : block.Otherwise);
    }

    private void WriteEach(BlockNode block)
    {
        if (Read(block.Path) is not IList { Count: > 0 } items)
        {
            WriteAll(block.Otherwise);
            return;
        }

        for (var at = 0; at < items.Count && !output.IsFull; at++)
        {
            loops.Add(new LoopPlace(at, at == items.Count - 1));
            Within(items[at]!, block.Body);
            loops.RemoveAt(loops.Count - 1);
        }
    }

    private void Within(object scope, IReadOnlyList<TemplateNode> nodes)
    {
        scopes.Add(scope);
        WriteAll(nodes);
        scopes.RemoveAt(scopes.Count - 1);
    }

    private static bool HasSomething(object? value) => value switch
    {
        null => false,
        bool isSo => isSo,
        string text => !string.IsNullOrWhiteSpace(text),
        ICollection items => items.Count > 0,
        _ => true,
    };

    private string Markdown(TemplatePath path)
    {
        var text = Read(path) as string ?? string.Empty;
        return path.Field.Kind switch
        {
            FieldKind.Word or FieldKind.Text => MarkdownText.WithoutClosing(MarkdownWords.OneLine(text)),
            FieldKind.Reference => anchors.Rewrite(text),
            _ => text,
        };
    }

    private object? Read(TemplatePath path)
    {
        if (path.InLoop is { } place)
            return place.Read(loops[^1]);

        var value = (object?)scopes[^(1 + path.Up)];
        foreach (var field in path.Fields)
        {
            if (value is null)
                return null;
            value = field.Kind is FieldKind.Section or FieldKind.List && ReferenceEquals(value, facts)
                ? Kept(field)
                : field.Read(value);
        }

        return value;
    }

    private object? Kept(TemplateField field)
    {
        if (!kept.TryGetValue(field, out var value))
        {
            value = field.Read(facts);
            kept[field] = value = value is string body && field.Name != "timeline" ? anchors.Rewrite(body) : value;
        }

        return value;
    }
}
