using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Process;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Host.Tests.Commands;

/// <summary><c>template check|show</c>, as it is typed; and a start that a template's mistake stops.</summary>
public sealed class TemplateCommandTests : IDisposable
{
    private const string Own = "# Review of {{id}}: {{title}}\n\n## In short\n\n{{sections.summary}}\n";

    private readonly TestTerminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Theory]
    [InlineData("full", "show")]
    [InlineData("light", "show", "--light")]
    public async Task Show_prints_a_template_that_check_finds_no_mistake_in(string kind, params string[] words)
    {
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync(["template", .. words]));
        var printed = terminal.Out;
        Assert.Equal(UsualTemplate.Read(kind == "full" ? PostmortemTemplate.Full : PostmortemTemplate.Light), printed);

        Write("own.hbs", printed);
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("template", "check", "own.hbs"));
        Assert.StartsWith("own.hbs has no mistakes (", terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_named_with_file_line_and_column_and_end_with_1()
    {
        Write("own.hbs", "# {{titel}}\n\n## A\n\n{{#each actions}}\n- {{ownr}}\n");

        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("template", "check", "own.hbs", "--incident", "INC-1"));
        Assert.Equal(
            [
                "own.hbs, line 1, column 3: {{titel}} is unknown here; did you mean {{title}}?",
                "own.hbs, line 5, column 1: {{#each}} is never closed; write {{/each}} where it ends.",
                "own.hbs, line 6, column 3: {{ownr}} is unknown here; did you mean {{owner}}?",
            ],
            terminal.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Empty(terminal.Out);
    }

    [Theory]
    [InlineData("missing.hbs does not exist", "missing.hbs")]
    [InlineData(". is a folder; choose a template.", ".")]
    [InlineData("empty.hbs is empty", "empty.hbs")]
    [InlineData("latin.hbs isn't in UTF-8", "latin.hbs")]
    [InlineData("large.hbs is larger than 64 KiB.", "large.hbs")]
    [InlineData("\"seven\" isn't an incident", "own.hbs", "--incident", "seven")]
    public async Task What_can_t_be_read_ends_with_2(string sentence, params string[] words)
    {
        Write("own.hbs", Own);
        Write("empty.hbs", string.Empty);
        Write("large.hbs", new string('x', DraftTemplate.LargestFile + 1));
        await File.WriteAllBytesAsync(terminal.File("latin.hbs"), [(byte)'#', 0xE4]);

        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync(["template", "check", .. words]));
        Assert.Contains(sentence, terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_prints_what_a_template_makes_of_an_incident_and_keeps_nothing()
    {
        await StartedAsync(string.Empty);
        Write("own.hbs", Own);

        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("template", "check", "own.hbs", "--incident", "INC-1"));
        Assert.StartsWith("# Review of INC-1: ", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("\n\n## In short\n\n", terminal.Out, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("template", "check", "own.hbs", "--incident", "INC-99"));
        Assert.StartsWith("There is no INC-99 in the store", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Template")]
    [InlineData("LightTemplate")]
    public async Task A_template_with_a_mistake_stops_the_start_with_its_key_and_place(string key)
    {
        Write("own.hbs", "## A\n\n{{#if isSev1}}\n{{impct}}\n{{/if}}\n");
        terminal.With($$$"""{"Postmortem":{"{{{key}}}":"own.hbs"}}""");

        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync("--urls", "http://127.0.0.1:0"));
        Assert.Contains($"Postmortem:{key}: own.hbs, line 4, column 1: {{{{impct}}}} is unknown here; did you mean {{{{impact}}}}?", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_isn_t_there_stops_the_start_and_says_how_to_get_one()
    {
        terminal.With("""{"Postmortem":{"Template":"postmortem.hbs"}}""");

        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync("export", "INC-1"));
        Assert.Contains("Postmortem:Template: postmortem.hbs can't be read", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("template show", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("markdown", "# Review of INC-1: Checkout\n\n## In short\n\n")]
    [InlineData("json", "# Review of INC-1: Checkout\\n\\n## In short\\n\\n")]
    [InlineData("html", "In short</h2>")]
    [InlineData("confluence", "<h2>In short</h2>")]
    public async Task Every_form_of_export_has_the_draft_of_the_template_that_is_set(string format, string part)
    {
        Write("own.hbs", Own);
        await StartedAsync(""","Postmortem":{"Template":"own.hbs","LightTemplate":"own.hbs"}""");

        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("export", "INC-1", "--format", format));
        Assert.Contains(part, terminal.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Contributing factors", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("evidence", "check", "INC-1"));
    }

    private async Task StartedAsync(string settings)
    {
        terminal.With($$"""{"Slack":{"BotToken":"xoxb-1","SigningSecret":"s"},"Store":{"ConnectionString":"Data Source={{terminal.File("data/bot.db")}}"}{{settings}}}""");
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Checkout", "--workspace", "T1", "--by", "maya"));
    }

    private void Write(string name, string text) => File.WriteAllText(terminal.File(name), text);
}
