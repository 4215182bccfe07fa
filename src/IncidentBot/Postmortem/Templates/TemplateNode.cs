namespace IncidentBot.Postmortem.Templates;

/// <summary>A piece of a template.</summary>
/// <param name="Place">Where it begins.</param>
internal abstract record TemplateNode(TemplatePlace Place);

/// <summary>Text of its author, written as it is.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Text">The text.</param>
internal sealed record TextNode(TemplatePlace Place, string Text) : TemplateNode(Place);

/// <summary>The value of a field.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Path">Which field.</param>
internal sealed record ValueNode(TemplatePlace Place, TemplatePath Path) : TemplateNode(Place);

/// <summary>A block: what stands in it, and what stands there otherwise.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Path">What it is about.</param>
/// <param name="Body">What stands in it.</param>
/// <param name="Otherwise">What stands behind its <c>else</c>; empty: nothing.</param>
internal sealed record BlockNode(
    TemplatePlace Place, BlockKind Kind, TemplatePath Path, IReadOnlyList<TemplateNode> Body, IReadOnlyList<TemplateNode> Otherwise)
    : TemplateNode(Place);

/// <summary>What a block does.</summary>
internal enum BlockKind
{
    /// <summary>Its body stands there if the field has something.</summary>
    If,

    /// <summary>Its body stands there if the field has nothing.</summary>
    Unless,

    /// <summary>Its body stands there for each item of a list.</summary>
    Each,

    /// <summary>Its body is about a group of fields.</summary>
    With,
}

/// <summary>Which field is meant, as it was found when the template was read.</summary>
/// <param name="Name">How it was written.</param>
/// <param name="Up">So many lists and groups further out than the innermost one.</param>
/// <param name="Fields">The field, behind the groups that lead to it; empty: <paramref name="InLoop"/> is meant.</param>
/// <param name="InLoop">What it says of the place in the list; null: it is a field.</param>
internal sealed record TemplatePath(string Name, int Up, IReadOnlyList<TemplateField> Fields, TemplateField? InLoop)
{
    /// <summary>The field itself.</summary>
    public TemplateField Field => InLoop ?? Fields[^1];
}

/// <summary>Where in a list its item stands.</summary>
/// <param name="Index">Counts from 0.</param>
/// <param name="IsLast">Whether it is the last one.</param>
internal sealed record LoopPlace(int Index, bool IsLast)
{
    /// <summary>What templates can ask of it.</summary>
    public static TemplateModel Model { get; } = new(
    [
        FieldsOf<LoopPlace>.Flag("@first", "In a list: whether this is its first item", static place => place.Index == 0),
        FieldsOf<LoopPlace>.Flag("@last", "In a list: whether this is its last item", static place => place.IsLast),
        FieldsOf<LoopPlace>.Word(
            "@index", "In a list: the number of this item, from 0",
            static place => place.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ]);
}
