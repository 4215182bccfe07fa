using System.Text.Json.Nodes;
using IncidentBot.Host.Linting;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Process;
using IncidentBot.Language.Blameless;

namespace IncidentBot.Host.Tests.Linting;

/// <summary><c>lint FILE...</c>, as it is typed.</summary>
public sealed class LintCommandTests : IDisposable
{
    private readonly TestTerminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Fact]
    public async Task Nothing_found_ends_with_0()
    {
        Write("good.md", "The certificate wasn't renewed.\n");

        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("lint", "good.md"));
        Assert.Equal("0 findings in 1 file.\n", terminal.Out);
    }

    [Fact]
    public async Task Text_says_where_why_and_what_to_write_instead()
    {
        Write("draft.md", "# Draft\n\nMaya forgot to renew the certificate.\n");

        Assert.Equal(1, await terminal.RunAsync("lint", "draft.md"));
        Assert.Equal(
            """
            draft.md:3:1: Maya forgot to renew (blame-person)
                It names a person as the one who failed; others would have done the same in the same place.
                Better: The certificate wasn't renewed; what would have reminded us?

            1 finding in 1 file.

            """,
            terminal.Out, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Json_has_a_field_for_each_of_it()
    {
        Write("a.md", "Fine.\n");
        Write("b.md", "\uFEFFAll well.\r\n\r\nIn short, Maya forgot to renew the certificate.\r\n");

        Assert.Equal(1, await terminal.RunAsync("lint", "a.md", "b.md", "--format", "json"));

        var finding = Assert.Single(JsonNode.Parse(terminal.Out)!["findings"]!.AsArray())!;
        Assert.Equal(["file", "line", "column", "length", "rule", "words", "why", "rewrite"], finding.AsObject().Select(field => field.Key));
        Assert.Equal(("b.md", 3, 11, 20), ((string)finding["file"]!, (int)finding["line"]!, (int)finding["column"]!, (int)finding["length"]!));
        Assert.Equal(("blame-person", "Maya forgot to renew"), ((string)finding["rule"]!, (string)finding["words"]!));
    }

    [Fact]
    public async Task No_findings_are_an_empty_list_in_json()
    {
        Write("a.md", "");

        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("lint", "a.md", "--format", "json"));
        Assert.Empty(JsonNode.Parse(terminal.Out)!["findings"]!.AsArray());
    }

    [Fact]
    public async Task GitHub_gets_a_warning_for_each_finding()
    {
        Write("draft.md", "Maya forgot to renew the certificate.\n");

        Assert.Equal(1, await terminal.RunAsync("lint", "draft.md", "--format", "github"));
        Assert.StartsWith("::warning file=draft.md,line=1,col=1,title=blame-person::\"Maya forgot to renew\": It names", terminal.Out, StringComparison.Ordinal);
        Assert.Single(terminal.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void What_steers_a_workflow_command_is_escaped() => Assert.Equal(
        "::warning file=a%3Ab%2Cc%25.md,line=1,col=2,title=blame-person::\"100 %25, really: x%0Ay\": Why. Better: Rewrite.\n",
        LintReport.WorkflowCommands([new FileFinding("a:b,c%.md", new BlamelessFinding(1, 2, 3, "blame-person", "100 %, really: x\ny", "Why.", "Rewrite."))]));

    [Fact]
    public async Task A_person_who_is_given_is_known()
    {
        Write("a.md", "Gerrit failed to restart the pool.\n");

        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("lint", "a.md"));
        Assert.Equal(1, await terminal.RunAsync("lint", "a.md", "--person", "Gerrit de Vries", "--person", "sam"));
    }

    [Theory]
    [InlineData("missing.md", "missing.md does not exist")]
    [InlineData(".", ". is a folder")]
    [InlineData("latin.md", "latin.md is not UTF-8: see byte 5.")]
    [InlineData("large.md", "large.md is larger than 10 MiB")]
    public async Task An_unreadable_file_ends_with_2_and_a_sentence(string file, string said)
    {
        Write("good.md", "Maya forgot it.\n");
        File.WriteAllBytes(terminal.File("latin.md"), [.. "caf "u8, 0xE9]);
        File.WriteAllBytes(terminal.File("large.md"), new byte[(10 << 20) + 1]);

        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync("lint", "good.md", file));
        Assert.Contains(said, terminal.Error, StringComparison.Ordinal);
        Assert.Empty(terminal.Out);
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("lint", "good.md", "--format", "xml")]
    public async Task Wrong_words_end_with_2(params string[] words)
    {
        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync(words));
        Assert.NotEmpty(terminal.Error);
    }

    private void Write(string name, string text) => File.WriteAllText(terminal.File(name), text);
}
