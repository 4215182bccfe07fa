using IncidentBot.Chat;
using IncidentBot.Delivery;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Tests.Delivery;

/// <summary>Who may work a row, for how long, and what becomes of it at the end of a process.</summary>
public sealed class LeaseTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = ManualTime.Clock();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_lease_lasts_ten_seconds_and_is_renewed_at_a_third_of_it()
    {
        await using var bot = await Bot.StartAsync(folder.Database, time);
        var (begun, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        bot.OnItem = (_, _, _) =>
        {
            begun.SetResult();
            return finish.Task;
        };
        await bot.AcceptAsync("1");
        var working = (await bot.InboxWorker.ClaimAsync(1, default))[0](default);
        await begun.Task.WaitAsync(Long);
        Assert.Equal(ManualTime.Start.AddSeconds(10), await bot.Pump.NextDueAsync(default));

        using var stop = new CancellationTokenSource(Long);
        var renewing = bot.Renewal.RunAsync(stop.Token);
        time.Advance(TimeSpan.FromSeconds(10) / 3);
        while (await bot.Pump.NextDueAsync(stop.Token) != ManualTime.Start.AddSeconds(10) + TimeSpan.FromSeconds(10) / 3) await Task.Yield();

        await stop.CancelAsync();
        await renewing;
        finish.SetResult();
        await working;
    }

    [Fact]
    public async Task A_worker_whose_send_ends_past_its_lease_leaves_its_successors_result_as_it_is()
    {
        await using var slow = await Bot.StartAsync(folder.Database, time);
        await using var other = await Bot.StartAsync(folder.Database, time);
        other.Platform.OnSettle = _ => new Sent(new ChannelId("C1"), "ts that was found");
        slow.Platform.OnSend = async request =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await other.StepAsync();
            return FakePlatform.Done(request);
        };
        await slow.StoreAsync("1", new Outgoing("card", new PostCard(ChannelTarget.Of(new ChannelId("C1")), Card.Of("Hello"))));

        await Bot.WorkClaimedAsync(slow.OutboxWorker, 1);

        Assert.Empty(other.Platform.Sent);
        Assert.Equal(["ts that was found"], await slow.Database.QueryAsync<string>("SELECT ts FROM sent", null, default));
        Assert.Equal("done", await slow.StateOfAsync("card"));
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_a_claim_leaves_no_row_that_is_claimed_and_not_worked()
    {
        using var stopping = new CancellationTokenSource();
        var worker = new ClaimingWorker(stopping);

        await new QueueLoop(worker, new DeliveryOptions(), TimeProvider.System, NullLogger.Instance).RunAsync(stopping.Token, CancellationToken.None).WaitAsync(Long);

        Assert.True(worker.HasWorked);
    }

    /// <summary>Is stopped when the store has the claim but its answer has not been read yet.</summary>
    private sealed class ClaimingWorker(CancellationTokenSource stopping) : QueueWorker
    {
        public bool HasWorked { get; private set; }

        public override int Parallelism => 1;

        public override WakeUp WakeUp { get; } = new();

        public override async Task<IReadOnlyList<Func<CancellationToken, Task>>> ClaimAsync(int count, CancellationToken cancellationToken)
        {
            await stopping.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return [_ => Task.FromResult(HasWorked = true)];
        }

        public override Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);
    }
}
