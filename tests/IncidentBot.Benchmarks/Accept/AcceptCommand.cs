using System.CommandLine;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Store;

namespace IncidentBot.Benchmarks.Accept;

/// <summary><c>accept</c>: how fast requests are accepted durably, beside an endpoint that stores nothing.</summary>
internal static class AcceptCommand
{
    private const int Connections = 64, Pairs = 7;
    private const double Target = 0.6, MostCommits = 1.3, MostP99 = 3;

    // Buffers that the runtime keeps for reuse go up and down.
    private const double MostGrowth = 16;

    // Until the server's code is compiled for good, on a busy machine too.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private const long WarmRequests = 20_000;

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "How long each of the loads lasts.", DefaultValueFactory = _ => 2 };
        var flood = new Option<long>("--flood") { Description = "How many events are sent at the end while memory is watched; 0: none." };
        var store = StoreChoice.Option();
        var command = new Command("accept", "How fast requests are accepted durably, beside an endpoint that stores nothing; on a server, beside SQLite.") { seconds, flood, store };
        command.SetAction((parsed, cancellationToken) =>
        {
            var duration = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            return parsed.GetValue(store) == StoreProvider.SqlServer
                ? AcceptOnServer.RunAsync(duration, parsed.GetValue(flood), cancellationToken)
                : RunAsync(duration, parsed.GetValue(flood), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan duration, long flood, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-accept-");
        try
        {
            Console.WriteLine(Machine.Describe());
            await using var disk = await CommitTime.OpenAsync(folder.FullName, cancellationToken);
            using var bare = await ServeAsync(ServeCommand.Bare, folder.FullName, cancellationToken);
            using var bot = await ServeAsync(Path.Combine(folder.FullName, "bot.db"), folder.FullName, cancellationToken);
            var number = 0L;
            using var toBare = new Load(bare, () => Interlocked.Increment(ref number));
            using var toBot = new Load(bot, () => Interlocked.Increment(ref number));
            using var twice = new Load(bot, () => Interlocked.Increment(ref number) / 2 + int.MaxValue);
            await WarmAsync(toBare, cancellationToken);
            await WarmAsync(toBot, cancellationToken);
            var held = await ComparePairsAsync(toBare, toBot, duration, cancellationToken);
            Console.WriteLine($"(c) duplicates: {await twice.RunAsync(Connections, duration, cancellationToken)}");
            held &= await CompareLoneAsync(toBare, toBot, duration, disk, cancellationToken);
            if (flood > 0) held &= await FloodAsync(toBot, bot, flood, cancellationToken);
            return held ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Starts a server in a process of its own.</summary>
    /// <param name="what">The argument of <c>serve</c>.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="database">The connection string of the server's database; null: it uses none.</param>
    public static Task<HostProcess> ServeAsync(string what, string folder, CancellationToken cancellationToken, string? database = null)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (database is not null) settings[ServeCommand.ServerVariable] = database;
        return HostProcess.StartAsync([Path.Combine(AppContext.BaseDirectory, "IncidentBot.Benchmarks.dll"), "serve", what], folder, settings, cancellationToken);
    }

    private static async Task WarmAsync(Load load, CancellationToken cancellationToken)
    {
        for (var sent = 0L; sent < WarmRequests;) sent += (await load.RunAsync(Connections, WarmUp, cancellationToken)).Requests;
    }

    private static async Task<bool> ComparePairsAsync(Load toBare, Load toBot, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (ratios, work, slowest) = (new List<double>(), new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            var bare = await toBare.RunAsync(Connections, duration, cancellationToken);
            var bot = await toBot.RunAsync(Connections, duration, cancellationToken);
            ratios.Add(bot.PerSecond / bare.PerSecond);
            work.Add(bot.Work / bare.Work);
            slowest.Add(bot.P99 / bare.P99);
            Console.WriteLine($"(a) bare:       {bare}");
            Console.WriteLine($"(b) durable:    {bot}   (b)/(a) {ratios[^1]:0.00}");
        }

        var ratio = Median(ratios);
        Console.WriteLine($"(b)/(a) of {Pairs} pairs, {Connections} connections: median {ratio:0.00}, from {ratios.Min():0.00} to {ratios.Max():0.00}; wanted: {Target:0.00}.");
        Console.WriteLine($"A durable request keeps a core of the server busy {Median(work):0.0} times as long as a bare one (median; hardly depends on what else the machine does).");
        Console.WriteLine($"p99 of (b) is {Median(slowest):0.0} times that of (a), median, from {slowest.Min():0.0} to {slowest.Max():0.0}; wanted: at most {MostP99:0.0}.");
        return ratio >= Target && Median(slowest) <= MostP99;
    }

    private static async Task<bool> CompareLoneAsync(Load toBare, Load toBot, TimeSpan duration, CommitTime disk, CancellationToken cancellationToken)
    {
        var (bare, bot, row, request) = (new double[Pairs], new double[Pairs], new double[Pairs], new double[Pairs]);
        for (var turn = 0; turn < Pairs; turn++)
        {
            bare[turn] = (await toBare.RunAsync(1, duration, cancellationToken)).P50;
            bot[turn] = (await toBot.RunAsync(1, duration, cancellationToken)).P50;
            row[turn] = await disk.OfShortRowAsync(cancellationToken);
            request[turn] = await disk.OfRequestAsync(cancellationToken);
        }

        double Commits(double[] commit) => Median([.. bare.Zip(bot, commit).Select(t => (t.Second - t.First) / t.Third)]);
        var commits = Commits(request);
        Console.WriteLine($"A lone request, p50, medians of {Pairs} turns: (a) {Median(bare):0.00} ms, (b) {Median(bot):0.00} ms. One durable commit: {Median(request):0.00} ms of a request's row, {Median(row):0.00} ms of a short row.");
        Console.WriteLine($"(b) is (a) plus {commits:0.0} commits of a request's row ({Commits(row):0.0} of a short row); wanted: at most {MostCommits:0.0}.");
        return commits <= MostCommits;
    }

    /// <summary>The one in the middle.</summary>
    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Sends events while the bot's memory is watched; whether the second half took no more of it than the first.</summary>
    public static async Task<bool> FloodAsync(Load toBot, HostProcess bot, long events, CancellationToken cancellationToken)
    {
        var (first, second) = (0d, 0d);
        for (var sent = 0L; sent < events;)
        {
            sent += (await toBot.RunAsync(Connections, TimeSpan.FromSeconds(10), cancellationToken)).Requests;
            var memory = bot.Memory / (double)(1 << 20);
            if (sent < events / 2) first = Math.Max(first, memory);
            else second = Math.Max(second, memory);
            Console.WriteLine($"{sent,9} events: {memory:0} MiB");
        }

        if (first == 0) return true;
        Console.WriteLine($"The most in the second half is {second - first:0} MiB more than in the first; wanted: at most {MostGrowth:0}.");
        return second - first <= MostGrowth;
    }
}
