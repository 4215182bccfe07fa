using IncidentBot.Store;

namespace IncidentBot.Benchmarks.Accept;

/// <summary>How long the disk takes for one durable commit of a short row, as the bot's store makes it.</summary>
internal sealed class CommitTime(string folder) : IAsyncDisposable
{
    private const int Commits = 200;

    private readonly SqliteDatabase database = new($"Data Source={Path.Combine(folder, "commits.db")}");

    /// <summary>The median of some; milliseconds.</summary>
    public async Task<double> MeasureAsync(CancellationToken cancellationToken)
    {
        await CommitAsync("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, body TEXT NOT NULL)", null, cancellationToken);
        var times = new double[Commits];
        for (var i = 0; i < Commits; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await CommitAsync("INSERT INTO row (body) VALUES (@Body)", new { Body = "a short row" }, cancellationToken);
            times[i] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Commits / 2];
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private Task<CommitResult> CommitAsync(string sql, object? args, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Add(sql, args);
        return database.CommitAsync(batch, cancellationToken);
    }
}
