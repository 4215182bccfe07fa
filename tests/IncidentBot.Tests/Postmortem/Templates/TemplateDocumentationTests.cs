using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Tests.Postmortem.Templates;

/// <summary>The documentation lists the fields that there are, and its examples are templates; INCIDENTBOT_APPROVE=1 writes the lists anew.</summary>
public sealed partial class TemplateDocumentationTests
{
    private const string Begin = "<!-- fields -->\n", End = "<!-- end of fields -->\n";

    [Fact]
    public void It_lists_every_field_with_its_kind_and_meaning()
    {
        var (before, rest) = (Text()[..(Text().IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)], Text()[Text().IndexOf(End, StringComparison.Ordinal)..]);
        if (Environment.GetEnvironmentVariable("INCIDENTBOT_APPROVE") == "1")
            File.WriteAllText(Place(), before + Fields() + rest);

        Assert.Equal(before + Fields() + rest, Text());
    }

    [Fact]
    public void Each_example_is_a_template_without_mistakes()
    {
        var examples = Example().Matches(Text()).Select(match => match.Groups["text"].Value).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(DraftTemplate.Read(example).Mistakes));
    }

    private static string Fields()
    {
        var text = new StringBuilder("\n### Of the incident\n");
        Table(text, IncidentModel.Fields.Fields.Where(field => field.Inside is null));
        foreach (var field in IncidentModel.Fields.Fields.Where(field => field.Kind == FieldKind.Group))
            Table(text.Append($"\n### `{field.Name}`: {Small(field.Meaning)}\n"), field.Inside!.Fields, field.Name + ".");
        foreach (var field in IncidentModel.Fields.Fields.Where(field => field.Kind == FieldKind.List))
            List(text, field, string.Empty);
        Table(text.Append("\n### Within every list\n"), LoopPlace.Model.Fields);
        return text.Append('\n').ToString();
    }

    private static void List(StringBuilder text, TemplateField field, string within)
    {
        Table(text.Append($"\n### `{{{{#each {field.Name}}}}}`{within}: {Small(field.Meaning)}\n"), field.Inside!.Fields);
        foreach (var inner in field.Inside.Fields.Where(inner => inner.Kind == FieldKind.List))
            List(text, inner, $" within `{field.Name}`");
    }

    private static void Table(StringBuilder text, IEnumerable<TemplateField> fields, string prefix = "")
    {
        text.Append("\n| Field | Kind | What it says |\n| --- | --- | --- |\n");
        foreach (var field in fields)
            text.Append($"| `{prefix}{field.Name}` | {field.Kind.ToString().ToLowerInvariant()} | {field.Meaning} |\n");
    }

    private static string Small(string words) => words.StartsWith("All ", StringComparison.Ordinal) || char.IsUpper(words[1]) ? words : char.ToLowerInvariant(words[0]) + words[1..];

    private static string Text() => File.ReadAllText(Place());

    private static string Place([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "docs", "templates.md");

    [GeneratedRegex(@"```handlebars\n(?<text>[\s\S]*?)```", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Example();
}
