using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sockets;

/// <summary>Opens connections: asks for an address, connects, and waits for the hello.</summary>
internal sealed class SocketOpener(SocketAddresses addresses, EnvelopeReceiver receiver, SocketTimings timings, ILogger<SocketOpener> log)
{
    /// <summary>Opens one.</summary>
    /// <returns>The session or, if there is none, why.</returns>
    public async Task<(SocketSession? Session, NotOpened? Why)> OpenAsync(CancellationToken cancellationToken)
    {
        var (address, refused) = await addresses.AskAsync(cancellationToken);
        if (address is null) return (null, refused);
        var (socket, failed) = await ConnectAsync(address, cancellationToken);
        if (socket is null) return (null, failed);

        var session = new SocketSession(socket, receiver, timings, log);
        await Task.WhenAny(session.Hello, session.Ended, Task.Delay(timings.Hello, timings.Clock, cancellationToken));
        if (session.Hello.IsCompleted) return (session, null);

        await session.DisposeAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return (null, new NotOpened("no_hello", "Slack accepted the connection but did not say hello on it."));
    }

    private async Task<(WebSocket? Socket, NotOpened? Why)> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        // Whatever Slack sends resets it; a ping without an answer cancels the socket.
        socket.Options.KeepAliveInterval = timings.PingAfter;
        socket.Options.KeepAliveTimeout = timings.Pong;
        using var patience = new CancellationTokenSource(timings.Hello, timings.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await socket.ConnectAsync(address, either.Token);
            return (socket, null);
        }
        catch (Exception failed) when (failed is WebSocketException
            || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            return (
                null,
                new NotOpened(
                    "not_connected",
                    $"{address.Host} cannot be reached over a WebSocket. Check the network, and that any proxy lets WebSockets through."));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
