using IncidentBot.Slack.WebApi;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sockets;

/// <summary>
/// Keeps the wanted number of connections up while the bot runs; all of them stop for good when Slack turns Socket Mode off.
/// </summary>
internal sealed class SlackSockets(
    SocketOpener opener, SlackOptions options, SlackConnection connection, SocketTimings timings,
    ILogger<SlackSockets> log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(
            Enumerable.Range(1, options.SocketConnections).Select(number => Task.Run(() => KeepUpAsync(number), CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

    private async Task KeepUpAsync(int number)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await new SocketSlot(number, opener, connection, timings, log).RunAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.ConnectionFailed(failure, number);
                await Task.Delay(timings.LongestPause, timings.Clock, stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
