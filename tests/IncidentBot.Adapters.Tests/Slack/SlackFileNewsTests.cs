using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Chat;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Messages, mentions and news say which files there are.</summary>
public sealed class SlackFileNewsTests : IAsyncLifetime
{
    private static readonly WorkspaceId Workspace = new("T1");

    private WebApiStub slack = null!;
    private SlackBot bot = null!;

    public async ValueTask InitializeAsync()
    {
        slack = await WebApiStub.StartAsync();
        bot = await new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await slack.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_read_with_its_files_but_those_that_were_deleted()
    {
        slack.On("conversations.replies", """
            {"ok":true,"messages":[{"type":"message","subtype":"file_share","user":"U1","ts":"1610493715.001000","text":"here",
             "files":[{"id":"F1","name":"graph.png","mimetype":"image/png","size":"odd"},{"id":"F2","mode":"tombstone"},{"id":"F3","mode":"file_access","file_access":"check_file_info"},null,{"id":"../x"}]}]}
            """).On("users.info", """{"ok":false,"error":"user_not_found"}""");

        var message = await bot.Platform.FindMessageAsync(Workspace, new MessageId(new ChannelId("C1"), "1610493715.001000"), default);
        Assert.Equal([new ChatFile("F1", "graph.png", "image/png"), new ChatFile("F3", "", "")], message!.Files);
    }

    [Fact]
    public async Task A_real_message_with_a_file_is_read_with_it()
    {
        var contracts = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(contracts), "INCIDENTBOT_CONTRACTS is not set");
        var real = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(contracts, "slack", "http", "event.message.file_share.json")))!["event"]!;
        slack.On("conversations.replies", new JsonObject { ["ok"] = true, ["messages"] = new JsonArray(real.DeepClone()) }.ToJsonString()).On("users.info", """{"ok":false,"error":"user_not_found"}""");

        var message = await bot.Platform.FindMessageAsync(Workspace, new MessageId(new ChannelId("G111"), real["ts"]!.ToString()), default);
        Assert.Equal([new ChatFile("F111", "test.png", "image/png")], message!.Files);
        slack.On("files.info", new JsonObject { ["ok"] = true, ["file"] = real["files"]![0]!.DeepClone() }.ToJsonString());
        Assert.IsType<FileTooLarge>(await bot.Platform.ReadFileAsync(Workspace, message.Files[0], mostBytes: 1000, default));
    }

    [Fact]
    public async Task A_deleted_file_is_news()
    {
        slack.On("auth.test", """{"ok":true,"user_id":"UBOT"}""");
        using var response = await bot.PostEventAsync("""{"type":"event_callback","team_id":"T1","event_id":"Ev9","event":{"type":"file_deleted","file_id":"F1","event_ts":"1610493715.001000"}}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var deleted = Assert.IsType<FileDeleted>(await bot.Platform.ReadAsync(bot.Item(Assert.Single(bot.Accepted)), default));
        Assert.Equal(["F1"], deleted.Files);
    }

    [Fact]
    public async Task A_mention_brings_its_files()
    {
        slack.On("auth.test", """{"ok":true,"user_id":"UBOT"}""").On("users.info", """{"ok":false,"error":"user_not_found"}""");
        using var response = await bot.PostEventAsync("""
            {"type":"event_callback","team_id":"T1","event_id":"Ev9","event":{"type":"app_mention","user":"U1","channel":"C1","ts":"1610493715.001000","text":"<@UBOT> note look","files":[{"id":"F1","name":"graph.png","mimetype":"image/png"}]}}
            """);

        var typed = Assert.IsType<CommandTyped>(await bot.Platform.ReadAsync(bot.Item(Assert.Single(bot.Accepted)), default));
        Assert.Equal([new ChatFile("F1", "graph.png", "image/png")], typed.Files);
    }
}
