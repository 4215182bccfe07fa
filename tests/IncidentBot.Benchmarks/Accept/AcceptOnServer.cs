using IncidentBot.Host.Tests.Crash;
using IncidentBot.Store;

namespace IncidentBot.Benchmarks.Accept;

/// <summary><c>accept --store sqlserver</c>: how fast requests are accepted on a server, beside SQLite in the same run.</summary>
internal static class AcceptOnServer
{
    private const int Pairs = 7, Burst = 64;

    private static readonly (int Connections, double Target)[] Loads = [(1, 0.3), (8, 0.6)];

    private static readonly TimeSpan ShortWhile = TimeSpan.FromMilliseconds(500);

    // Until the server's code is compiled for good.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    /// <summary>Prints what it finds; 0: the promises held.</summary>
    public static async Task<int> RunAsync(TimeSpan duration, long flood, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-accept-");
        try
        {
            Console.WriteLine(Machine.Describe());
            await using var database = await StageStore.OpenAsync(StoreProvider.SqlServer, folder.FullName, cancellationToken);
            using var onFile = await AcceptCommand.ServeAsync(Path.Combine(folder.FullName, "bot.db"), folder.FullName, cancellationToken);
            using var onServer = await AcceptCommand.ServeAsync(ServeCommand.Server, folder.FullName, cancellationToken, database.Options.ConnectionString);
            var number = 0L;
            using var toFile = new Load(onFile, () => Interlocked.Increment(ref number));
            using var toServer = new Load(onServer, () => Interlocked.Increment(ref number));
            // It throws when one is not answered 200.
            Console.WriteLine($"A burst of {Burst} right after the start: {await toServer.RunAsync(Burst, ShortWhile, cancellationToken)}");
            await toFile.RunAsync(Burst, WarmUp, cancellationToken);
            await toServer.RunAsync(Burst, WarmUp, cancellationToken);
            var held = true;
            foreach (var (connections, target) in Loads) held &= await CompareAsync(toFile, toServer, connections, target, duration, cancellationToken);
            if (flood > 0) held &= await AcceptCommand.FloodAsync(toServer, onServer, flood, cancellationToken);
            return held ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> CompareAsync(Load toFile, Load toServer, int connections, double target, TimeSpan duration, CancellationToken cancellationToken)
    {
        var ratios = new List<double>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            var file = await toFile.RunAsync(connections, duration, cancellationToken);
            var server = await toServer.RunAsync(connections, duration, cancellationToken);
            ratios.Add(server.PerSecond / file.PerSecond);
            Console.WriteLine($"SQLite:     {file}");
            Console.WriteLine($"SQL Server: {server}   {ratios[^1]:0.00} of SQLite's rate");
        }

        var ratio = AcceptCommand.Median(ratios);
        Console.WriteLine($"{connections} at once, {Pairs} pairs: median {ratio:0.00} of SQLite's rate, from {ratios.Min():0.00} to {ratios.Max():0.00}; wanted: {target:0.00}.");
        return ratio >= target;
    }
}
