using IncidentBot.Store;

namespace IncidentBot.Benchmarks.Accept;

/// <summary>How long the disk takes for one durable commit, as the bot's store makes it.</summary>
internal static class CommitTime
{
    private const int Commits = 200;

    /// <summary>The median; milliseconds.</summary>
    public static async Task<double> MeasureAsync(string folder, CancellationToken cancellationToken)
    {
        await using var database = new SqliteDatabase($"Data Source={Path.Combine(folder, "commits.db")}");
        await CommitAsync(database, "CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT NOT NULL)", null, cancellationToken);
        var times = new double[Commits];
        for (var i = 0; i < Commits; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await CommitAsync(database, "INSERT INTO row (body) VALUES (@Body)", new { Body = "a short row" }, cancellationToken);
            times[i] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Commits / 2];
    }

    private static Task<CommitResult> CommitAsync(SqliteDatabase database, string sql, object? args, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Add(sql, args);
        return database.CommitAsync(batch, cancellationToken);
    }
}
