using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.Delivery;
using IncidentBot.Store;
using IncidentBot.Tests.Delivery;
using IncidentBot.Tests.Store;

namespace IncidentBot.Tests.Changes;

/// <summary>What the bot was told is kept as it was told; whatever was said last counts, in whatever order it arrives.</summary>
public sealed class SeenChangeStoreTests : IAsyncDisposable
{
    private static readonly DateTimeOffset At = ManualTime.Start;

    private static readonly ServiceChange Change = new(
        "posted:1", At, "checkout", "production", "v2.3.1", "Smaller cache", new Uri("https://ci.example/42"), "CI")
    {
        Kind = ChangeKind.Config,
        Origin = ChangeOrigin.Posted,
        Details = new ChangeDetails { Files = ["config/cache.yaml"], Former = "v2.3.0" },
    };

    private readonly TempFolder folder = new();
    private SqliteDatabase? database;

    [Fact]
    public async Task What_was_told_is_listed_as_it_was_told()
    {
        var store = await OpenAsync();
        await AddAsync(Change);

        Assert.Equivalent(Change, Assert.Single(await store.ListAsync(["checkout"], At, At, default)), strict: true);
    }

    [Fact]
    public async Task Only_the_services_and_the_time_that_are_asked_for_are_listed_newest_first()
    {
        var store = await OpenAsync();
        await AddAsync(Change, Change with { Key = "later", At = At.AddMinutes(1) }, Change with { Key = "other", Service = "billing" });

        Assert.Equal(["later", "posted:1"], Keys(await store.ListAsync(["checkout"], At.AddHours(-1), At.AddHours(1), default)));
        Assert.Equal(["later"], Keys(await store.ListAsync(["checkout"], At.AddTicks(10), At.AddHours(1), default)));
        Assert.Equal(["later", "other", "posted:1"], Keys(await store.ListAsync([], At, At.AddHours(1), default)));
        Assert.Empty(await store.ListAsync(["session_cache"], At, At.AddHours(1), default));
    }

    [Fact]
    public async Task A_list_has_a_bound_and_keeps_the_newest()
    {
        var store = await OpenAsync();
        await AddAsync([.. Enumerable.Range(0, SeenChangeStore.MostOfService + 5).Select(i => Change with { Key = $"posted:{i}", At = At.AddSeconds(i) })]);

        var listed = await store.ListAsync(["checkout"], At, At.AddDays(1), default);

        Assert.Equal(SeenChangeStore.MostOfService, listed.Count);
        Assert.Equal($"posted:{SeenChangeStore.MostOfService + 4}", listed[0].Key);
    }

    [Fact]
    public async Task The_state_that_was_said_last_counts_in_whatever_order_it_arrives()
    {
        var store = await OpenAsync();
        var states = new[]
        {
            Change with { State = ChangeState.Waiting }, Change with { State = ChangeState.InProgress },
            Change with { At = At.AddMinutes(2), State = ChangeState.Failure }, Change with { At = At.AddMinutes(5), State = ChangeState.InProgress },
            Change with { At = At.AddMinutes(9), State = ChangeState.Success }, Change with { At = At.AddMinutes(9), State = ChangeState.Inactive },
        };
        var orders = Gen.Shuffle(states).Sample(50, 6).Index();

        foreach (var (round, order) in orders)
        {
            foreach (var change in order)
                await AddAsync(change with { Key = $"posted:{round}" });
            Assert.Equivalent(states[^1] with { Key = $"posted:{round}" }, await store.FindAsync($"posted:{round}", default), strict: true);
        }
    }

    [Fact]
    public async Task What_was_told_by_mistake_can_be_taken_back()
    {
        var store = await OpenAsync();
        await AddAsync(Change);
        Assert.True(await store.HasAnyAsync(default));
        var batch = new Batch();
        SeenChangeStore.Remove(batch, Change.Key);
        await database!.CommitAsync(batch, default);

        Assert.Null(await store.FindAsync(Change.Key, default));
        Assert.False(await store.HasAnyAsync(default));
    }

    [Fact]
    public async Task A_key_that_one_engine_could_not_keep_is_refused_by_both()
    {
        await OpenAsync();

        Assert.Throws<ArgumentException>(() => SeenChangeStore.Add(new Batch(), Change with { Key = new string('k', 301) }, At));
        Assert.Throws<ArgumentException>(() => SeenChangeStore.Add(new Batch(), Change with { Service = new string('s', 201) }, At));
    }

    [Fact]
    public async Task What_happened_more_than_90_days_ago_is_cleaned_up()
    {
        var store = await OpenAsync();
        await AddAsync([.. Enumerable.Range(0, 1_003).Select(i => Change with { Key = $"old:{i}", At = At.AddDays(-90).AddSeconds(-1 - i) })]);
        await AddAsync(Change with { Key = "kept", At = At.AddDays(-90) });

        Assert.Equal(1_003, await store.CleanUpAsync(At, default));

        Assert.Equal(["kept"], Keys(await store.ListAsync([], At.AddDays(-400), At, default)));
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null) await database.DisposeAsync();
        folder.Dispose();
    }

    private static IEnumerable<string> Keys(IEnumerable<ServiceChange> changes) => changes.Select(change => change.Key);

    private async Task<SeenChangeStore> OpenAsync()
    {
        await MigratedFile.PutAtAsync(folder.Database);
        database = new SqliteDatabase($"Data Source={folder.Database}");
        return new SeenChangeStore(database);
    }

    private async Task AddAsync(params ServiceChange[] changes)
    {
        var batch = new Batch();
        foreach (var change in changes)
            SeenChangeStore.Add(batch, change, At);
        Assert.Equal(CommitResult.Committed, await database!.CommitAsync(batch, default));
    }
}
