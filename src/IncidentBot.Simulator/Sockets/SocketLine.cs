using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Sockets;

/// <summary>One connection of the app: sends frames one after the other, and knows which envelopes are not acknowledged yet.</summary>
internal sealed class SocketLine(int number, WebSocket socket, QuietStream stream, DateTimeOffset openedAt) : IDisposable
{
    // An acknowledgement may carry a form's next view.
    private const int LongestMessage = 1 << 20;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> open = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource cut = new();

    public int Number => number;

    public DateTimeOffset OpenedAt => openedAt;

    public int Acknowledged { get; private set; }

    public int Sent { get; private set; }

    /// <summary>Whether hello was said, so that envelopes may come.</summary>
    public bool IsReady { get; set; }

    /// <summary>Whether its end was announced.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>Reads acknowledgements until the connection ends.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cut.Token);
        var pinging = PingAsync(either.Token);
        try
        {
            while (await ReceiveAsync(either.Token) is { } message) Take(message);
            if (socket.State == WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, either.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // However it ended, what was not acknowledged is lost with it.
        }
        finally
        {
            await cut.CancelAsync();
            foreach (var waiting in open.Values)
                waiting.TrySetException(new IOException("The connection ended before the acknowledgement."));
            await pinging;
        }
    }

    public async Task SendAsync(JsonObject frame, CancellationToken cancellationToken)
    {
        await sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(frame, WireJson.Writing), WebSocketMessageType.Text, endOfMessage: true,
                cancellationToken);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Sends an envelope and waits for its acknowledgement.</summary>
    /// <returns>The acknowledgement's payload; null: it had none.</returns>
    /// <exception cref="IOException">The connection ended first.</exception>
    public async Task<JsonNode?> DeliverAsync(JsonObject envelope, bool thenCut, CancellationToken cancellationToken)
    {
        var id = envelope["envelope_id"]!.GetValue<string>();
        var waiting = open[id] = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await SendAsync(envelope, cancellationToken);
            Sent++;
            if (thenCut) Cut();
            return await waiting.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            open.TryRemove(id, out _);
        }
    }

    /// <summary>Announces the end, and closes after a while.</summary>
    public async Task AnnounceEndAsync(string reason, TimeSpan closeAfter)
    {
        IsLeaving = true;
        try
        {
            await SendAsync(
                new JsonObject
                {
                    ["type"] = "disconnect",
                    ["reason"] = reason,
                    ["debug_info"] = new JsonObject { ["host"] = SocketHub.HostName },
                },
                cut.Token);
            if (closeAfter > TimeSpan.Zero) await Task.Delay(closeAfter, TimeProvider.System, cut.Token);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cut.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It ended by itself.
        }
    }

    /// <summary>Ends it without a word, as when a cable is pulled.</summary>
    public void Cut()
    {
        socket.Abort();
        cut.Cancel();
    }

    public void FallSilent() => stream.FallSilent();

    public void Dispose()
    {
        socket.Dispose();
        stream.Dispose();
        cut.Dispose();
    }

    private void Take(string message)
    {
        try
        {
            if (JsonNode.Parse(message, documentOptions: WireJson.Reading) is not JsonObject frame
                || frame["envelope_id"]?.ToString() is not { } id) return;
            if (!open.TryGetValue(id, out var waiting)) return;
            Acknowledged++;
            waiting.TrySetResult(frame["payload"]?.DeepClone());
        }
        catch (JsonException)
        {
            // As with Slack, what cannot be read acknowledges nothing.
        }
    }

    private async Task<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (read.MessageType == WebSocketMessageType.Close) return null;
            message.Write(buffer, 0, read.Count);
            if (message.Length > LongestMessage) throw new IOException("A message of the app is too long.");
            if (read.EndOfMessage) return System.Text.Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
        }
    }

    private async Task PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(PingEvery, TimeProvider.System, cancellationToken);
                await stream.PingAsync(cancellationToken);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The connection has ended.
        }
    }
}
