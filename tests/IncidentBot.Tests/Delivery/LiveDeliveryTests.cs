using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Delivery;

/// <summary>The loops as they run in the host, in real time.</summary>
public sealed class LiveDeliveryTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_accepted_is_worked_and_sent_at_once_without_waiting_for_the_poll()
    {
        await using var bot = await LiveAsync(poll: 3600);
        var sent = new TaskCompletionSource();
        bot.Platform.OnSend = request =>
        {
            sent.TrySetResult();
            return Task.FromResult(FakePlatform.Done(request));
        };

        await bot.AcceptAsync("1", work => work.Send(new Outgoing("card", new PostCard(ChannelTarget.Of(new ChannelId("C1")), Card.Of("Hello")))));

        await sent.Task.WaitAsync(Long);
        await bot.Live.StopAsync(default);
        Assert.Equal("done", await bot.StateOfAsync("card"));
    }

    [Fact]
    public async Task Conversations_are_worked_side_by_side()
    {
        await using var bot = await LiveAsync(poll: 3600);
        var both = new Barrier(2);
        var done = new CountdownEvent(2);
        bot.OnItem = async (_, _, token) =>
        {
            await Task.Run(() => both.SignalAndWait(Long, token), token);
            done.Signal();
        };

        await bot.AcceptAsync("1", "C1");
        await bot.AcceptAsync("2", "C2");

        Assert.True(await Task.Run(() => done.Wait(Long)));
        await bot.Live.StopAsync(default);
    }

    [Fact]
    public async Task Independent_messages_are_sent_side_by_side()
    {
        await using var bot = await LiveAsync(poll: 3600);
        var all = new CountdownEvent(5);
        bot.Platform.OnSend = async request =>
        {
            all.Signal();
            await Task.Run(() => all.Wait(Long));
            return FakePlatform.Done(request);
        };

        await bot.AcceptAsync("1", work =>
        {
            for (var n = 0; n < 5; n++)
            {
                work.Send(new Outgoing(string.Create(CultureInfo.InvariantCulture, $"card {n}"), new PostCard(ChannelTarget.Of(new ChannelId("C1")), Card.Of("Hello"))));
            }
        });

        Assert.True(await Task.Run(() => all.Wait(Long)));
        await bot.Live.StopAsync(default);
    }

    [Fact]
    public async Task Stopping_finishes_what_is_being_worked()
    {
        await using var bot = await LiveAsync(poll: 3600);
        var started = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        bot.OnItem = async (_, _, _) =>
        {
            started.SetResult();
            await finish.Task;
        };
        await bot.AcceptAsync("1");
        await started.Task.WaitAsync(Long);

        var stopping = bot.Live.StopAsync(default);
        Assert.False(stopping.IsCompleted);
        finish.SetResult();
        await stopping.WaitAsync(Long);

        Assert.Null(await bot.Pump.NextDueAsync(default));
    }

    [Fact]
    public async Task What_cannot_be_finished_in_time_is_given_back_at_once()
    {
        await using var bot = await LiveAsync(poll: 3600);
        var started = new TaskCompletionSource();
        bot.OnItem = async (_, _, token) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        await bot.AcceptAsync("1");
        await started.Task.WaitAsync(Long);

        await bot.Live.StopAsync(new CancellationToken(canceled: true));

        var attempts = new List<int>();
        bot.OnItem = (item, _, _) =>
        {
            attempts.Add(item.Attempt);
            return Task.CompletedTask;
        };
        await bot.StepAsync();
        Assert.Equal([1], attempts);
    }

    [Fact]
    public async Task Processes_that_share_a_file_work_everything_once_and_in_order()
    {
        const int Conversations = 6;
        const int Each = 10;
        var order = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var left = new CountdownEvent(Conversations * Each);
        var bots = new[] { await LiveAsync(poll: 1), await LiveAsync(poll: 1), await LiveAsync(poll: 1) };
        foreach (var bot in bots)
        {
            bot.OnItem = (item, work, _) =>
            {
                lock (order)
                {
                    order.TryAdd(item.Request.Conversation, []);
                    order[item.Request.Conversation].Add(item.Request.DeliveryKey);
                }

                left.Signal();
                return Task.CompletedTask;
            };
        }

        for (var n = 0; n < Each; n++)
        {
            for (var c = 0; c < Conversations; c++)
            {
                await bots[(n + c) % bots.Length].AcceptAsync(Key(c, n), Name(c));
            }
        }

        Assert.True(await Task.Run(() => left.Wait(Long)));
        foreach (var bot in bots)
        {
            await bot.Live.StopAsync(default);
            await bot.DisposeAsync();
        }

        for (var c = 0; c < Conversations; c++)
        {
            Assert.Equal(Enumerable.Range(0, Each).Select(n => Key(c, n)), order[Name(c)]);
        }
    }

    private static string Name(int conversation) => string.Create(CultureInfo.InvariantCulture, $"C{conversation}");

    private static string Key(int conversation, int number) => string.Create(CultureInfo.InvariantCulture, $"{conversation}/{number}");

    private async Task<Bot> LiveAsync(int poll)
    {
        var bot = await Bot.StartAsync(folder.Database, TimeProvider.System);
        bot.Options.PollSeconds = poll;
        await bot.Live.StartAsync(default);
        return bot;
    }
}
