using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Host.Tests.Rubbish;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Growth;

/// <summary>Weeks of events through a bot that is cleaned up every day: is the database as large in the end as it was half way?</summary>
internal static class GrowthRun
{
    /// <summary>How many days the events are spread over; finished rows are kept for 7 of them.</summary>
    public const int Days = 40;

    private const int CommandEvery = 5, Channels = 50;

    /// <summary>Has so many events accepted, worked, answered where they ask for it, and cleaned up.</summary>
    /// <param name="stage">The bot.</param>
    /// <param name="events">How many.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <param name="dayEnded">Is told of each day; null: nobody is.</param>
    public static async Task<IReadOnlyList<GrowthReading>> RunAsync(RubbishStage stage, int events, CancellationToken cancellationToken, Action<GrowthReading>? dayEnded = null)
    {
        var inbox = stage.Services.GetRequiredService<Inbox>();
        var cleanUp = stage.Services.GetRequiredService<CleanUp>();
        var readings = new List<GrowthReading>();
        var begin = stage.Clock.GetUtcNow();
        for (var day = 0; day < Days; day++)
        {
            var accepted = Enumerable.Range(day * (events / Days), events / Days).Select(n => inbox.AcceptAsync(Event(n), cancellationToken));
            await Task.WhenAll(accepted);
            if (!await stage.DrainAsync(cancellationToken)) throw new InvalidOperationException("Something was not worked to its end.");
            stage.Clock.Set(Later(begin.AddDays(day + 1), stage.Clock.GetUtcNow()));
            var deleted = await cleanUp.RunAsync(cancellationToken);
            readings.Add(new GrowthReading(
                day + 1, await stage.CountAsync("PRAGMA page_count", cancellationToken), await stage.CountAsync("PRAGMA freelist_count", cancellationToken),
                await stage.CountAsync("SELECT (SELECT COUNT(*) FROM inbox) + (SELECT COUNT(*) FROM outbox)", cancellationToken), deleted));
            dayEnded?.Invoke(readings[^1]);
        }

        return readings;
    }

    private static Incoming Event(int number)
    {
        var channel = string.Create(CultureInfo.InvariantCulture, $"C{number % Channels}");
        var n = number.ToString(CultureInfo.InvariantCulture);
        return number % CommandEvery == 0
            ? new Incoming(new WorkspaceId("T100"), "slack", n, channel, "command", $$"""{"team_id":"T100","channel_id":"{{channel}}","user_id":"U100","command":"/incident","text":"list"}""")
            : new Incoming(new WorkspaceId("T100"), "slack", n, channel, "event", $$$"""{"type":"event_callback","team_id":"T100","event":{"type":"reaction_added","user":"U100","reaction":"wave","item":{"type":"message","channel":"{{{channel}}}","ts":"1777888700.000100"} } }""");
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>The database at the end of a day.</summary>
/// <param name="Day">Which day.</param>
/// <param name="Pages">Its pages, of 4 kB.</param>
/// <param name="FreePages">Those of them that hold nothing.</param>
/// <param name="Rows">Rows of inbox and outbox.</param>
/// <param name="Deleted">Rows that were cleaned up this day.</param>
internal sealed record GrowthReading(int Day, long Pages, long FreePages, long Rows, int Deleted);
