using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Store;

namespace IncidentBot.Tests.Delivery;

public sealed class InboxTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly ManualTime time = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_request_that_comes_twice_is_worked_once()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        var worked = Record(bot);

        Assert.Equal(AcceptResult.Stored, await bot.AcceptAsync("a"));
        Assert.Equal(AcceptResult.Duplicate, await bot.AcceptAsync("a"));
        await bot.StepAsync();
        Assert.Equal(AcceptResult.Duplicate, await bot.AcceptAsync("a"));
        await bot.StepAsync();

        Assert.Equal(["a"], worked);
    }

    [Fact]
    public async Task The_same_key_in_another_workspace_or_platform_is_another_request()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        var request = new Incoming(new WorkspaceId("T1"), "fake", "k", "C1", "command", "body");

        await bot.Inbox.AcceptAsync(request, default);

        Assert.Equal(AcceptResult.Stored, await bot.Inbox.AcceptAsync(request with { Workspace = new WorkspaceId("T2") }, default));
        Assert.Equal(AcceptResult.Stored, await bot.Inbox.AcceptAsync(request with { Platform = "other" }, default));
    }

    [Fact]
    public async Task Requests_of_one_conversation_are_worked_in_the_order_of_their_arrival()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        var worked = Record(bot);
        foreach (var key in new[] { "1", "2", "3" })
        {
            await bot.AcceptAsync(key);
        }

        Assert.Equal(3, await bot.StepAsync());

        Assert.Equal(["1", "2", "3"], worked);
    }

    private static List<string> Record(Bot bot)
    {
        var worked = new List<string>();
        bot.OnItem = (item, _, _) =>
        {
            worked.Add(item.Request.DeliveryKey);
            return Task.CompletedTask;
        };
        return worked;
    }
}
