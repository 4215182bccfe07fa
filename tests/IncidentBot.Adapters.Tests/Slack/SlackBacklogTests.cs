using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Slack.Setup;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>The outbox in front of Slack's limits.</summary>
public sealed class SlackBacklogTests
{
    private static readonly WorkspaceId Workspace = new("T1");

    [Fact]
    public async Task Two_hundred_waiting_updates_do_not_hold_up_a_new_incidents_channel()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.update", """{"ok":true,"channel":"C1","ts":"1.1"}""")
            .On("chat.postMessage", call => $$"""{"ok":true,"channel":"{{call["channel"]}}","ts":"2.2"}""")
            .On("conversations.create", """{"ok":true,"channel":{"id":"C777","name":"inc-7"}}""")
            .On("conversations.setTopic", """{"ok":true}""");
        var folder = Directory.CreateTempSubdirectory("incidentbot-backlog-");
        try
        {
            await using var bot = Bot(slack, $"Data Source={Path.Combine(folder.FullName, "bot.db")}");
            await bot.GetRequiredService<Migrations>().RunAsync(default);
            await AcceptAsync(bot, "flood");
            await bot.GetRequiredService<DeliveryPump>().StepAsync(default);
            Assert.InRange(slack.CallsOf("chat.update").Count, 1, 49);

            await AcceptAsync(bot, "start");
            await bot.GetRequiredService<DeliveryPump>().StepAsync(default);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Assert.Single(slack.CallsOf("conversations.create"));
        Assert.Single(slack.CallsOf("conversations.setTopic"));
        Assert.Equal("C777", Assert.Single(slack.CallsOf("chat.postMessage"))["channel"]);
        Assert.Equal("7.7", slack.CallsOf("chat.update")[^1]["ts"]);
    }

    private static ServiceProvider Bot(WebApiStub slack, string store) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(ManualClock.At("2026-05-04T10:00:00Z"))
        .AddStore(new StoreOptions { ConnectionString = store })
        .AddDelivery(new DeliveryOptions())
        .AddSlack(SlackEndpointTests.OptionsFor(slack))
        .AddSingleton<RouteItem>((item, work, _) => Plan(item.Request.DeliveryKey, work))
        .AddSingleton<RouteSent>((_, _, _) => Task.CompletedTask)
        .BuildServiceProvider();

    private static Task Plan(string key, Work work)
    {
        if (key == "flood")
        {
            for (var i = 0; i < 200; i++) work.Send(new Outgoing($"update/{i}", new UpdateCard(Message($"1.{i}"), Card.Of($"State {i}"))));
            return Task.CompletedTask;
        }

        work.Send(new Outgoing("open", new OpenChannel("inc-7", Private: false)) { Urgency = Urgency.Now });
        work.Send(new Outgoing("topic", new SetTopic(ChannelTarget.From("open"), "Topic")) { Urgency = Urgency.Now });
        work.Send(new Outgoing("card", new PostCard(ChannelTarget.From("open"), Card.Of("Card"))) { Urgency = Urgency.Now });
        work.Send(new Outgoing("change", new UpdateCard(Message("7.7"), Card.Of("Urgent"))) { Urgency = Urgency.Now });
        return Task.CompletedTask;
    }

    private static MessageTarget Message(string ts) => MessageTarget.Of(new MessageId(new ChannelId("C1"), ts));

    private static Task AcceptAsync(ServiceProvider bot, string key) =>
        bot.GetRequiredService<Inbox>().AcceptAsync(new Incoming(Workspace, "slack", key, key, "command", "body"), default);
}
