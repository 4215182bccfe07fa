using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Tests.Postmortem.Templates;

/// <summary>What is wrong with a template is said before the first incident is written with it, by name, line and column.</summary>
public sealed class TemplateReaderTests
{
    [Theory]
    [InlineData("{{titel}}", 3, 1, "{{titel}} is unknown here; did you mean {{title}}?")]
    [InlineData("\nOn {{times.detectd}}", 4, 4, "{{times.detectd}} is unknown here; did you mean {{times.detected}}?")]
    [InlineData("{{detected}}", 3, 1, "did you mean {{times.detected}}?")]
    [InlineData("{{#if isSev1}}\n{{#unless impact}}\nWhat? {{impct}}\n{{/unless}}\n{{/if}}", 5, 7, "{{impct}} is unknown here; did you mean {{impact}}?")]
    [InlineData("{{#each actions}}\n- {{words}}, {{ownr}}\n{{/each}}", 4, 14, "{{ownr}} is unknown here; did you mean {{owner}}?")]
    [InlineData("{{#each actions}}\n- {{title}}\n{{/each}}", 4, 3, "{{title}} is unknown here; did you mean {{../title}}?")]
    [InlineData("{{#each days}}\n{{#each lines}}\n- {{day}}\n{{/each}}\n{{/each}}", 5, 3, "did you mean {{../day}}?")]
    [InlineData("{{#each actions}}\n- {{../../title}}\n{{/each}}", 4, 3, "{{../../title}} leads out of the template")]
    [InlineData("{{#each nothing}}\n- {{words}}\n{{/each}}", 3, 1, "{{nothing}} is unknown here")]
    [InlineData("{{#if sections.sumary}}x{{/if}}", 3, 1, "did you mean {{sections.summary}}?")]
    [InlineData("{{@index}}", 3, 1, "{{@index}} stands in no list")]
    [InlineData("{{#each actions}}\n- {{@key}}\n{{/each}}", 4, 3, "in a list there are @first, @last, @index")]
    [InlineData("{{#if impact}}x", 3, 1, "{{#if}} is never closed; write {{/if}} where it ends.")]
    [InlineData("{{#each actions}}\n{{#if words}}\n- x\n{{/each}}", 6, 1, "{{/each}} stands where {{/if}} is needed, for the block of line 4.")]
    [InlineData("x{{/if}}", 3, 2, "{{/if}} ends nothing")]
    [InlineData("{{else}}", 3, 1, "{{else}} stands in no block")]
    [InlineData("{{#if impact}}a{{else}}b{{else}}c{{/if}}", 3, 25, "{{else}} stands in no block")]
    [InlineData("{{title", 3, 1, "{{title is never closed")]
    [InlineData("{{{title}}}", 3, 1, "Write {{title}}, with two braces")]
    [InlineData("{{& title}}", 3, 1, "Write {{title}}, with two braces")]
    [InlineData("{{> footer}}", 3, 1, "a template is one file without partials")]
    [InlineData("{{#*inline \"a\"}}x{{/inline}}", 3, 1, "a template is one file without partials")]
    [InlineData("{{upper title}}", 3, 1, "{{upper title}} calls a helper, “upper”, that there isn't.")]
    [InlineData("{{include \"/etc/passwd\"}}", 3, 1, "calls a helper, “include”, that there isn't.")]
    [InlineData("{{#table actions}}x{{/table}}", 3, 1, "{{#table actions}} is no block that there is.")]
    [InlineData("{{#if}}x{{/if}}", 3, 1, "{{#if}} needs one field behind “if”, such as {{#if impact}}.")]
    [InlineData("{{#each actions as |one|}}x{{/each}}", 3, 1, "needs one field behind “each”, such as {{#each actions}}.")]
    [InlineData("{{#if (eq severity 1)}}x{{/if}}", 3, 1, "needs one field behind “if”")]
    [InlineData("{{#each impact}}x{{/each}}", 3, 1, "“impact” is no list")]
    [InlineData("{{#with impact}}x{{/with}}", 3, 1, "“impact” has no fields of its own")]
    [InlineData("{{#if times}}x{{/if}}", 3, 1, "“times” is always there; ask for one of its fields, such as times.impactStart.")]
    [InlineData("{{#each actions}}\n{{#each ../entries}}\n- x\n{{/each}}\n{{/each}}", 4, 1, "“../entries” is a list around the one that it stands in")]
    [InlineData("{{isDrill}}", 3, 1, "{{isDrill}} is only yes or no: ask for it with {{#if isDrill}}.")]
    [InlineData("{{actions}}", 3, 1, "{{actions}} is a list: go through it with {{#each actions}}.")]
    [InlineData("{{times}}", 3, 1, "{{times}} has fields: choose one, such as {{times.impactStart}}.")]
    [InlineData("{{}}", 3, 1, "{{}} names no field")]
    [InlineData("## Of {{title}}", 3, 7, "The title of a section is the same in every draft: it can have no fields and no blocks.")]
    [InlineData("## A{{#if impact}} and B{{/if}}", 3, 5, "The title of a section is the same in every draft")]
    [InlineData("{{#each actions}}\n## Action\n{{/each}}", 4, 1, "“Action” stands in a list")]
    [InlineData("## Part", 3, 1, "“Part” is the title of two sections; give this one another.")]
    [InlineData("`{{title}}`", 3, 2, "{{title}} stands in code, in an address or in HTML")]
    [InlineData("```\n{{title}}\n```", 4, 1, "{{title}} stands in code, in an address or in HTML")]
    [InlineData("[wiki](https://wiki.example/{{title}})", 3, 29, "{{title}} stands in code, in an address or in HTML")]
    [InlineData("[{{title}}](https://wiki.example/)", 3, 2, "{{title}} stands in a link")]
    [InlineData("<div title=\"{{title}}\">x</div>", 3, 13, "{{title}} stands in code, in an address or in HTML")]
    [InlineData("<!-- {{title}} -->", 3, 6, "{{title}} stands in code, in an address or in HTML")]
    [InlineData("1{{title}}", 3, 2, "{{title}} needs a space before it")]
    [InlineData("{{id}}{{title}}", 3, 7, "{{title}} needs a space before it")]
    [InlineData("!{{impactEvidence}}", 3, 2, "{{impactEvidence}} needs a space before it")]
    [InlineData("See {{sections.impact}}", 3, 5, "{{sections.impact}} is the body of a section: it needs a line of its own")]
    [InlineData("- {{sections.impact}}", 3, 3, "{{sections.impact}} is the body of a section")]
    [InlineData("Look:\n{{sections.impact}}", 4, 1, "{{sections.impact}} is the body of a section")]
    [InlineData("{{#each days}}\n{{#each lines}}\n{{line}}\n{{/each}}\n{{/each}}", 5, 1, "{{line}} can have several lines: it needs a list item")]
    [InlineData("{{#each days}}\n{{#each lines}}\n1. {{line}}\n{{/each}}\n{{/each}}", 5, 4, "{{line}} can have several lines: it needs a list item")]
    [InlineData("{{#if impact}}x{{else}}`{{title}}`{{/if}}", 3, 25, "{{title}} stands in code")]
    [InlineData("{{#if impact}}\n{{#if isOpen}}x{{else}}`{{title}}`{{/if}}\n{{else}}x{{/if}}", 4, 25, "{{title}} stands in code")]
    [InlineData("{{#each actions}}\n- x\n{{else}}\n`{{title}}`\n{{/each}}", 6, 2, "{{title}} stands in code")]
    public void A_mistake_is_named_with_its_place(string part, int line, int column, string sentence)
    {
        var mistake = Assert.Single(DraftTemplate.Read($"## Part\n\n{part}\n").Mistakes);

        Assert.Contains(sentence, mistake.Sentence, StringComparison.Ordinal);
        Assert.Equal((line, column), (mistake.Line, mistake.Column));
    }

    [Fact]
    public void All_mistakes_are_named_in_their_order() => Assert.Equal(
        ["line 1, column 3: {{titel}}", "line 3, column 1: {{#iff impact}}", "line 5, column 1: {{naem}}"],
        DraftTemplate.Read("# {{titel}}\n\n{{#iff impact}}\n## A\n{{naem}}\n{{/iff}}\n").Mistakes.Select(one => one.ToString().Split(" is ")[0]));

    [Fact]
    public void A_template_without_a_section_says_how_one_begins() =>
        Assert.Contains("such as: ## Summary", Assert.Single(DraftTemplate.Read("# {{title}}\n").Mistakes).Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData("{{! a comment with {{ in it }}\n{{!-- one with }} in it --}}\nx")]
    [InlineData("\\{{title}} is how a field is written")]
    [InlineData("{{#each actions}}\n- {{this.words}} of {{../id}}{{#unless @last}},{{/unless}}\n{{else}}\nNone.\n{{/each}}")]
    [InlineData("{{#with times}}\n- {{detected}}, {{../title}}\n{{/with}}")]
    [InlineData("{{#if impact}}\na\n{{else if isOpen}}\nb\n{{else}}\nc\n{{/if}}")]
    [InlineData("| Action | Owner |\n| --- | --- |\n{{#each actions}}\n| {{words}} | {{#if owner}}{{owner}}{{else}}nobody{{/if}} |\n{{/each}}")]
    [InlineData("[The page of {{id}}](https://wiki.example/{{id}}) `{{id}}`")]
    [InlineData("{{#each days}}\n### {{day}}\n\n{{#each lines}}\n- **{{time}}** {{line}}\n{{/each}}\n\n{{/each}}")]
    [InlineData("a {{~#if impact~}} **{{impact}}** {{~/if~}}")]
    [InlineData("### About {{title}}\n\n> {{impact}}\n\n1. {{title}}")]
    public void What_a_template_can_do_is_accepted(string part) => Assert.Empty(DraftTemplate.Read($"## Part\n\n{part}\n").Mistakes);

    [Theory]
    [InlineData(PostmortemTemplate.Full)]
    [InlineData(PostmortemTemplate.Light)]
    public void The_templates_that_come_with_the_program_have_no_mistakes(PostmortemTemplate kind) => Assert.Empty(DraftTemplate.Read(UsualTemplate.Read(kind)).Mistakes);

    [Fact]
    public void Every_section_stands_in_the_full_template_under_its_usual_title() => Assert.Equal(
        SectionModel.Fields.Fields.Select(field => field.Role!).Where(role => role.Length > 0).Distinct().Order(StringComparer.Ordinal),
        DraftTemplate.Read(UsualTemplate.Read(PostmortemTemplate.Full)).Template!.Titles.Select(one => one.Role).Order(StringComparer.Ordinal));

    [Fact]
    public void A_template_as_large_as_one_may_be_is_read()
    {
        var text = "## A\n\n" + string.Concat(Enumerable.Repeat("{{#if impact}}\n- {{impact}} {{title}}\n{{else}}\n- {{title}}\n{{/if}}\n", 480));

        Assert.Empty(DraftTemplate.Read(text).Mistakes);
    }

    [Theory]
    [InlineData(501, 1, "This is block 501; a template has at most 500.")]
    [InlineData(1, 12, "Blocks stand in each other more than 10 deep here.")]
    public void Blocks_are_bounded(int many, int deep, string sentence) => Assert.Contains(
        DraftTemplate.Read("## A\n" + string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("{{#if impact}}", deep)) + string.Concat(Enumerable.Repeat("{{/if}}", deep)), many))).Mistakes,
        mistake => mistake.Sentence == sentence);
}
