using System.Text.Json.Nodes;
using IncidentBot.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>Slack fails at each step of opening an incident, in each of its ways; what stands in the end is what would have stood without.</summary>
public sealed class PlatformFaultTests
{
    private static readonly string[] Methods =
        ["auth.test", "users.info", "conversations.create", "conversations.setTopic", "conversations.invite", "chat.postMessage", "chat.postEphemeral", "chat.update", "pins.add", "chat.getPermalink"];

    [Theory]
    [InlineData("""{"retry_after":7}""")]
    [InlineData("""{"status":500}""")]
    [InlineData("""{"status":502}""")]
    [InlineData("""{"error":"fatal_error"}""")]
    [InlineData("""{"error":"internal_error"}""")]
    [InlineData("""{"error":"service_unavailable"}""")]
    [InlineData("""{"drop_response":true}""")]
    [InlineData("""{"error":"token_revoked"}""")]
    [InlineData("""{"error":"invalid_auth"}""")]
    public async Task An_incident_opens_once_whatever_fails_on_the_way(string fault)
    {
        var undisturbed = await UndisturbedAsync(TimeSpan.FromMinutes(20));
        await using var stage = await FragileStage.OpenAsync();
        foreach (var method in Methods)
        {
            var set = JsonNode.Parse(fault)!.AsObject();
            set["match"] = new JsonObject { ["method"] = method };
            set["times"] = 2;
            Assert.True((bool)(await stage.ControlAsync("faults", set))["ok"]!);
        }

        await stage.Slack.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);
        await stage.SettleAsync();
        await stage.Stage.AdvanceToAsync(stage.Stage.Clock.GetUtcNow().AddMinutes(20), CancellationToken.None);

        Assert.Equal(undisturbed, await MembershipAsync(stage));
        Assert.Empty(await stage.Stage.Bot.Services.GetRequiredService<DeadLetters>().CountAsync(CancellationToken.None));
    }

    [Fact]
    public async Task An_hour_of_nothing_but_5xx_loses_nothing_that_was_asked_for()
    {
        var undisturbed = await UndisturbedAsync(TimeSpan.FromMinutes(70));
        await using var stage = await FragileStage.OpenAsync();
        await stage.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "*" }, ["status"] = 503, ["times"] = 1_000_000 });
        await stage.Slack.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);
        await stage.SettleAsync();
        await stage.Stage.AdvanceToAsync(stage.Stage.Clock.GetUtcNow().AddHours(1), CancellationToken.None);
        using var http = new HttpClient { BaseAddress = stage.Stage.SlackAddress };
        using var cleared = await http.DeleteAsync("sim/faults");
        await stage.Stage.AdvanceToAsync(stage.Stage.Clock.GetUtcNow().AddMinutes(10), CancellationToken.None);

        Assert.Equal(undisturbed, await MembershipAsync(stage));
        Assert.Empty(await stage.Stage.Bot.Services.GetRequiredService<DeadLetters>().CountAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("chat.postMessage", "is_archived")]
    [InlineData("chat.postMessage", "channel_not_found")]
    [InlineData("conversations.invite", "user_disabled")]
    [InlineData("pins.add", "not_pinnable")]
    public async Task What_can_never_be_done_is_given_up_and_the_incident_goes_on(string method, string error)
    {
        await using var stage = await FragileStage.OpenAsync();
        var channel = await stage.StartAsync();
        await stage.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = method }, ["error"] = error, ["times"] = 1000 });
        await stage.Slack.CommandAsync("maya", channel.Id, "note The cache is full", CancellationToken.None);
        await stage.Slack.CommandAsync("maya", channel.Id, "role commander @sam", CancellationToken.None);
        await stage.SettleAsync();
        await stage.Stage.AdvanceToAsync(stage.Stage.Clock.GetUtcNow().AddMinutes(20), CancellationToken.None);

        await stage.Slack.CommandAsync("maya", channel.Id, "note It is still full", CancellationToken.None);
        await stage.SettleAsync();
        Assert.Equal(2, await stage.CountTimelineAsync());
        Assert.Equal(0, (await stage.Stage.Bot.Services.GetRequiredService<Backlog>().ReadAsync(CancellationToken.None)).Inbox.Depth);
    }

    // What stands at the same time after the start: the bot posts some things by time, such as a nudge for a commander.
    private static async Task<string> UndisturbedAsync(TimeSpan after)
    {
        await using var stage = await FragileStage.OpenAsync();
        await stage.StartAsync();
        await stage.Stage.AdvanceToAsync(FragileStage.Morning + after, CancellationToken.None);
        return await MembershipAsync(stage);
    }

    // Private answers may come twice; all else stands once.
    private static async Task<string> MembershipAsync(FragileStage stage)
    {
        var channels = (await stage.Slack.StateAsync(CancellationToken.None)).Channels.Where(c => c.Name.StartsWith("inc-", StringComparison.Ordinal)).ToList();
        var standing = channels.Select(c => c.Name).ToList();
        foreach (var place in channels.Select(c => c.Id).Append("incidents"))
        {
            var messages = (JsonArray)await stage.ReadAsync($"channels/{place}/messages");
            standing.AddRange(messages.Select(m => (string?)m!["metadata"]?["event_payload"]?["key"]).OfType<string>().Order(StringComparer.Ordinal));
        }

        return string.Join('\n', standing);
    }
}
