using IncidentBot.Host.Bot;
using IncidentBot.Host.Terminals;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Host.Demo;

/// <summary>Where the local Slack listens.</summary>
/// <param name="Urls">Its addresses.</param>
/// <param name="MayMove">Whether the next free port is taken when another program has this one.</param>
internal sealed record LocalSlackPlace(IReadOnlyList<string> Urls, bool MayMove = false)
{
    /// <summary>The address of the local Slack's page when nothing else is said.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    private const int Tries = 20;

    /// <summary>The default address, or the next free one.</summary>
    public static LocalSlackPlace Default { get; } = new([DefaultUrl], MayMove: true);

    /// <summary>Starts the local Slack, and says so when it had to move.</summary>
    /// <param name="optionsOf">How it is set up, by its addresses.</param>
    /// <param name="terminal">Where that is said.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="StopException">It cannot listen there.</exception>
    public async Task<WebApplication> StartAsync(
        Func<string, SimulatorOptions> optionsOf, Terminal terminal, CancellationToken cancellationToken)
    {
        for (var moved = 0; ; moved++)
        {
            IReadOnlyList<string> urls = moved == 0 ? Urls : [Next(Urls[0], moved)];
            var simulator = SimulatorApplication.Build(optionsOf(string.Join(';', urls)));
            try
            {
                await Starting.ListenAsync(
                    simulator, urls, "The local Slack needs this address: stop the other program, or choose another with --simulator-urls.",
                    cancellationToken);
                if (moved > 0)
                    await terminal.Out.WriteLineAsync(
                        $"Another program is listening on {Urls[0]}, so the local Slack uses the next free port.");
                return simulator;
            }
            catch (StopException taken) when (taken.IsAddressTaken && MayMove && moved < Tries)
            {
                await simulator.DisposeAsync();
            }
            catch
            {
                await simulator.DisposeAsync();
                throw;
            }
        }
    }

    private static string Next(string url, int steps)
    {
        var address = BindingAddress.Parse(url);
        return $"{address.Scheme}://{address.Host}:{address.Port + steps}";
    }
}
