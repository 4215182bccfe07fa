using IncidentBot.Chat;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackAccessTests
{
    private static readonly PostCard Post = new(ChannelTarget.Of(new ChannelId("C100")), Card.Of("words"));

    [Theory]
    [InlineData("token_revoked")]
    [InlineData("invalid_auth")]
    [InlineData("account_inactive")]
    public async Task A_refused_token_stops_sending_and_is_tried_every_30_seconds_until_it_is_repaired(string code)
    {
        await using var slack = await WebApiStub.StartAsync();
        var works = false;
        slack.On("chat.postMessage", _ => works ? """{"ok":true,"channel":"C100","ts":"1.1"}""" : $$"""{"ok":false,"error":"{{code}}"}""")
            .On("auth.test", _ => works ? """{"ok":true,"user_id":"UBOT"}""" : $$"""{"ok":false,"error":"{{code}}"}""");
        await using var bot = await new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();

        for (var i = 0; i < 4; i++) await RefusedAsync(bot, code, waits: 30);
        bot.Clock.Advance(TimeSpan.FromSeconds(10));
        await RefusedAsync(bot, code, waits: 20);
        Assert.Equal(["chat.postMessage"], slack.Calls.Select(call => call.Method));
        bot.Clock.Advance(TimeSpan.FromSeconds(20));
        await RefusedAsync(bot, code, waits: 30);
        await RefusedAsync(bot, code, waits: 30);
        Assert.Equal(["chat.postMessage", "auth.test"], slack.Calls.Select(call => call.Method));
        Assert.Equal(code, bot.Get<SlackAccess>().Refused!.Code);

        works = true;
        bot.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.IsType<Sent>(await SlackApiTests.SendAsync(bot, Post));
        Assert.Null(bot.Get<SlackAccess>().Refused);
        Assert.Single(bot.Log.All.Split('\n'), line => line.Contains("does not accept the bot token", StringComparison.Ordinal));
        Assert.Single(bot.Log.All.Split('\n'), line => line.Contains("accepts the bot token again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Questions_wait_for_a_token_too()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.getPermalink", """{"ok":false,"error":"token_revoked"}""");
        await using var bot = await new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();

        for (var i = 0; i < 2; i++)
        {
            var asked = await Assert.ThrowsAsync<ChatUnavailableException>(() => bot.Platform.FindPermalinkAsync(new WorkspaceId("T1"), new MessageId(new ChannelId("C1"), "1.1"), default));
            Assert.Equal(SlackAccess.ProbeEvery, asked.RetryAfter);
        }

        Assert.Single(slack.Calls);
    }

    [Fact]
    public async Task A_missing_scope_is_kept_for_the_admin_with_what_to_click()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", """{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"commands"}""");
        await using var bot = await new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();

        var outcome = Assert.IsType<NotSent>(await SlackApiTests.SendAsync(bot, Post));

        Assert.Contains("Add an OAuth Scope, chat:write", outcome.Sentence, StringComparison.Ordinal);
        Assert.Contains("Reinstall to Workspace", outcome.Sentence, StringComparison.Ordinal);
        Assert.Equal(("chat:write", "chat.postMessage"), Assert.Single(bot.Get<SlackAccess>().MissingScopes.Select(pair => (pair.Key, pair.Value))));
        Assert.Null(bot.Get<SlackAccess>().Refused);
    }

    [Theory]
    [InlineData("files:write", null, "files.info", false)]
    [InlineData("chat:write", null, "chat.postMessage", true)]
    [InlineData("channels:history", null, "conversations.history", false)]
    [InlineData("channels:history", "chat:write, channels:history", "chat.postMessage", true)]
    [InlineData("channels:read,groups:read", "channels:read,chat:write", "chat.postMessage", false)]
    [InlineData("channels:read,groups:read", "channels:read,groups:read", "chat.postMessage", true)]
    public async Task A_missing_scope_is_forgotten_when_the_token_has_it(string missing, string? has, string method, bool forgotten)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("pins.add", $$"""{"ok":false,"error":"missing_scope","needed":"{{missing}}"}""").On(method, (_, context) =>
        {
            if (has is not null) context.Response.Headers["x-oauth-scopes"] = has;
            return WebApiStub.WriteAsync(context, """{"ok":true}""", 200);
        });
        await using var bot = await new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();
        await SlackApiTests.SendAsync(bot, new PinMessage(MessageTarget.Of(new MessageId(new ChannelId("C100"), "1.1"))));
        Assert.Single(bot.Get<SlackAccess>().MissingScopes);

        await bot.Get<SlackHttp>().CallAsync(SlackMethods.All.Single(known => known.Name == method), SlackJson.Wire.SlackAnswer, default);

        Assert.Equal(forgotten, bot.Get<SlackAccess>().MissingScopes.Count == 0);
    }

    private static async Task RefusedAsync(SlackBot bot, string code, int waits)
    {
        var outcome = Assert.IsType<NotSent>(await SlackApiTests.SendAsync(bot, Post));
        Assert.Equal((code, false, TimeSpan.FromSeconds(waits)), (outcome.Error, outcome.Permanent, outcome.RetryAfter));
    }
}
