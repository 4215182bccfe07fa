using IncidentBot.Store;

namespace IncidentBot.Tests.Store;

/// <summary>After an outage the store is open again as soon as the connections that it broke have been met, each question waiting 2.2 s at most.</summary>
public sealed class SqlServerReturnTests : IAsyncDisposable
{
    // The connections of the three that are used at once, and a new one.
    private const int MostTries = 4;

    private static readonly RowInsert Insert = new("sent", "workspace_id, effect_key, sent_at", "@WorkspaceId, @EffectKey, @At", Key: ["workspace_id", "effect_key"]);

    private readonly TdsServer server = new();
    private readonly SqlServerDatabase database;
    private int added;

    public SqlServerReturnTests() => database = new SqlServerDatabase(
        $"Server=tcp:127.0.0.1,{server.Port};Database=incidents;User Id=bot;Password=hidden;Encrypt=false;TrustServerCertificate=true", TimeProvider.System, new Random(1));

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_store_is_open_again_soon_after_the_servers_return(bool refuses)
    {
        await UseAsync();
        if (refuses) server.Refuse();
        else server.FallSilent();
        // Long enough for whoever is still waiting in the driver to be in the way.
        for (var round = 0; round < 2; round++) await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AllFailAsync()));

        server.Return();

        await UseAsync();
    }

    [Fact]
    public async Task What_hangs_on_connections_from_before_holds_nobody_up()
    {
        await UseAsync();
        server.Freeze();
        var hanging = Enumerable.Range(0, 40).SelectMany(n => new[] { ReadAsync(), WriteAsync() }).ToList();
        // By then the server is known to be away.
        for (var round = 0; round < 2; round++) await Assert.ThrowsAsync<StoreUnavailableException>(AddAsync);

        server.Return();

        await UseAsync();
        foreach (var one in hanging) await Assert.ThrowsAsync<StoreUnavailableException>(() => one);
    }

    [Fact]
    public async Task A_batch_that_waits_for_a_silent_server_keeps_no_thread()
    {
        await UseAsync();
        server.Freeze();
        var asking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batches = new List<Task>();
        var asker = new Thread(() =>
        {
            for (var n = 0; n < 8; n++) batches.Add(WriteAsync());
            asking.SetResult();
        });

        asker.Start();

        // A batch that kept the thread would keep it for seconds, each of them.
        await asking.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.All(batches, batch => Assert.False(batch.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Reads_alone_notice_that_the_server_is_away()
    {
        await UseAsync();
        server.Freeze();
        var hanging = Enumerable.Range(0, 20).Select(_ => ReadAsync()).ToList();
        // One look waits in vain.
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);

        server.Return();

        await SucceedAsync(ReadAsync);
        foreach (var one in hanging) await Assert.ThrowsAsync<StoreUnavailableException>(() => one);
    }

    [Fact]
    public async Task While_the_server_is_away_nobody_waits_behind_others()
    {
        await UseAsync();
        server.Refuse();
        await AllFailAsync();

        var failures = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync)));

        Assert.All(failures, failure => Assert.DoesNotContain("did not get round", failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_only_broke_a_connection_is_not_away()
    {
        await UseAsync();
        server.FallSilent();
        server.Return();

        await UseAsync();
    }

    [Fact]
    public async Task A_closed_store_looks_for_its_server_no_more()
    {
        await UseAsync();
        server.Refuse();
        await AllFailAsync();
        await database.DisposeAsync();
        server.Return();
        var logins = server.Logins;

        await using (var other = new SqlServerDatabase($"Server=tcp:127.0.0.1,{server.Port};Database=others;User Id=bot;Password=hidden;Encrypt=false", TimeProvider.System, new Random(1)))
        {
            await other.QueryAsync<int>("SELECT 1", null, default);
        }

        // The other's own, and at most one look that was under way.
        Assert.InRange(server.Logins - logins, 1, 1 + 4 + SqlServerSearch.MostAtOnce);
    }

    private async Task UseAsync() => await Task.WhenAll(SucceedAsync(ReadAsync), SucceedAsync(WriteAsync), SucceedAsync(AddAsync));

    private async Task AllFailAsync()
    {
        var asked = new[] { ReadAsync(), WriteAsync(), AddAsync() };
        foreach (var one in asked) await Assert.ThrowsAsync<StoreUnavailableException>(() => one);
    }

    private static async Task SucceedAsync(Func<Task> askAsync)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await askAsync();
                return;
            }
            catch (StoreUnavailableException) when (attempt < MostTries)
            {
                // The connection on which it was asked had been broken.
            }
        }
    }

    private async Task ReadAsync() => Assert.Equal([1], await database.QueryAsync<int>("SELECT 1", null, default));

    private async Task WriteAsync()
    {
        var batch = new Batch();
        batch.Add("UPDATE sent SET sent_at = sent_at", expectedRows: 1);
        Assert.Equal(CommitResult.Committed, await database.CommitAsync(batch, default));
    }

    private async Task AddAsync() =>
        Assert.True(await database.InsertOnceAsync(Insert, new { WorkspaceId = "T", EffectKey = $"{Interlocked.Increment(ref added)}", At = DateTimeOffset.UnixEpoch }, default));
}
