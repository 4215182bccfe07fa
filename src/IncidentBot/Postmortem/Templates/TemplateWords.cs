namespace IncidentBot.Postmortem.Templates;

/// <summary>Says what is wrong with a tag of a template, and what to write instead.</summary>
internal static class TemplateWords
{
    /// <summary>What tags there are.</summary>
    public const string Known = "A template has {{field}}, {{#if}}, {{#unless}}, {{#each}}, {{#with}}, {{else}} and {{! comments}}";

    /// <summary>A tag as it is written.</summary>
    public static string Written(string words) => "{{" + words + "}}";

    /// <summary>A tag that would leave something unescaped.</summary>
    public static string Unescaped(string words) =>
        $"Write {Written(words.Trim('{', '}', '&', ' '))}, with two braces: nothing can be left unescaped.";

    /// <summary>A tag that would take in something from elsewhere.</summary>
    public static string Partial(string words) =>
        $"{Written(words)} would take in a partial; a template is one file without partials.";

    /// <summary>How a block begins.</summary>
    public static string Example(BlockKind kind) => kind switch
    {
        BlockKind.Each => "{{#each actions}}",
        BlockKind.With => "{{#with times}}",
        BlockKind.Unless => "{{#unless impact}}",
        _ => "{{#if impact}}",
    };

    /// <summary>Why a block can't be about a field; null: it can.</summary>
    /// <param name="kind">What the block does.</param>
    /// <param name="path">The field.</param>
    /// <param name="isInLoop">Whether the block stands in a list.</param>
    public static string? ProblemOf(BlockKind kind, TemplatePath path, bool isInLoop) => (kind, path.Field.Kind) switch
    {
        (BlockKind.Each, not FieldKind.List) =>
            $"“{path.Name}” is no list, so {{{{#each}}}} can't go through it; a list is {Example(kind)}.",
        // Else a template could go through all of a long record for each line of it.
        (BlockKind.Each, _) when path.Up > 0 && isInLoop =>
            $"“{path.Name}” is a list around the one that it stands in: within {{{{#each}}}} only the lists of its items can be gone "
                + "through.",
        (BlockKind.With, not FieldKind.Group) => $"“{path.Name}” has no fields of its own, so {{{{#with}}}} can't be about it.",
        (BlockKind.If or BlockKind.Unless, FieldKind.Group) =>
            $"“{path.Name}” is always there; ask for one of its fields, such as {FirstOf(path)}.",
        _ => null,
    };

    /// <summary>Why a field can't be written; null: it can.</summary>
    public static string? ProblemOf(TemplatePath path) => path.Field.Kind switch
    {
        FieldKind.Flag => $"{Written(path.Name)} is only yes or no: ask for it with {{{{#if {path.Name}}}}}.",
        FieldKind.List => $"{Written(path.Name)} is a list: go through it with {{{{#each {path.Name}}}}}.",
        FieldKind.Group => $"{Written(path.Name)} has fields: choose one, such as {Written(FirstOf(path))}.",
        _ => null,
    };

    private static string FirstOf(TemplatePath path) => $"{path.Name}.{path.Field.Inside!.Fields[0].Name}";
}
