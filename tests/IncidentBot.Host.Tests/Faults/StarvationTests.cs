using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Host.Demo;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>A long queue of messages, and an incident that begins meanwhile.</summary>
public sealed class StarvationTests
{
    [Fact]
    public async Task A_start_opens_its_channel_in_front_of_two_hundred_queued_updates()
    {
        await using var stage = await FragileStage.OpenAsync();
        var first = await stage.StartAsync();
        await QueueAsync(stage, first.Id);

        await stage.Slack.CommandAsync("sam", "incidents", "start Search is down", CancellationToken.None);
        await stage.SettleAsync();

        var channel = (await stage.Slack.StateAsync(CancellationToken.None)).Channels.Single(c => c.Name.StartsWith("inc-2-", StringComparison.Ordinal));
        var messages = await stage.Slack.MessagesAsync(channel.Id, CancellationToken.None);
        Assert.Contains(messages, message => LocalButtons.Find(message, "take_command", string.Empty) is not null);
        Assert.Contains(messages, message => LocalButtons.Find(message, "show_phase", "2|learn") is not null);
        Assert.Contains($"INC-2 is open: #{channel.Name}", await stage.AnswerToAsync("sam", "incidents"), StringComparison.Ordinal);
        Assert.InRange(await WaitingAsync(stage), 100, 199);

        await stage.Stage.AdvanceToAsync(FragileStage.Morning.AddMinutes(15), CancellationToken.None);
        Assert.Equal(0, await WaitingAsync(stage));
    }

    private static async Task QueueAsync(FragileStage stage, string channel)
    {
        var batch = new Batch();
        var workspace = (await stage.Store.QueryAsync<string>("SELECT workspace_id FROM incident", null, CancellationToken.None))[0];
        var work = new Work(new WorkspaceId(workspace), "slack", "test", stage.Stage.Clock.GetUtcNow());
        var card = (await stage.Slack.MessagesAsync(channel, CancellationToken.None)).First(message => LocalButtons.Find(message, "take_command", string.Empty) is not null);
        var target = MessageTarget.Of(new MessageId(new ChannelId(channel), card.Ts));
        for (var number = 0; number < 200; number++)
            OutboxStore.Add(batch, work, new Outgoing($"backlog/{number}", new UpdateCard(target, Card.Of($"State {number}"))));
        await stage.Store.CommitAsync(batch, CancellationToken.None);
    }

    private static async Task<long> WaitingAsync(FragileStage stage) =>
        (await stage.Store.QueryAsync<long>("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND effect_key LIKE 'backlog/%'", null, CancellationToken.None))[0];
}
