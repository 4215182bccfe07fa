using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Host.Tests.Crash;

namespace IncidentBot.Benchmarks;

/// <summary><c>open</c>: how many calls of Slack come one after the other until an incident's channel can be used.</summary>
internal static class OpenCommand
{
    private const int Incidents = 5, MostRoundTrips = 3;
    private const string Maya = "maya", Lobby = "incidents";
    private static readonly TimeSpan SlackTakes = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var command = new Command("open", "How many calls of Slack come one after the other until an incident's channel can be used.");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine(Machine.Describe());
        await using var stage = await CrashStage.StartAsync(cancellationToken);
        await stage.DelayAsync(SlackTakes, cancellationToken);
        var most = 0;
        for (var number = 1; number <= Incidents; number++)
        {
            var asked = TimeProvider.System.GetUtcNow();
            await stage.Slack.CommandAsync(Maya, Lobby, "start Checkout returns 500s", cancellationToken);
            while (!await stage.IsQuietAsync(cancellationToken)) await Task.Delay(Glance, TimeProvider.System, cancellationToken);
            var usable = await UsableAsync(stage, number, cancellationToken);
            var depth = Depth(await CallsAsync(stage, asked, usable, cancellationToken));
            // The first one also asks once for what is remembered from then on.
            if (number > 1) most = Math.Max(most, depth);
            Console.WriteLine($"Incident {number}: usable after {(usable - asked).TotalMilliseconds:0} ms, {depth} round trips of {SlackTakes.TotalMilliseconds:0} ms one after the other.");
        }

        Console.WriteLine($"At most {most} round trips; wanted: at most {MostRoundTrips}.");
        return most <= MostRoundTrips ? 0 : 1;
    }

    // The link is answered, card and checklist stand in the channel.
    private static async Task<DateTimeOffset> UsableAsync(CrashStage stage, int number, CancellationToken cancellationToken)
    {
        var channels = (await stage.Slack.StateAsync(cancellationToken)).Channels;
        var opened = channels.First(c => c.Name.StartsWith($"inc-{number}-", StringComparison.Ordinal));
        var messages = (await stage.GetAsync($"channels/{opened.Id}/messages", cancellationToken)).AsArray();
        var posted = messages.Where(m => ((string?)m!["metadata"]?["event_payload"]?["key"])?.Split('/')[^1] is "card" or "checklist");
        var lobby = (await stage.GetAsync($"channels/{Lobby}/messages", cancellationToken)).AsArray();
        var link = lobby.Last(m => m!["ephemeral_to"] is not null && m.ToJsonString().Contains(opened.Id, StringComparison.Ordinal));
        return posted.Append(link).Select(m => Instant((string)m!["ts"]!)).Max();
    }

    private static async Task<IReadOnlyList<(DateTimeOffset Start, DateTimeOffset End)>> CallsAsync(CrashStage stage, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var journal = (await stage.GetAsync("journal", cancellationToken)).AsArray();
        return
        [
            .. journal.Where(e => (string?)e!["direction"] == "in" && e["ms"] is not null && !((string)e["method"]!).StartsWith("github.", StringComparison.Ordinal))
                .Select(Times).Where(call => call.Start >= from && call.Start <= to),
        ];
    }

    // As many of the calls as do not overlap: the longest chain there can have been.
    private static int Depth(IReadOnlyList<(DateTimeOffset Start, DateTimeOffset End)> calls)
    {
        var (depth, end) = (0, DateTimeOffset.MinValue);
        foreach (var call in calls.OrderBy(c => c.End).Where(c => c.End - c.Start >= SlackTakes / 2))
        {
            if (call.Start < end) continue;
            depth++;
            end = call.End;
        }

        return depth;
    }

    private static (DateTimeOffset Start, DateTimeOffset End) Times(JsonNode? entry)
    {
        var start = DateTimeOffset.Parse((string)entry!["at"]!, CultureInfo.InvariantCulture);
        return (start, start.AddMilliseconds((double)entry["ms"]!));
    }

    private static DateTimeOffset Instant(string ts) => DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(ts, CultureInfo.InvariantCulture));
}
