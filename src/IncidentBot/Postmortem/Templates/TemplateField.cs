namespace IncidentBot.Postmortem.Templates;

/// <summary>What a field is, which decides where a template may put it.</summary>
internal enum FieldKind
{
    /// <summary>Letters, digits, dots and hyphens alone: it can stand anywhere, also in an address.</summary>
    Word,

    /// <summary>Words in one line; what people wrote can't become mark-up.</summary>
    Text,

    /// <summary>A link or a reference in brackets, made by the bot.</summary>
    Reference,

    /// <summary>One or more lines, to stand behind the hyphen of a list item.</summary>
    Item,

    /// <summary>The body of a section: paragraphs, lists and tables.</summary>
    Section,

    /// <summary>Yes or no, to be asked by a condition.</summary>
    Flag,

    /// <summary>Several fields under one name.</summary>
    Group,

    /// <summary>A list, to be gone through.</summary>
    List,
}

/// <summary>A field that templates can use.</summary>
/// <param name="Name">How it is written, such as <c>title</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Meaning">What it says, for people who write templates; no full stop at its end.</param>
/// <param name="Read">Reads it off what it is a field of; null: nothing is known.</param>
internal sealed record TemplateField(string Name, FieldKind Kind, string Meaning, Func<object, object?> Read)
{
    /// <summary>The fields of a group, or of each item of a list; null: it is neither.</summary>
    public TemplateModel? Inside { get; init; }

    /// <summary>The usual title of the section that it makes of the one it stands in; null: it makes none.</summary>
    public string? Role { get; init; }
}

/// <summary>The fields of one thing.</summary>
/// <param name="Fields">The fields, in the order in which they are documented.</param>
internal sealed record TemplateModel(IReadOnlyList<TemplateField> Fields)
{
    /// <summary>A field by its name; null: there is none.</summary>
    public TemplateField? Find(string name) => Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal));
}

/// <summary>Makes the fields of things of one type.</summary>
/// <typeparam name="T">What they are fields of.</typeparam>
internal static class FieldsOf<T>
{
    /// <summary>A word that can stand anywhere.</summary>
    public static TemplateField Word(string name, string meaning, Func<T, string?> read) => Make(name, FieldKind.Word, meaning, read);

    /// <summary>Words, as plain text.</summary>
    public static TemplateField Text(string name, string meaning, Func<T, string?> read) => Make(name, FieldKind.Text, meaning, read);

    /// <summary>A link or a reference, as Markdown.</summary>
    public static TemplateField Reference(string name, string meaning, Func<T, string?> read) =>
        Make(name, FieldKind.Reference, meaning, read);

    /// <summary>What stands behind a hyphen, as Markdown.</summary>
    public static TemplateField Item(string name, string meaning, Func<T, string?> read) => Make(name, FieldKind.Item, meaning, read);

    /// <summary>The body of a section, as Markdown.</summary>
    public static TemplateField Section(string name, string role, string meaning, Func<T, string?> read) =>
        Make(name, FieldKind.Section, meaning, read) with { Role = role };

    /// <summary>Yes or no.</summary>
    public static TemplateField Flag(string name, string meaning, Func<T, bool> read) =>
        new(name, FieldKind.Flag, meaning, of => read((T)of));

    /// <summary>Several fields under one name.</summary>
    public static TemplateField Group(string name, string meaning, TemplateModel inside) =>
        new(name, FieldKind.Group, meaning, static of => of) { Inside = inside };

    /// <summary>A list.</summary>
    public static TemplateField List<TItem>(
        string name, string meaning, TemplateModel inside, Func<T, IEnumerable<TItem>> read, string? role = null)
        where TItem : notnull =>
        new(name, FieldKind.List, meaning, of => read((T)of).Select(static item => (object)item).ToList())
        {
            Inside = inside,
            Role = role,
        };

    private static TemplateField Make(string name, FieldKind kind, string meaning, Func<T, string?> read) =>
        new(name, kind, meaning, of => read((T)of));
}
