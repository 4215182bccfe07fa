using IncidentBot.Chat;
using IncidentBot.Slack.Sending;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackSecretsTests
{
    private const string WayBack = "way-back-9f3a";

    [Theory]
    [InlineData("refused")]
    [InlineData("limited")]
    [InlineData("html")]
    [InlineData("cut")]
    [InlineData("gone")]
    public async Task No_failure_writes_a_secret_into_the_log(string how)
    {
        var slack = await WebApiStub.StartAsync();
        foreach (var method in new[] { "chat.postMessage", "chat.postEphemeral", "views.open", "users.info", "conversations.create", "files.getUploadURLExternal", "auth.test", "/" + WayBack })
            slack.On(method, (_, context) => FailAsync(context, how));
        var options = SlackEndpointTests.OptionsFor(slack);
        var address = slack.Address;
        if (how == "gone") await slack.DisposeAsync();
        await using var bot = await new SlackBot { Options = options, Answer = new SayIt(Card.Of("no")), Store = _ => throw new InvalidOperationException("disk full") }.StartAsync();

        await ProvokeAsync(bot, address);

        foreach (var secret in new[] { SlackBot.Token, SlackBot.Secret, WayBack, "v0=", "legacy-token" })
            Assert.DoesNotContain(secret, bot.Log.All, StringComparison.Ordinal);
        Assert.NotEmpty(bot.Log.All);
        if (how != "gone") await slack.DisposeAsync();
    }

    private static async Task ProvokeAsync(SlackBot bot, string address)
    {
        var button = SlackEndpointTests.Payload("interaction.block_actions.json").Replace("https://hooks.example/actions/T100/1/secret-way-back", $"{address}/{WayBack}", StringComparison.Ordinal);
        var command = SlackEndpointTests.Payload("command.form").Replace("secret-way-back", WayBack, StringComparison.Ordinal);
        using var said = await bot.PostInteractionAsync(button);
        bot.Answer = new AcceptIt();
        using var unsaved = await bot.PostInteractionAsync(button);
        using var unsavedCommand = await bot.PostCommandAsync(command);
        bot.Answer = new OpenIt(new Form("start", "Start", "Start", "", []));
        using var unopened = await bot.PostCommandAsync(command);
        using var forged = await bot.PostAsync("/slack/commands", command, "application/x-www-form-urlencoded", secret: "forged");
        using var malformed = await bot.PostEventAsync("{\"token\":\"legacy-token\"");

        var reply = new ReplyTo(new ChannelId("C1"), new PersonId("U1"), null, bot.Get<SealedText>().Seal($"{address}/{WayBack}"));
        foreach (var action in new ChatAction[] { new Answer(reply, Card.Of("x")), new OpenChannel("x", false), new UploadFile(ChannelTarget.Of(new ChannelId("C1")), "a", "a", "a", "a") })
            await SlackApiTests.SendAsync(bot, action);
        await Assert.ThrowsAsync<ChatUnavailableException>(() => bot.Platform.FindPersonAsync(new WorkspaceId("T1"), new PersonId("U1"), default));
    }

    private static Task FailAsync(HttpContext context, string how)
    {
        switch (how)
        {
            case "limited":
                return WebApiStub.WriteAsync(context, "slow down", 429);
            case "html":
                return WebApiStub.WriteAsync(context, "<html>" + context.Request.Headers.Authorization, 200, "text/html");
            case "cut":
                context.Abort();
                return Task.CompletedTask;
            default:
                return WebApiStub.WriteAsync(context, """{"ok":false,"error":"invalid_auth"}""", 200);
        }
    }
}
