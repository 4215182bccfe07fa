using System.Net.Sockets;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Slack.WebApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Failures of Slack and of the way to it that a single answer does not show.</summary>
public sealed class SlackFaultTests
{
    private static readonly WorkspaceId Workspace = new("T1");
    private static readonly ChannelTarget Channel = ChannelTarget.Of(new ChannelId("C100"));
    private static readonly PostCard Post = new(Channel, Card.Of("words"));

    [Fact]
    public async Task An_answer_that_trickles_longer_than_the_time_out_leaves_the_outcome_open()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", (_, context) => TrickleAsync(context)).On("users.info", (_, context) => TrickleAsync(context));
        await using var bot = await BotAsync(slack, TimeSpan.FromMilliseconds(300));

        var outcome = Assert.IsType<OutcomeUnknown>(await SlackApiTests.SendAsync(bot, Post));
        Assert.Equal(("chat.postMessage: timeout", true), (outcome.Reason, outcome.MayBeOutage));
        var asked = await Assert.ThrowsAsync<ChatUnavailableException>(() => bot.Platform.FindPersonAsync(Workspace, new PersonId("U1"), default));
        Assert.True(asked.MayBeOutage);
    }

    [Theory]
    [InlineData("""{"ok":false,"error":"internal_error"}""", 200)]
    [InlineData("""{"ok":false,"error":"fatal_error"}""", 200)]
    [InlineData("""{"ok":false,"error":"service_unavailable"}""", 200)]
    [InlineData("<html>We will be back soon</html>", 200)]
    [InlineData("busy", 503)]
    public async Task A_question_or_an_action_that_Slack_answers_with_its_own_fault_may_be_an_outage(string answer, int status)
    {
        await using var slack = await WebApiStub.StartAsync();
        foreach (var method in (string[])["users.info", "chat.getPermalink", "conversations.replies", "conversations.setTopic"])
            slack.On(method, answer, status);
        await using var bot = await BotAsync(slack);
        var message = new MessageId(new ChannelId("C100"), "9.7");

        Func<Task>[] questions =
        [
            () => bot.Platform.FindPersonAsync(Workspace, new PersonId("U1"), default),
            () => bot.Platform.FindPermalinkAsync(Workspace, message, default),
            () => bot.Platform.FindMessageAsync(Workspace, message, default),
        ];
        foreach (var question in questions)
            Assert.True((await Assert.ThrowsAsync<ChatUnavailableException>(question)) is { MayBeOutage: true, RetryAfter: not null });
        Assert.True(await SlackApiTests.SendAsync(bot, new SetTopic(Channel, "t")) is OutcomeUnknown { MayBeOutage: true } or NotSent { MayBeOutage: true, Permanent: false });
    }

    [Theory]
    [InlineData("missing_scope")]
    [InlineData("user_not_visible")]
    public async Task A_question_that_Slack_refuses_is_not_an_outage(string word)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.getPermalink", $$"""{"ok":false,"error":"{{word}}"}""");
        await using var bot = await BotAsync(slack);

        var refused = await Assert.ThrowsAsync<ChatUnavailableException>(() => bot.Platform.FindPermalinkAsync(Workspace, new MessageId(new ChannelId("C100"), "9.7"), default));

        Assert.False(refused.MayBeOutage);
    }

    [Fact]
    public async Task An_answer_that_trickles_is_cut_short_when_the_one_who_waits_has_to_go()
    {
        await using var slack = await WebApiStub.StartAsync();
        using var end = new CancellationTokenSource();
        slack.On("chat.postMessage", async (_, context) =>
        {
            await context.Response.WriteAsync("{\"ok\"");
            await context.Response.Body.FlushAsync();
            await end.CancelAsync();
            await TrickleAsync(context);
        });
        await using var bot = await BotAsync(slack, TimeSpan.FromMinutes(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bot.Platform.SendAsync(new SendRequest(Workspace, "INC-7/card", Post, bot.Clock.GetUtcNow(), 1), end.Token));
    }

    [Fact]
    public async Task A_connection_cut_before_the_effect_leaves_a_doubt_that_looking_clears_and_the_repeat_stands_once()
    {
        await using var slack = await WebApiStub.StartAsync();
        var posted = new List<string>();
        slack.On("chat.postMessage", (call, context) =>
        {
            if (slack.CallsOf("chat.postMessage").Count == 1)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            posted.Add(call["metadata"]!);
            return WebApiStub.WriteAsync(context, """{"ok":true,"channel":"C100","ts":"9.7"}""", 200);
        }).On("conversations.history", """{"ok":true,"messages":[]}""");
        await using var bot = await BotAsync(slack);

        Assert.Equal("chat.postMessage: connection_lost", Assert.IsType<OutcomeUnknown>(await SlackApiTests.SendAsync(bot, Post)).Reason);
        Assert.Null(await bot.Platform.SettleAsync(new SendRequest(Workspace, "INC-7/card", Post, bot.Clock.GetUtcNow(), 2), default));
        Assert.IsType<Sent>(await SlackApiTests.SendAsync(bot, Post, attempt: 2));
        Assert.Single(posted);
    }

    [Fact]
    public async Task A_connection_that_breaks_as_it_comes_about_leaves_open_what_came_of_the_call()
    {
        await using var bot = await new SlackBot
        {
            Also = services => services.AddHttpClient(SlackHttp.ClientName).ConfigurePrimaryHttpMessageHandler(() => new BrokenConnections()),
        }.StartAsync();

        Assert.Equal("chat.postMessage: connection_lost", Assert.IsType<OutcomeUnknown>(await SlackApiTests.SendAsync(bot, Post)).Reason);
    }

    [Theory]
    [InlineData("user_not_in_channel")]
    [InlineData("not_in_channel")]
    [InlineData("is_archived")]
    public async Task What_is_only_for_somebody_in_the_channel_finds_them_nowhere_else(string code)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postEphemeral", $$"""{"ok":false,"error":"{{code}}"}""");
        await using var bot = await BotAsync(slack);
        var answer = new Answer(new ReplyTo(new ChannelId("C100"), new PersonId("U1")) { IsOnlyThere = true }, Card.Of("INC-7 stands so."));

        var outcome = Assert.IsType<NotSent>(await SlackApiTests.SendAsync(bot, answer));

        Assert.Equal((true, true, false), (outcome.Permanent, outcome.IsNoLoss, outcome.IsChannelArchived));
        Assert.Empty(slack.CallsOf("chat.postMessage"));
    }

    [Theory]
    [InlineData("user_not_in_channel", "user_disabled")]
    [InlineData("user_not_in_channel", "channel_not_found")]
    [InlineData("user_disabled", null)]
    public async Task An_answer_to_someone_who_was_deactivated_is_given_up_and_stops_nothing_else(string ephemeral, string? direct)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postEphemeral", $$"""{"ok":false,"error":"{{ephemeral}}"}""")
            .On("chat.postMessage", call => call["channel"] == "U1" ? $$"""{"ok":false,"error":"{{direct}}"}""" : """{"ok":true,"channel":"C100","ts":"9.7"}""");
        await using var bot = await BotAsync(slack);
        var answer = new Answer(new ReplyTo(new ChannelId("C100"), new PersonId("U1")), Card.Of("Recorded."));

        var outcome = Assert.IsType<NotSent>(await SlackApiTests.SendAsync(bot, answer, attempt: 5));

        Assert.Equal((direct ?? ephemeral, true), (outcome.Error, outcome.Permanent));
        Assert.Equal(direct is null ? 0 : 1, slack.CallsOf("chat.postMessage").Count);
        Assert.Null(bot.Get<SlackAccess>().Refused);
        Assert.IsType<Sent>(await SlackApiTests.SendAsync(bot, Post));
    }

    [Theory]
    [InlineData("user_not_found")]
    [InlineData("missing_scope")]
    public async Task Someone_unknown_is_asked_for_again_only_after_some_minutes(string error)
    {
        await using var slack = await WebApiStub.StartAsync();
        var known = false;
        slack.On("users.info", _ => known ? """{"ok":true,"user":{"id":"U1","name":"maja"}}""" : $$"""{"ok":false,"error":"{{error}}"}""");
        await using var bot = await BotAsync(slack);

        for (var i = 0; i < 5; i++) Assert.Equal("U1", await NameAsync(bot));
        Assert.Single(slack.Calls);
        known = true;
        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("maja", await NameAsync(bot));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("http_500")]
    [InlineData("no_address")]
    [InlineData("no_bytes")]
    public async Task A_file_that_did_not_get_up_may_be_an_outage_and_leaves_no_doubt(string how)
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("files.getUploadURLExternal", (_, context) => how switch
        {
            "garbage" => WebApiStub.WriteAsync(context, "<html>", 200, "text/html"),
            "http_500" => WebApiStub.WriteAsync(context, "busy", 500),
            "no_address" => WebApiStub.WriteAsync(context, """{"ok":true,"file_id":"F1"}""", 200),
            _ => WebApiStub.WriteAsync(context, """{"ok":true,"upload_url":"http://127.0.0.1:1/up","file_id":"F1"}""", 200),
        });
        await using var bot = await BotAsync(slack);

        var outcome = Assert.IsType<NotSent>(await SlackApiTests.SendAsync(bot, new UploadFile(Channel, "pm.md", "P", "x", "")));

        Assert.Equal((false, null, true), (outcome.Permanent, outcome.RetryAfter, outcome.MayBeOutage));
    }

    private static async Task<string> NameAsync(SlackBot bot) => (await bot.Platform.FindPersonAsync(Workspace, new PersonId("U1"), default)).Name;

    // Each byte comes soon after the one before, and the last never.
    private static async Task TrickleAsync(HttpContext context)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await beat.WaitForNextTickAsync(CancellationToken.None);
            await context.Response.WriteAsync(" ", CancellationToken.None);
            await context.Response.Body.FlushAsync(CancellationToken.None);
        }
    }

    private static Task<SlackBot> BotAsync(WebApiStub slack, TimeSpan? timeout = null) => new SlackBot
    {
        Options = SlackEndpointTests.OptionsFor(slack),
        Also = services => services.AddHttpClient(SlackHttp.ClientName, client => client.Timeout = timeout ?? client.Timeout),
    }.StartAsync();

    // As HttpClient fails when a connection breaks between being made and being used.
    private sealed class BrokenConnections : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new SocketException((int)SocketError.NotConnected));
    }
}
