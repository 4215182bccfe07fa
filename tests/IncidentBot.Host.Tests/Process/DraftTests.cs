using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Host.Tests.Process;

/// <summary>A postmortem from draft to publication over the whole way from Slack and back: edited, merged, reviewed, published.</summary>
public sealed class DraftTests : IAsyncLifetime
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(3);

    private Workplace place = null!;
    private string room = null!;
    private string store = null!;

    public async ValueTask InitializeAsync()
    {
        place = await Workplace.OpenAsync(settings =>
        {
            store = settings.Store.ConnectionString!;
            return settings;
        });
        room = (await place.StartAsync()).Id;
        await place.CommandAsync("maya", room, "role commander me");
        await place.CommandAsync("maya", room, "status resolved Errors are gone");
        await PassAsync(Later);
    }

    public async ValueTask DisposeAsync() => await place.DisposeAsync();

    [Fact]
    public async Task What_people_edit_by_form_stays_while_the_record_changes_and_two_at_once_are_told()
    {
        await place.PickAsync("maya", room, "list_sections 1");
        await place.ClickAsync("maya", room, "edit_section", await PlaceAsync("Lessons"));
        var mayas = await OpenedAsync("maya");
        Assert.Contains("Markdown. What you write stays", mayas["blocks"]!.ToJsonString(), StringComparison.Ordinal);
        await place.CommandAsync("sam", room, "postmortem edit Lessons");
        var sams = await OpenedAsync("sam");

        await SendAsync("maya", mayas, "Limits are per *pod*.");
        Assert.Equal("Saved as draft 2.", await place.AnswerToAsync("maya", room));
        await SendAsync("sam", sams, "Limits are per pod & node.");
        Assert.StartsWith("Saved as draft 3. Meanwhile maya had changed the same place", await place.AnswerToAsync("sam", room), StringComparison.Ordinal);
        await place.CommandAsync("maya", room, "severity 1");
        await PassAsync(Later);

        var draft = await MarkdownAsync();
        Assert.Contains("sam wrote:**\n\nLimits are per pod & node.\n", draft, StringComparison.Ordinal);
        Assert.Contains("maya says:**\n\nLimits are per *pod*.\n", draft, StringComparison.Ordinal);
        Assert.Contains("**Severity:** SEV1", draft, StringComparison.Ordinal);
        await place.CommandAsync("maya", room, "postmortem publish");
        Assert.Contains("In one place two texts stand. Keep one of them.", await place.AnswerToAsync("maya", room), StringComparison.Ordinal);

        await place.CommandAsync("maya", room, "postmortem edit Lessons");
        await SendAsync("maya", await OpenedAsync("maya"), "Limits are per pod.");
        Assert.Contains("## Lessons\n\nLimits are per pod.\n", await MarkdownAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_reviewed_and_published_and_the_announcement_s_thread_hears_of_it()
    {
        await place.CommandAsync("maya", room, "postmortem review <@U0LOCALSAM>");
        await place.ClickAsync("sam", room, "approve_draft");
        Assert.StartsWith("You approved draft 1.", await place.AnswerToAsync("sam", room), StringComparison.Ordinal);
        await place.CommandAsync("maya", room, "postmortem publish");

        var announced = await place.MessagesAsync("incidents");
        Assert.Contains(announced, message => message.Text?.StartsWith("INC-1 · the postmortem is published: draft 1.", StringComparison.Ordinal) == true);
        Assert.Equal(1, (int?)(await place.ExportAsync(1))["postmortem"]!["published"]!["version"]);
        Assert.Contains(await place.MessagesAsync(room), message => message.Text?.StartsWith("The postmortem is published: draft 1, by maya", StringComparison.Ordinal) == true);
        await PassAsync(TimeSpan.FromDays(20));
        Assert.DoesNotContain((await place.ReadAsync("state"))["channels"]!.AsArray(), channel => ((string)channel!["id"]!).StartsWith('D'));
    }

    [Fact]
    public async Task The_commander_is_reminded_in_a_direct_message_and_puts_it_off_there()
    {
        await PassAsync(TimeSpan.FromDays(1));
        var direct = (string)(await place.ReadAsync("state"))["channels"]!.AsArray().Single(channel => ((string)channel!["id"]!).StartsWith('D'))!["id"]!;
        Assert.Contains(await place.MessagesAsync(direct), message => message.Text?.StartsWith("The postmortem of INC-1 is a draft", StringComparison.Ordinal) == true);
        await place.PickAsync("maya", direct, "snooze_draft 1|1|72");
        await PassAsync(TimeSpan.FromHours(71));
        Assert.Single(await place.MessagesAsync(direct), IsReminder);
        await PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, (await place.MessagesAsync(direct)).Count(IsReminder));
        await PassAsync(TimeSpan.FromDays(2));
        Assert.Contains(await place.MessagesAsync(room), message => message.Text?.Contains("is still a draft. Who will finish it?", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_file_edited_elsewhere_comes_back_by_the_command_line_and_is_merged()
    {
        using var terminal = new TestTerminal();
        terminal.With(new JsonObject { ["Store"] = new JsonObject { ["ConnectionString"] = store } }.ToJsonString());
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("export", "INC-1", "--out", "draft.md"));
        var file = await File.ReadAllTextAsync(terminal.File("draft.md"));
        await place.CommandAsync("maya", room, "severity 1");
        await PassAsync(Later);
        await File.WriteAllTextAsync(terminal.File("draft.md"), file.Replace("## Lessons\n", "## Lessons\n\nLimits are per pod.\n", StringComparison.Ordinal));

        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("postmortem", "import", "INC-1", "draft.md", "--by", "ada"));
        Assert.StartsWith("Saved as draft 3. Meanwhile the record had changed other lines; both edits are in it.", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("postmortem", "import", "INC-1", "draft.md", "--by", "ada"));
        Assert.StartsWith("Draft 3 reads like this already", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("postmortem", "versions", "INC-1"));
        Assert.Contains("  ada, from draft 1", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("postmortem", "diff", "INC-1", "2", "3"));
        Assert.Contains("\n+Limits are per pod.\n", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("postmortem", "diff", "INC-1", "2", "9"));
        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync("postmortem", "import", "INC-1", "missing.md"));

        var draft = await MarkdownAsync();
        Assert.Contains("Limits are per pod.", draft, StringComparison.Ordinal);
        Assert.Contains("**Severity:** SEV1", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exported_file_comes_back_by_a_message_that_mentions_the_bot()
    {
        await place.CommandAsync("maya", room, "export");
        Assert.Contains("INC-1-postmortem-v1.md", (await place.ReadAsync("state"))["files"]!.ToJsonString(), StringComparison.Ordinal);
        var edited = $"{(await MarkdownAsync()).Replace("## Lessons\n", "## Lessons\n\nLimits are per pod.\n", StringComparison.Ordinal)}\n<!-- incidentbot: INC-1 draft 1 -->\n";

        await place.ControlAsync("message", new JsonObject
        {
            ["user"] = "sam",
            ["channel"] = room,
            ["text"] = "<@U0LOCALBOT> postmortem import",
            ["files"] = new JsonArray(new JsonObject { ["name"] = "draft.md", ["mimetype"] = "text/markdown", ["content_base64"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(edited)) }),
        });
        await place.SettleAsync();

        Assert.StartsWith("Saved as draft 2.", await place.AnswerToAsync("sam", room), StringComparison.Ordinal);
        Assert.Contains("## Lessons\n\nLimits are per pod.\n", await MarkdownAsync(), StringComparison.Ordinal);
    }

    private static bool IsReminder(LocalMessage message) => message.Text?.StartsWith("The postmortem of INC-1", StringComparison.Ordinal) == true;

    [Fact]
    public async Task A_draft_of_an_own_template_is_edited_follows_the_record_and_is_published()
    {
        await place.DisposeAsync();
        var options = new PostmortemOptions();
        var file = Path.Combine(Directory.CreateTempSubdirectory("own-template-").FullName, "own.hbs");
        await File.WriteAllTextAsync(file, "# Acme {{id}}: {{title}}\n\n## In short\n\n{{sections.summary}}\n\n## Chronology\n\n{{sections.timeline}}\n\n## Personal data\n\n_Was any affected?_\n");
        (options.Template, options.LightTemplate) = (file, file);
        Assert.Empty(TemplateFiles.AddTo(options, folder: null));
        File.Delete(file);
        place = await Workplace.OpenAsync(settings => settings with { Postmortem = options });
        room = (await place.StartAsync()).Id;
        await place.CommandAsync("maya", room, "role commander me");
        await place.CommandAsync("maya", room, "status resolved Errors are gone");
        await PassAsync(Later);
        Assert.StartsWith("# Acme INC-1: Checkout returns 500s\n\n## In short\n\n", await MarkdownAsync(), StringComparison.Ordinal);

        await place.CommandAsync("maya", room, "postmortem edit Personal data");
        await SendAsync("maya", await OpenedAsync("maya"), "None (entry 1).", "Personal data");
        await place.CommandAsync("maya", room, "note Cache restarted");
        await PassAsync(Later);
        var draft = await MarkdownAsync();
        Assert.EndsWith("## Personal data\n\nNone (entry 1).\n", draft, StringComparison.Ordinal);
        Assert.Contains("Cache restarted", draft[draft.IndexOf("## Chronology", StringComparison.Ordinal)..], StringComparison.Ordinal);

        await place.CommandAsync("maya", room, "postmortem publish");
        Assert.Equal(3, (int?)(await place.ExportAsync(1))["postmortem"]!["published"]!["version"]);
    }

    private async Task PassAsync(TimeSpan span)
    {
        await place.Stage.AdvanceToAsync(place.Stage.Clock.GetUtcNow() + span, CancellationToken.None);
        await place.SettleAsync();
    }

    private async Task<string> MarkdownAsync() => (string)(await place.ExportAsync(1))["postmortem"]!["markdown"]!;

    // A section's button ends with its place in the draft.
    private async Task<string> PlaceAsync(string section)
    {
        var headings = (await MarkdownAsync()).Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ToList();
        return $"|{headings.IndexOf($"## {section}") + 1}";
    }

    private async Task<JsonNode> OpenedAsync(string user)
    {
        await place.SettleAsync();
        var view = (await place.ReadAsync($"views?user={user}")).AsArray()[^1]!;
        Assert.Equal("edit_section", (string?)view["callback_id"]);
        return view;
    }

    private async Task SendAsync(string user, JsonNode view, string text, string heading = "Lessons")
    {
        var sent = await place.ControlAsync("submit", new JsonObject
        {
            ["user"] = user,
            ["view_id"] = view["id"]!.DeepClone(),
            ["values"] = new JsonObject { ["text"] = new JsonObject { ["text"] = text }, ["heading"] = new JsonObject { ["heading"] = heading } },
        });
        Assert.True((bool)sent["ok"]!, sent.ToJsonString());
        await place.SettleAsync();
    }
}
