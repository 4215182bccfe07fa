using System.CommandLine;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Store;

namespace IncidentBot.Benchmarks;

/// <summary><c>drain</c>: how long notes take from being accepted to being answered, in a store that is small at first and large at the end.</summary>
internal static class DrainCommand
{
    private const string Maya = "maya", Lobby = "incidents";
    private const int AtOnce = 16, Parts = 10;
    private const double MostGrowth = 1.2;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    // So many open incidents are compared with their channels all the time, and there would never be quiet.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal) { ["Timeline__SweepMinutes"] = "1440" };

    public static Command Create()
    {
        var notes = new Option<int>("--notes") { Description = "How many notes.", DefaultValueFactory = _ => 10_000 };
        var incidents = new Option<int>("--incidents") { Description = "Over how many incidents.", DefaultValueFactory = _ => 100 };
        var stored = new Option<int>("--stored") { Description = "How many incidents, with 1,000 timeline entries each, the store holds at the end.", DefaultValueFactory = _ => 1000 };
        var warmUp = new Option<int>("--warm-up") { Description = "How many notes come before, until the bot's code is compiled for good.", DefaultValueFactory = _ => 3000 };
        var store = StoreChoice.Option();
        var command = new Command("drain", "How long notes take from being accepted to being answered.") { notes, incidents, stored, warmUp, store };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(notes), parsed.GetValue(incidents), parsed.GetValue(stored), parsed.GetValue(warmUp), parsed.GetValue(store), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int notes, int incidents, int stored, int warmUp, StoreProvider store, CancellationToken cancellationToken)
    {
        Console.WriteLine(Machine.Describe());
        await using var stage = await CrashStage.StartAsync(cancellationToken, settings: Settings, provider: store);
        for (var n = 0; n < incidents; n++) await stage.Slack.CommandAsync(Maya, Lobby, "start Checkout returns 500s", cancellationToken);
        await QuietAsync(stage, cancellationToken);
        var channels = (await stage.Slack.StateAsync(cancellationToken)).Channels.Where(c => c.Name.StartsWith("inc-", StringComparison.Ordinal)).Select(c => c.Id).ToList();
        await DrainAsync(stage, channels, warmUp, cancellationToken);
        var (costs, total) = (new List<double>(), 0.0);
        for (var part = 0; part < Parts; part++)
        {
            var (seconds, work) = await DrainAsync(stage, channels, notes / Parts, cancellationToken);
            costs.Add(work);
            total += seconds;
            Console.WriteLine($"{notes / Parts} notes: {seconds:0.0} s from the first accepted to the last answered, {work * 1000:0.00} ms of a core each.");
            if (part < Parts - 1) await GrowAsync(stage, part, stored / (Parts - 1), cancellationToken);
        }

        var growth = costs[^1] / costs[0];
        Console.WriteLine($"{notes} notes over {channels.Count} incidents: {total:0} s, {notes / total:0} a second.");
        Console.WriteLine($"Work of one note with {stored} more incidents of 1,000 entries in the store, beside without: {growth:0.00}; wanted: at most {MostGrowth:0.00}.");
        return growth <= MostGrowth ? 0 : 1;
    }

    private static async Task<(double Seconds, double Work)> DrainAsync(CrashStage stage, List<string> channels, int notes, CancellationToken cancellationToken)
    {
        var before = new { Inbox = await LastAsync(stage, "inbox", cancellationToken), Outbox = await LastAsync(stage, "outbox", cancellationToken) };
        var worked = stage.BotWorked;
        var each = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, notes), each, async (n, stop) => await stage.Slack.CommandAsync(Maya, channels[n % channels.Count], $"note Payments fail, seen {n} times", stop));
        await QuietAsync(stage, cancellationToken);
        var seconds = (await stage.Database.QueryAsync<double>(DrainTexts.Took(stage.Database.Dialect), before, cancellationToken))[0];
        return (seconds, (stage.BotWorked - worked).TotalSeconds / notes);
    }

    private static async Task GrowAsync(CrashStage stage, int part, int incidents, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        var first = 1_000_000 + part * incidents;
        DrainTexts.AddIncidents(batch, stage.Database.Dialect, first, incidents);
        for (var n = 0; n < incidents; n++) DrainTexts.AddTimeline(batch, stage.Database.Dialect, first + n, entries: 1000);
        await stage.Database.CommitAsync(batch, cancellationToken);
    }

    private static async Task QuietAsync(CrashStage stage, CancellationToken cancellationToken)
    {
        while (!await stage.IsQuietAsync(cancellationToken)) await Task.Delay(Glance, TimeProvider.System, cancellationToken);
    }

    private static async Task<long> LastAsync(CrashStage stage, string queue, CancellationToken cancellationToken) =>
        (await stage.Database.QueryAsync<long>($"SELECT COALESCE(MAX(id), 0) FROM {queue}", null, cancellationToken))[0];
}
