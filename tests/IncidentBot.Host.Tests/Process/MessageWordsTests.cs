using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What people and other apps say outside a message's text is on record, with its look, wherever the message is captured from.</summary>
public sealed class MessageWordsTests : IAsyncLifetime
{
    private static readonly string Alert = """
        [{"type":"header","text":{"type":"plain_text","text":"Cart errors are firing"}},
         {"type":"section","text":{"type":"mrkdwn","text":"*12.4 %* on `cart`\n```p99  4.7 s\n\n  eu-1```"},"fields":[{"type":"mrkdwn","text":"*Urgency*\nHigh"}]}]
        """;

    private Workplace workplace = null!;
    private LocalChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync();
        channel = await workplace.StartAsync();
    }

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task An_alert_in_blocks_is_in_the_timeline_and_in_both_exports_with_its_code()
    {
        var ts = await PostAsync(new JsonObject { ["bot"] = "Monitor", ["text"] = "This content can't be displayed.", ["blocks"] = JsonNode.Parse(Alert) });
        await CaptureAsync(ts);

        Assert.Equal("Cart errors are firing\n12.4 % on cart\np99  4.7 s\n\n  eu-1\nUrgency\nHigh", await TextAsync());
        await workplace.CommandAsync("maya", channel.Id, "timeline");
        Assert.Contains("Cart errors are firing 12.4 % on cart", await workplace.AnswerToAsync("maya", channel.Id), StringComparison.Ordinal);

        await workplace.CommandAsync("maya", channel.Id, "status resolved");
        var markdown = await ExportAsync((export, incident) => export.MarkdownAsync(incident, CancellationToken.None));
        Assert.Contains("**Cart errors are firing**\\\n  **12.4 %** on `cart`\n  ```\n  p99  4.7 s\n\n    eu-1\n  ```\n  **Urgency**\\\n  High", markdown, StringComparison.Ordinal);
        var page = await ExportAsync((export, incident) => export.HtmlAsync(incident, CancellationToken.None));
        Assert.Contains("<pre><code>p99  4.7 s\n\n  eu-1\n</code></pre>", page, StringComparison.Ordinal);
        await VerifyAsync();
    }

    [Fact]
    public async Task Code_that_a_person_types_is_a_block_of_code()
    {
        await CaptureAsync(await workplace.Slack.SayAsync("sam", channel.Id, "it says ```a  b\n\n  c < d``` in `cart`", CancellationToken.None));
        await workplace.CommandAsync("maya", channel.Id, "status resolved");
        Assert.Contains("it says\n  ```\n  a  b\n\n    c < d\n  ```\n  in `cart`\\\n  (sam", (await ExportAsync((export, incident) => export.MarkdownAsync(incident, CancellationToken.None))).Replace("\u00a0", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_its_blocks_alone_follows_and_its_deletion_leaves_no_word()
    {
        var ts = await PostAsync(new JsonObject { ["bot"] = "Monitor", ["text"] = "", ["blocks"] = JsonNode.Parse(Alert) });
        await CaptureAsync(ts);
        await workplace.ControlAsync("edit", new JsonObject
        {
            ["channel"] = channel.Id, ["ts"] = ts, ["unmarked"] = true,
            ["blocks"] = JsonNode.Parse("""[{"type":"section","text":{"type":"mrkdwn","text":"Cart errors are *resolved*"}}]"""),
        });
        await workplace.SettleAsync();
        Assert.Equal("Cart errors are resolved", await TextAsync());

        await workplace.ControlAsync("delete", new JsonObject { ["channel"] = channel.Id, ["ts"] = ts });
        await workplace.SettleAsync();
        Assert.DoesNotContain("Cart errors", (await workplace.ExportAsync(1)).ToJsonString(), StringComparison.Ordinal);
        await VerifyAsync();
    }

    [Theory]
    [InlineData("thread")]
    [InlineData("range")]
    [InlineData("sweep")]
    public async Task Many_messages_are_read_like_one(string way)
    {
        var root = await workplace.Slack.SayAsync("sam", channel.Id, "anything?", CancellationToken.None);
        var ts = await PostAsync(new JsonObject { ["bot"] = "Monitor", ["blocks"] = JsonNode.Parse(Alert), ["thread_ts"] = way == "thread" ? root : null });
        if (way == "sweep")
        {
            await workplace.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["delivery"] = "reaction_added" }, ["status"] = 200, ["times"] = 1000 });
            await CaptureAsync(ts);
            (await workplace.DeleteAsync("faults")).Dispose();
            await workplace.CommandAsync("maya", channel.Id, "sync");
        }
        else
        {
            var link = $"https://local.slack.com/archives/{channel.Id}/p{root.Replace(".", "", StringComparison.Ordinal)}";
            await workplace.CommandAsync("maya", channel.Id, way == "thread" ? $"capture {link}" : $"capture {link} https://local.slack.com/archives/{channel.Id}/p{ts.Replace(".", "", StringComparison.Ordinal)}");
            await workplace.ClickAsync("maya", channel.Id, "capture_all");
        }

        Assert.Contains((JsonArray)(await workplace.ExportAsync(1))["timeline"]!, entry => ((string)entry!["text"]!).StartsWith("Cart errors are firing\n12.4 % on cart\np99  4.7 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_note_keeps_its_code_and_a_group_its_name()
    {
        var group = (string)(await workplace.ControlAsync("usergroups", new JsonObject { ["handle"] = "sre-oncall", ["members"] = new JsonArray("sam") }))["id"]!;
        await workplace.Slack.SayAsync("maya", channel.Id, "@incidentbot note ran `kubectl get pods` at 09:00", CancellationToken.None);
        await workplace.SettleAsync();
        Assert.Equal("ran kubectl get pods", await TextAsync());
        var ts = await PostAsync(new JsonObject { ["user"] = "sam", ["message"] = new JsonObject { ["text"] = $"<!subteam^{group}> please look" } });
        await CaptureAsync(ts);
        Assert.Contains((JsonArray)(await workplace.ExportAsync(1))["timeline"]!, entry => (string)entry!["text"]! == "@sre-oncall please look");

        await workplace.CommandAsync("maya", channel.Id, "status resolved");
        Assert.Contains("ran `kubectl get pods`", await ExportAsync((export, incident) => export.MarkdownAsync(incident, CancellationToken.None)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huddle_and_a_forward_are_read_as_what_they_are()
    {
        var people = (await workplace.Slack.StateAsync(CancellationToken.None)).Users;
        string Id(string name) => people.First(person => person.Name == name).Id;
        var huddle = await PostAsync(new JsonObject
        {
            ["user"] = "sam",
            ["message"] = new JsonObject
            {
                ["subtype"] = "huddle_thread", ["text"] = "A huddle happened",
                ["room"] = new JsonObject { ["date_start"] = 1777888000, ["date_end"] = 1777888600, ["participant_history"] = new JsonArray(Id("sam"), Id("maya")) },
            },
        });
        var forward = await PostAsync(new JsonObject
        {
            ["user"] = "sam",
            ["message"] = new JsonObject
            {
                ["text"] = "Same as last week?",
                ["attachments"] = new JsonArray(new JsonObject { ["is_share"] = true, ["author_id"] = Id("priya"), ["text"] = "502 at checkout" }),
            },
        });
        await CaptureAsync(huddle);
        await CaptureAsync(forward);

        Assert.Equal(
            ["Huddle, 10 min, with sam, maya", "Same as last week?\nForwarded from priya:\n502 at checkout"],
            ((JsonArray)(await workplace.ExportAsync(1))["timeline"]!).Select(entry => (string)entry!["text"]!));
    }

    private async Task<string> PostAsync(JsonObject message)
    {
        message["channel"] = channel.Id;
        return (string)(await workplace.ControlAsync("message", message))["ts"]!;
    }

    private async Task CaptureAsync(string ts)
    {
        await workplace.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await workplace.SettleAsync();
    }

    private async Task<string> TextAsync() => (string)Assert.Single((JsonArray)(await workplace.ExportAsync(1))["timeline"]!)!["text"]!;

    private async Task<string> ExportAsync(Func<IncidentExport, Incident, Task<string>> read)
    {
        var services = workplace.Stage.Bot.Services;
        var incident = (await services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(1), CancellationToken.None))[0];
        return await read(services.GetRequiredService<IncidentExport>(), incident);
    }

    private async Task VerifyAsync() => Assert.Null(
        (await workplace.Stage.Bot.Services.GetRequiredService<AuditCheck>().VerifyAsync(new WorkspaceId("T0LOCAL"), 1, CancellationToken.None)).Problem);
}
