using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IncidentBot.Store;

namespace IncidentBot.Tests.Store;

/// <summary>A server that refuses connections, or takes them and says nothing: nobody waits longer than who asks does.</summary>
public sealed class SqlServerOutageTests : IDisposable
{
    // Wanted are 2.6 s for requests and 3 s for readiness on a quiet machine; without limits of its own, the driver takes 15 s, one after the other.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static readonly RowInsert Insert = new("sent", "workspace_id, effect_key, sent_at", "@WorkspaceId, @EffectKey, @At", Key: ["workspace_id", "effect_key"]);

    private readonly TcpListener silent = new(IPAddress.Loopback, 0);

    public SqlServerOutageTests() => silent.Start();

    public void Dispose() => silent.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Readiness_is_told_soon(bool refused)
    {
        await using var database = Open(refused);
        var started = Stopwatch.GetTimestamp();

        Assert.False(await new Readiness(database).IsReadyAsync(default));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Soon);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_row_of_a_burst_is_told_soon_that_it_is_not_written(bool refused)
    {
        await using var database = Open(refused);
        var started = Stopwatch.GetTimestamp();

        var rows = Enumerable.Range(0, 64).Select(n => database.InsertOnceAsync(Insert, new { WorkspaceId = "T", EffectKey = $"{n}", At = DateTimeOffset.UnixEpoch }, default)).ToList();

        foreach (var row in rows) await Assert.ThrowsAsync<StoreUnavailableException>(() => row);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Soon);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_that_come_at_once_are_told_soon_however_many_they_are(bool refused)
    {
        await using var database = Open(refused);
        var started = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Assert.ThrowsAsync<StoreUnavailableException>(() => database.QueryAsync<int>("SELECT 1", null, default))));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Soon);
    }

    private SqlServerDatabase Open(bool refused)
    {
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        if (refused) silent.Stop();
        return new SqlServerDatabase(
            $"Server=tcp:127.0.0.1,{port};Database=incidents;User Id=bot;Password=hidden;Encrypt=false;TrustServerCertificate=true", TimeProvider.System, new Random(1));
    }
}
