using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sockets;

/// <summary>One connection from its opening to its end: reads what Slack sends, and acknowledges it once it is stored.</summary>
internal sealed class SocketSession : IAsyncDisposable
{
    private const int MostUnderWay = 64;

    private readonly WebSocket socket;
    private readonly EnvelopeReceiver receiver;
    private readonly SocketTimings timings;
    private readonly ILogger log;
    private readonly CancellationTokenSource abort = new();
    private readonly Channel<ReadOnlyMemory<byte>> acknowledgements = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MostUnderWay) { SingleReader = true });
    private readonly SemaphoreSlim turns = new(MostUnderWay, MostUnderWay);
    private readonly List<Task> underWay = [];
    private readonly TaskCompletionSource hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes over a connected socket.</summary>
    public SocketSession(WebSocket socket, EnvelopeReceiver receiver, SocketTimings timings, ILogger log)
    {
        (this.socket, this.receiver, this.timings, this.log) = (socket, receiver, timings, log);
        Ended = RunAsync();
    }

    /// <summary>Slack has said hello: from now on it delivers here.</summary>
    public Task Hello => hello.Task;

    /// <summary>Slack's reason for closing soon, or the bot's code for how the connection ended.</summary>
    public Task<string> Leaving => leaving.Task;

    /// <summary>Completes when the connection is closed.</summary>
    public Task Ended { get; }

    /// <summary>Waits for pending requests, acknowledges them, and closes.</summary>
    public async Task CloseAsync()
    {
        await FinishAsync();
        acknowledgements.Writer.TryComplete();
        await Task.WhenAny(Ended, Task.Delay(timings.Finish, timings.Clock, CancellationToken.None));
        await abort.CancelAsync();
        await Ended;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await abort.CancelAsync();
        await Ended;
        await FinishAsync();
        socket.Dispose();
        abort.Dispose();
    }

    private async Task RunAsync()
    {
        var writing = WriteAsync();
        var how = await ReadAsync();
        leaving.TrySetResult(how);
        // What was taken in before the connection broke is stored all the same; Slack delivers it again and is told so then.
        await FinishAsync();
        acknowledgements.Writer.TryComplete();
        await writing;
    }

    // What takes longer than this is not acknowledged, so Slack delivers it again.
    private async Task FinishAsync()
    {
        Task finished;
        lock (underWay) finished = Task.WhenAll(underWay);
        await Task.WhenAny(finished, Task.Delay(timings.Finish, timings.Clock, CancellationToken.None));
    }

    private async Task<string> ReadAsync()
    {
        var message = new ArrayBufferWriter<byte>(16 * 1024);
        var isTooLong = false;
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(message.GetMemory(4096), abort.Token);
                if (read.MessageType == WebSocketMessageType.Close) return "closed";
                message.Advance(read.Count);
                isTooLong |= message.WrittenCount > RequestGate.Limit;
                if (isTooLong) message.ResetWrittenCount();
                if (!read.EndOfMessage) continue;
                if (isTooLong) log.FrameLeft("it is too long");
                else await OnFrameAsync(message.WrittenMemory);
                isTooLong = false;
                message.ResetWrittenCount();
            }
        }
        catch (WebSocketException)
        {
            return "lost";
        }
        catch (OperationCanceledException)
        {
            // A socket that answers no ping is cancelled by its own keep-alive.
            return abort.IsCancellationRequested ? "stopped" : "silent";
        }
    }

    private async Task OnFrameAsync(ReadOnlyMemory<byte> utf8)
    {
        if (Parse(utf8) is not { } frame) return;
        switch (frame.Type)
        {
            case "hello":
                hello.TrySetResult();
                break;
            case "disconnect":
                leaving.TrySetResult(frame.Reason ?? "disconnect");
                break;
            case not null when frame.EnvelopeId is { Length: > 0 }:
                await turns.WaitAsync(abort.Token);
                var taking = TakeInAsync(frame);
                lock (underWay)
                {
                    underWay.RemoveAll(task => task.IsCompleted);
                    underWay.Add(taking);
                }

                break;
            default:
                log.FrameLeft("its type is not known");
                break;
        }
    }

    private SocketFrame? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8.Span, SlackJson.Wire.SocketFrame);
        }
        catch (JsonException)
        {
            log.FrameLeft("it is not the JSON that Slack sends");
            return null;
        }
    }

    private async Task TakeInAsync(SocketFrame envelope)
    {
        try
        {
            var reply = await receiver.ReceiveAsync(envelope, abort.Token);
            // Whoever reads no acknowledgements gets no further turns.
            if (reply.Status == 200) await acknowledgements.Writer.WriteAsync(Acknowledgement(envelope, reply), abort.Token);
            else log.NotAcknowledged(envelope.Type, reply.Status);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ChannelClosedException)
        {
            log.NotAcknowledged(envelope.Type, 0);
        }
        catch (Exception failure)
        {
            log.EnvelopeFailed(failure, envelope.Type);
        }
        finally
        {
            turns.Release();
        }
    }

    private ReadOnlyMemory<byte> Acknowledgement(SocketFrame envelope, SlackReply reply)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("envelope_id", envelope.EnvelopeId);
        if (reply.IsJson && envelope.AcceptsResponsePayload)
        {
            json.WritePropertyName("payload");
            json.WriteRawValue(reply.Body);
        }
        else if (reply.IsJson)
        {
            log.PayloadNotTaken(envelope.Type);
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    // The one writer; a WebSocket takes no second send while one is under way.
    private async Task WriteAsync()
    {
        try
        {
            await foreach (var acknowledgement in acknowledgements.Reader.ReadAllAsync(abort.Token))
                await socket.SendAsync(acknowledgement, WebSocketMessageType.Text, endOfMessage: true, abort.Token);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, abort.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // What could not be acknowledged is delivered again, and known then.
        }
        finally
        {
            acknowledgements.Writer.TryComplete();
        }
    }
}
