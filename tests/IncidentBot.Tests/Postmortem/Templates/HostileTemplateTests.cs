using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Postmortem;
using IncidentBot.Tests.Postmortem.Facts;

namespace IncidentBot.Tests.Postmortem.Templates;

/// <summary>Whatever people write, and wherever a template puts it: a renderer shows the template's structure and no other.</summary>
public sealed class HostileTemplateTests
{
    // Each kind of place: titles, paragraphs, lists, nested lists, tables, quotations, bold and italic words, right beside words and marks.
    private const string Places =
        """
        # {{id}}: {{title}}

        {{title}}

        Services: {{services}}; led by {{commander}}, declared by {{declaredBy}} in {{channel}}. {{impact}} {{impactEvidence}}

        ## Places

        ### {{title}}

        ### About "{{title}}" #

        > {{title}}
        > {{impact}}

        | {{title}} | Owner |
        | --- | --- |
        {{#each actions}}
        | {{words}} | {{owner}} {{kind}} {{doneWhen}} {{reason}} {{link}} |
        {{/each}}

        {{#each entries}}
        - {{words}}
        - ({{by}}) {{evidence}}, {{words}}, "{{words}}": {{words}}.
          {{words}}
        {{/each}}

        1. {{title}}
        2. a
           - {{title}}

        {{#each whys}}
        * {{words}} {{evidence}}
        {{/each}}

        {{#each answers}}
        + {{question}} {{words}} {{by}}
        {{/each}}

        {{#each affectedServices}}{{name}}, {{/each}}and so on.

        {{#each changes}}
        - {{name}} {{by}} {{description}} {{evidence}}
        {{/each}}

        {{#each roles}}
        {{role}}: {{name}}
        {{/each}}

        {{#each earlySigns}}
        {{words}} {{by}}

        {{/each}}

        """;

    [Fact]
    public void No_text_makes_structure_of_its_own_in_any_place() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(PeoplesWords.Arbitrary, text => PeoplesWords.Seen(text).Length == 0 || Shape(text) == Shape("word")));

    [Theory]
    [InlineData("\n## Injected")]
    [InlineData("x\n\n# Injected\n\n- a\n- b")]
    [InlineData("| a | b |\n| --- | --- |")]
    [InlineData("](https://evil.example) [x")]
    [InlineData("![x](https://evil.example/x.png)")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("```\ncode")]
    [InlineData("{{title}} {{> x}} {{#each actions}}")]
    [InlineData("#")]
    [InlineData("a #")]
    [InlineData("---")]
    [InlineData("1. a")]
    [InlineData(". a")]
    public void Nor_does_what_looks_like_it(string text) => Assert.Equal(Shape("word"), Shape(text));

    [Fact]
    public void The_draft_of_an_own_template_has_no_other_sections_whatever_people_say() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(PeoplesWords.Arbitrary, text => Rendered.Body(PostmortemDocument.Assemble(HostileTextTests.Of(text) with { Templates = OwnTemplate.Templates }))
            .QuerySelectorAll("h1, h2").Skip(1).All(title => OwnTemplate.Text.Contains($"## {title.TextContent}\n", StringComparison.Ordinal))));

    // How many of each element there are. An address in what people wrote may lead to it, and where they wrote nothing a list becomes loose.
    private static string Shape(string text)
    {
        var body = Rendered.Body(PostmortemDocument.Assemble(HostileTextTests.Of(text).With(Places, Places)));
        Assert.All(body.QuerySelectorAll("a"), link => Assert.StartsWith("http", link.GetAttribute("href"), StringComparison.OrdinalIgnoreCase));
        return string.Join(' ', body.QuerySelectorAll("*").Where(one => one.LocalName is not ("a" or "br" or "p")).CountBy(one => one.LocalName).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}:{one.Value}"));
    }
}
