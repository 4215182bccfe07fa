using IncidentBot.Changes;
using IncidentBot.Changes.Told;
using IncidentBot.Store;
using IncidentBot.Tests.Delivery;
using IncidentBot.Tests.Store;

namespace IncidentBot.Tests.Changes;

/// <summary>What a source was told is kept as a whole; of two that go on from the same, one is in conflict.</summary>
public sealed class ToldHistoryStoreTests : IAsyncDisposable
{
    private static readonly DateTimeOffset At = ManualTime.Start;
    private static readonly ToldHistory History = new("github:deployment:acme/checkout:1", "github:acme/checkout", 1, "{}");

    private readonly TempFolder folder = new();
    private SqliteDatabase? database;

    [Fact]
    public async Task The_next_version_takes_the_place_of_the_former_and_a_second_one_is_in_conflict()
    {
        var store = await OpenAsync();
        Assert.Equal(CommitResult.Committed, await AddAsync(History, At));
        Assert.Equal(CommitResult.Conflict, await AddAsync(History with { Body = "other" }, At));
        Assert.Equal(CommitResult.Committed, await AddAsync(History with { Version = 2, Body = "more" }, At));
        Assert.Equal(CommitResult.Conflict, await AddAsync(History with { Version = 2, Body = "other" }, At));

        Assert.Equal(History with { Version = 2, Body = "more" }, await store.FindAsync(History.Key, default));
        Assert.Null(await store.FindAsync("other", default));
    }

    [Fact]
    public async Task A_scope_is_listed_newest_first_and_old_ones_go()
    {
        var store = await OpenAsync();
        await AddAsync(History, At);
        await AddAsync(History with { Key = "2" }, At.AddMinutes(1));
        await AddAsync(History with { Key = "3", Scope = "github:acme/other" }, At);

        Assert.Equal(["2", History.Key], (await store.ListAsync(History.Scope, At, 10, default)).Select(one => one.Key));
        Assert.Equal(["2"], (await store.ListAsync(History.Scope, At.AddSeconds(1), 10, default)).Select(one => one.Key));
        Assert.Equal(["2"], (await store.ListAsync(History.Scope, At, 1, default)).Select(one => one.Key));
        Assert.Equal(2, await store.CleanUpAsync(At.AddDays(SeenChangeStore.KeptDays).AddSeconds(1), default));
        Assert.Equal(["2"], (await store.ListAsync(History.Scope, At, 10, default)).Select(one => one.Key));
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null) await database.DisposeAsync();
        folder.Dispose();
    }

    private Task<CommitResult> AddAsync(ToldHistory history, DateTimeOffset at)
    {
        var batch = new Batch();
        ToldHistoryStore.Add(batch, history, at);
        return database!.CommitAsync(batch, default);
    }

    private async Task<ToldHistoryStore> OpenAsync()
    {
        await MigratedFile.PutAtAsync(folder.Database);
        database = new SqliteDatabase($"Data Source={folder.Database}");
        return new ToldHistoryStore(database);
    }
}
