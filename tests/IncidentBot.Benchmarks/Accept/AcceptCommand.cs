using System.CommandLine;
using IncidentBot.Host.Tests.Crash;

namespace IncidentBot.Benchmarks.Accept;

/// <summary><c>accept</c>: how fast requests are accepted durably, beside an endpoint that stores nothing.</summary>
internal static class AcceptCommand
{
    private const int Connections = 64, Pairs = 7;
    private const double Target = 0.5;

    // Until the server's code is compiled for good.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "How long each of the loads lasts.", DefaultValueFactory = _ => 2 };
        var flood = new Option<long>("--flood") { Description = "How many events are sent at the end while memory is watched; 0: none." };
        var command = new Command("accept", "How fast requests are accepted durably, beside an endpoint that stores nothing.") { seconds, flood };
        command.SetAction((parsed, cancellationToken) => RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(flood), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan duration, long flood, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-accept-");
        try
        {
            Console.WriteLine(Machine.Describe());
            var commit = await CommitTime.MeasureAsync(folder.FullName, cancellationToken);
            Console.WriteLine($"One durable commit: {commit:0.00} ms (median).");
            using var bare = await ServeAsync(ServeCommand.Bare, folder.FullName, cancellationToken);
            using var bot = await ServeAsync(Path.Combine(folder.FullName, "bot.db"), folder.FullName, cancellationToken);
            var number = 0L;
            using var toBare = new Load(bare, () => Interlocked.Increment(ref number));
            using var toBot = new Load(bot, () => Interlocked.Increment(ref number));
            using var twice = new Load(bot, () => Interlocked.Increment(ref number) / 2 + int.MaxValue);
            await toBare.RunAsync(Connections, WarmUp, cancellationToken);
            await toBot.RunAsync(Connections, WarmUp, cancellationToken);
            var ratio = await ComparePairsAsync(toBare, toBot, duration, cancellationToken);
            Console.WriteLine($"(c) duplicates: {await twice.RunAsync(Connections, duration, cancellationToken)}");
            await CompareLoneAsync(toBare, toBot, duration, commit, cancellationToken);
            if (flood > 0) await FloodAsync(toBot, bot, flood, cancellationToken);
            return ratio >= Target ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<HostProcess> ServeAsync(string what, string folder, CancellationToken cancellationToken) => HostProcess.StartAsync(
        [Path.Combine(AppContext.BaseDirectory, "IncidentBot.Benchmarks.dll"), "serve", what], folder, new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);

    private static async Task<double> ComparePairsAsync(Load toBare, Load toBot, TimeSpan duration, CancellationToken cancellationToken)
    {
        var ratios = new List<double>();
        var work = new List<double>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            var bare = await toBare.RunAsync(Connections, duration, cancellationToken);
            var bot = await toBot.RunAsync(Connections, duration, cancellationToken);
            ratios.Add(bot.PerSecond / bare.PerSecond);
            work.Add(bot.Work / bare.Work);
            Console.WriteLine($"(a) bare:       {bare}");
            Console.WriteLine($"(b) durable:    {bot}   (b)/(a) {ratios[^1]:0.00}");
        }

        ratios.Sort();
        work.Sort();
        Console.WriteLine($"(b)/(a) of {Pairs} pairs, {Connections} connections: median {ratios[Pairs / 2]:0.00}, from {ratios[0]:0.00} to {ratios[^1]:0.00}; wanted: {Target:0.00}.");
        Console.WriteLine($"A durable request keeps a core of the server busy {work[Pairs / 2]:0.0} times as long as a bare one (median; hardly depends on what else the machine does).");
        return ratios[Pairs / 2];
    }

    private static async Task CompareLoneAsync(Load toBare, Load toBot, TimeSpan duration, double commit, CancellationToken cancellationToken)
    {
        var bare = await toBare.RunAsync(1, duration, cancellationToken);
        var bot = await toBot.RunAsync(1, duration, cancellationToken);
        Console.WriteLine($"A lone request, p50: (a) {bare.P50:0.00} ms, (b) {bot.P50:0.00} ms; wanted: at most (a) plus 1.5 commits, {bare.P50 + 1.5 * commit:0.00} ms.");
    }

    private static async Task FloodAsync(Load toBot, HostProcess bot, long events, CancellationToken cancellationToken)
    {
        for (var sent = 0L; sent < events;)
        {
            sent += (await toBot.RunAsync(Connections, TimeSpan.FromSeconds(10), cancellationToken)).Requests;
            Console.WriteLine($"{sent,9} events: {bot.Memory / (1 << 20)} MiB");
        }
    }
}
