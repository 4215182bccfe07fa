using IncidentBot.Language;

namespace IncidentBot.Postmortem.Templates;

/// <summary>Knows which fields can be named at a place of a template, and what was probably meant by a name that is none.</summary>
internal sealed class TemplateScopes
{
    private const string Outer = "../", This = "this.";

    private const int MostNamed = 12;

    // Null: a list or group that there isn't, in which nothing more is said to be wrong.
    private readonly List<(TemplateModel? Model, bool IsLoop)> open = [(IncidentModel.Fields, false)];

    /// <summary>Whether the place is in a list.</summary>
    public bool IsInLoop => open.Exists(one => one.IsLoop);

    /// <summary>What follows is about the fields of a list's items or of a group.</summary>
    /// <param name="model">The fields; null: they can't be known.</param>
    /// <param name="isLoop">Whether they are those of a list's items.</param>
    public void Enter(TemplateModel? model, bool isLoop) => open.Add((model, isLoop));

    /// <summary>What follows is about what it was about before.</summary>
    public void Leave() => open.RemoveAt(open.Count - 1);

    /// <summary>Finds a field.</summary>
    /// <param name="name">How it is written.</param>
    /// <param name="problem">What is wrong with the name; empty: nothing that is to be said.</param>
    /// <returns>The field; null: it can't be known.</returns>
    public TemplatePath? Find(string name, out string problem)
    {
        problem = string.Empty;
        if (open.Exists(static one => one.Model is null))
            return null;
        if (name.StartsWith('@'))
            return IsInLoop && LoopPlace.Model.Find(name) is { } place
                ? new TemplatePath(name, 0, [], place)
                : Unknown(LoopWords(name), out problem);

        var (bare, up) = (name, 0);
        for (; bare.StartsWith(Outer, StringComparison.Ordinal); up++)
            bare = bare[Outer.Length..];
        if (bare.StartsWith(This, StringComparison.Ordinal))
            bare = bare[This.Length..];
        if (up >= open.Count)
            return Unknown(
                $"{TemplateWords.Written(name)} leads out of the template: {Outer} stands for what is around a list or a group",
                out problem);

        var model = open[^(1 + up)].Model!;
        var fields = new List<TemplateField>();
        foreach (var part in bare.Split('.'))
        {
            if ((fields.Count == 0 ? model : InGroup(fields[^1]))?.Find(part) is not { } field)
                return Unknown(Meant(name, bare, model, up), out problem);
            fields.Add(field);
        }

        return new TemplatePath(name, up, fields, null);
    }

    private static TemplateModel? InGroup(TemplateField field) => field.Kind == FieldKind.Group ? field.Inside : null;

    private static TemplatePath? Unknown(string sentence, out string problem)
    {
        problem = sentence;
        return null;
    }

    private string LoopWords(string name) => IsInLoop
        ? $"{TemplateWords.Written(name)} is unknown; in a list there are "
            + string.Join(", ", LoopPlace.Model.Fields.Select(field => field.Name))
        : $"{TemplateWords.Written(name)} stands in no list; it says something of an item within {{{{#each}}}}";

    private string Meant(string name, string bare, TemplateModel model, int up)
    {
        var known = Names(model).ToList();
        var outer = open.SkipLast(1 + up).Reverse().Index().Where(one => Names(one.Item.Model!).Contains(bare)).ToList();
        var meant = outer.Count > 0 ? string.Concat(Enumerable.Repeat(Outer, up + outer[0].Index + 1)) + bare
            : known.Find(one => one.EndsWith($".{bare}", StringComparison.Ordinal)) is { } inGroup ? Prefix(up) + inGroup
            : Words.Nearest(bare, known) is { } near ? Prefix(up) + near
            : null;
        var hint = meant is null
            ? $"there are {string.Join(", ", known.Take(MostNamed))}{(known.Count > MostNamed ? " and others" : string.Empty)}"
            : $"did you mean {TemplateWords.Written(meant)}?";
        return $"{TemplateWords.Written(name)} is unknown here; {hint}";
    }

    private static string Prefix(int up) => string.Concat(Enumerable.Repeat(Outer, up));

    private static IEnumerable<string> Names(TemplateModel model) => model.Fields.SelectMany(
        field => field.Kind == FieldKind.Group ? field.Inside!.Fields.Select(inner => $"{field.Name}.{inner.Name}") : [field.Name]);
}
