using System.CommandLine;
using System.Globalization;
using System.Net;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Host.Tests.Faults;
using IncidentBot.Store;
using Microsoft.Data.SqlClient;

namespace IncidentBot.Benchmarks.Accept;

/// <summary><c>outage</c>: how soon requests and readiness are answered while the database server is away, and how soon after that the bot is open again.</summary>
internal static class OutageCommand
{
    private const double MostToAccept = 2.6, MostToBeReady = 3, MostToReturn = 2;
    private const int ServerPort = 1433;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50), Between = TimeSpan.FromMilliseconds(250);

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "How long the server is away each time.", DefaultValueFactory = _ => 30 };
        var command = new Command("outage", "How the bot answers while its database server is away, and how soon it is open again; INCIDENTBOT_TEST_SQLSERVER names the server.") { seconds };
        command.SetAction((parsed, cancellationToken) => RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan away, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-outage-");
        try
        {
            Console.WriteLine(Machine.Describe());
            await using var database = await StageStore.OpenAsync(StoreProvider.SqlServer, folder.FullName, cancellationToken);
            var settings = new SqlConnectionStringBuilder(database.Options.ConnectionString);
            var server = settings.DataSource.Replace("tcp:", string.Empty, StringComparison.OrdinalIgnoreCase).Split(',');
            await using var relay = new TcpRelay(server[0], server.Length > 1 ? int.Parse(server[1], CultureInfo.InvariantCulture) : ServerPort);
            settings.DataSource = string.Create(CultureInfo.InvariantCulture, $"tcp:127.0.0.1,{relay.Port}");
            using var bot = await AcceptCommand.ServeAsync(ServeCommand.Server, folder.FullName, cancellationToken, settings.ConnectionString);
            using var http = new HttpClient { BaseAddress = new Uri(bot.Address) };
            var number = 0L;
            Task<Answer> AcceptAsync() => AskAsync(http, SignedEvents.Request(Interlocked.Increment(ref number)), cancellationToken);
            Task<Answer> ReadyAsync() => AskAsync(http, new HttpRequestMessage(HttpMethod.Get, "/readyz"), cancellationToken);
            var held = true;
            foreach (var (how, cut) in new (string, Action)[] { ("breaks connections", relay.Cut), ("refuses connections", relay.Refuse), ("says nothing", relay.Freeze) })
            {
                await UntilBothAsync(AcceptAsync, ReadyAsync, cancellationToken);
                cut();
                var (accepted, ready) = await AskWhileAsync(away, AcceptAsync, ReadyAsync, cancellationToken);
                relay.Mend();
                var mended = TimeProvider.System.GetTimestamp();
                await UntilBothAsync(AcceptAsync, ReadyAsync, cancellationToken);
                var back = TimeProvider.System.GetElapsedTime(mended).TotalSeconds;
                held &= accepted <= MostToAccept && ready <= MostToBeReady && back <= MostToReturn;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"A server that {how} for {away.TotalSeconds:0} s: requests are answered within {accepted:0.00} s (wanted {MostToAccept}), /readyz within {ready:0.00} s (wanted {MostToBeReady}); open again after {back:0.00} s (wanted {MostToReturn})."));
            }

            return held ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double Accepted, double Ready)> AskWhileAsync(TimeSpan away, Func<Task<Answer>> acceptAsync, Func<Task<Answer>> readyAsync, CancellationToken cancellationToken)
    {
        var (accepts, readies) = (new List<Task<Answer>>(), new List<Task<Answer>>());
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < away)
        {
            accepts.Add(acceptAsync());
            readies.Add(readyAsync());
            await Task.Delay(Between, TimeProvider.System, cancellationToken);
        }

        var (accepted, ready) = (await Task.WhenAll(accepts), await Task.WhenAll(readies));
        // The first may have been stored before the cut.
        Console.WriteLine($"{accepted.Count(one => one.IsOk)} of {accepted.Length} requests and {ready.Count(one => one.IsOk)} of {ready.Length} questions were answered 200 meanwhile.");
        return (accepted.Max(one => one.Seconds), ready.Max(one => one.Seconds));
    }

    private static async Task UntilBothAsync(Func<Task<Answer>> acceptAsync, Func<Task<Answer>> readyAsync, CancellationToken cancellationToken)
    {
        while (!(await Task.WhenAll(acceptAsync(), readyAsync())).All(one => one.IsOk)) await Task.Delay(Glance, TimeProvider.System, cancellationToken);
    }

    private static async Task<Answer> AskAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            var started = TimeProvider.System.GetTimestamp();
            using var response = await http.SendAsync(request, cancellationToken);
            return new Answer(response.StatusCode == HttpStatusCode.OK, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        }
    }

    private sealed record Answer(bool IsOk, double Seconds);
}
