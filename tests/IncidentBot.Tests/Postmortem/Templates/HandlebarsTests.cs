using System.Text.RegularExpressions;
using HandlebarsDotNet;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Tests.Postmortem.Templates;

/// <summary>A template is a Handlebars file: what is accepted gives what the usual implementation gives for the same fields.</summary>
public sealed class HandlebarsTests
{

    [Theory]
    [InlineData("# {{#if isDrill}}DRILL · {{/if}}{{id}}: {{title}}\n\n{{#if impact}}\n**{{impact}}**\n{{/if}}\n\nEnd")]
    [InlineData("{{#each milestones}}\n- {{name}} {{at}}{{#if took}}, {{took}}{{/if}}{{#unless @last}};{{/unless}}\n{{/each}}\nEnd")]
    [InlineData("{{#each milestones}}\n{{@index}} {{name}} of {{../id}}\n{{/each}}\n")]
    [InlineData("{{#each factors}}\n- {{words}}\n{{else}}\nNone of {{id}}.\n{{/each}}\nEnd")]
    [InlineData("{{#with times}}\n- {{detected}} {{../id}} {{closed}}\n{{/with}}\n")]
    [InlineData("{{#if isOpen}}\na\n{{else if isSev1}}\nb\n{{else}}\nc\n{{/if}}\nEnd")]
    [InlineData("{{#unless times.closed}}\nx {{#if isSev2}}2{{else}}not 2{{/if}}\n{{/unless}}\n")]
    [InlineData("a {{~#if impact~}} b {{~else~}} c {{~/if~}} d\n\n  {{~id~}}  e")]
    [InlineData("a\n  {{#if impact}}\n  b\n  {{/if}}\nc\n{{!-- d {{e}} --}}\nf {{! g }}\nh")]
    [InlineData("\\{{title}} and \\\\{{id}} and {{id}}")]
    [InlineData("{{#each days}}\n### {{day}}\n{{#each lines}}\n- {{time}} {{../day}} {{../../id}}\n{{/each}}\n{{/each}}\n")]
    [InlineData("{{#each affectedServices}}{{name}}{{#if @last}}.{{else}}, {{/if}}{{/each}}")]
    [InlineData("{{#each affectedServices}}{{#if @first}}{{/if}}{{this.name}} {{/each}}\n{{#if affectedServices}}some{{/if}}")]
    public void A_template_gives_what_handlebars_gives(string source)
    {
        var (nodes, mistakes) = TemplateReader.Read(source);
        Assert.Empty(mistakes);

        var facts = DraftFacts.Of(SampleRecord.Rich);
        var ours = new TemplateWriter(facts, new SectionAnchors([]), new TemplateOutput()).Write(nodes)!;

        Assert.Equal(WithoutGaps(Theirs(source, facts)), WithoutGaps(ours));
    }

    private static string Theirs(string source, DraftFacts facts) =>
        Handlebars.Create(new HandlebarsConfiguration { NoEscape = true }).Compile(source)(Values(IncidentModel.Fields, facts));

    // What a field says, escaped as it would be, so that only the template's own language is compared.
    private static Dictionary<string, object?> Values(TemplateModel model, object of) =>
        model.Fields.Where(field => field.Name != "sections").ToDictionary(field => field.Name, field => Value(field, field.Read(of)), StringComparer.Ordinal);

    private static object? Value(TemplateField field, object? value) => field.Kind switch
    {
        FieldKind.Group => Values(field.Inside!, value!),
        FieldKind.List => ((System.Collections.IEnumerable)value!).Cast<object>().Select(item => Values(field.Inside!, item)).ToList(),
        FieldKind.Text or FieldKind.Word => IncidentBot.Postmortem.Markdown.MarkdownWords.OneLine(value as string ?? string.Empty),
        _ => value,
    };

    private static string WithoutGaps(string text) => Regex.Replace(text.Trim('\n', ' '), "\n{3,}", "\n\n", RegexOptions.None, TimeSpan.FromSeconds(10));
}
