using System.Globalization;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Slack.Wire;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Benchmarks.Accept;

/// <summary>How long the disk takes for one durable commit, as the bot's store makes it: of a short row, and of a request's row with its indexes.</summary>
internal sealed class CommitTime : IAsyncDisposable
{
    private const int Commits = 200;

    private readonly SqliteDatabase rows;
    private readonly WebApplication bot;
    private long number;

    private CommitTime(SqliteDatabase rows, WebApplication bot)
    {
        this.rows = rows;
        this.bot = bot;
    }

    /// <summary>On files of its own in a folder.</summary>
    public static async Task<CommitTime> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var shortRows = new SqliteDatabase($"Data Source={Path.Combine(folder, "commits.db")}");
        await CommitAsync(shortRows, "CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT NOT NULL)", null, cancellationToken);
        return new CommitTime(shortRows, await ServeCommand.BotAsync(Path.Combine(folder, "requests.db"), cancellationToken));
    }

    /// <summary>The median of some, of a short row; milliseconds.</summary>
    public Task<double> OfShortRowAsync(CancellationToken cancellationToken) =>
        MedianAsync(() => CommitAsync(rows, "INSERT INTO row (body) VALUES (@Body)", new { Body = "a short row" }, cancellationToken));

    /// <summary>The median of some, of a request's row; milliseconds.</summary>
    public Task<double> OfRequestAsync(CancellationToken cancellationToken)
    {
        var inbox = bot.Services.GetRequiredService<Inbox>();
        return MedianAsync(() => inbox.AcceptAsync(Next(), cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await rows.DisposeAsync();
    }

    private Incoming Next()
    {
        number++;
        var (key, channel) = (string.Create(CultureInfo.InvariantCulture, $"T100:Ev{number:0000000000}"), string.Create(CultureInfo.InvariantCulture, $"C{number % 100:000}"));
        return new Incoming(new WorkspaceId("T100"), StoredNames.Platform, key, channel, StoredNames.Event, Encoding.UTF8.GetString(SignedEvents.Body(number)));
    }

    private static async Task<double> MedianAsync(Func<Task> commitAsync)
    {
        var times = new double[Commits];
        for (var i = 0; i < Commits; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await commitAsync();
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
