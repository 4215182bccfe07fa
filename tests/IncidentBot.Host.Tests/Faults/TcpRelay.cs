using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>Stands between a client and a server and passes bytes on, until it is cut: then every connection breaks and none comes about.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private readonly DnsEndPoint target;
    private TcpListener listener = new(IPAddress.Loopback, 0);
    private Task accepting;
    private bool isRefusing;
    private volatile bool isCut, isFrozen;
    private long mostBytes = long.MaxValue;

    public TcpRelay(string host, int port)
    {
        target = new DnsEndPoint(host, port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How many connections came about.</summary>
    public int Connections { get; private set; }

    /// <summary>Breaks every connection, and each new one at once, until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        isCut = true;
        foreach (var socket in open.Keys) Break(socket);
    }

    /// <summary>Breaks every connection and refuses new ones, as a server that does not run, until <see cref="Mend"/>.</summary>
    public void Refuse()
    {
        isRefusing = true;
        listener.Dispose();
        Cut();
    }

    /// <summary>
    /// Passes nothing on any more, as a network that is cut in the middle; new connections come about, and nothing passes over them either. What was connected
    /// stays so after <see cref="Mend"/>.
    /// </summary>
    public void Freeze() => isFrozen = true;

    public void Mend()
    {
        isCut = isFrozen = false;
        if (!isRefusing) return;
        isRefusing = false;
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        accepting = Task.WhenAll(accepting, AcceptAsync());
    }

    /// <summary>Breaks each connection when the server has answered so many bytes on it; the request has arrived by then.</summary>
    public void CutAnswersAfter(long bytes) => Interlocked.Exchange(ref mostBytes, bytes);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relayed = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                Connections++;
                relayed.Add(RelayAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(relayed);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            open[client] = open[server] = 0;
            if (isCut) return;
            await server.ConnectAsync(target, stop.Token);
            await Task.WhenAny(PassAsync(client, server, long.MaxValue), PassAsync(server, client, Interlocked.Read(ref mostBytes)));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Whoever was connected finds the connection broken: that is what this is for.
        }
        finally
        {
            Break(client);
            Break(server);
            client.Dispose();
        }
    }

    private async Task PassAsync(Socket from, Socket to, long most)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (var passed = 0L; passed < most;)
            {
                var read = await from.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most - passed)));
                if (read == 0) return;
                if (isFrozen) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
                await to.SendAsync(buffer.AsMemory(0, read));
                passed += read;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side is gone; both ends are closed by who called.
        }
    }

    // A reset rather than a polite end: that is what a failing network looks like.
    private void Break(Socket socket)
    {
        if (!open.TryRemove(socket, out _)) return;
        try
        {
            socket.LingerState = new LingerOption(enable: true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was closed already.
        }

        socket.Dispose();
    }
}
