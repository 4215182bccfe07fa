using System.Text.Json.Nodes;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;
using Microsoft.Extensions.Hosting;

namespace IncidentBot.Simulator.Control;

/// <summary><c>GET /sim/stream</c>: server-sent events, one for each change, so that pages need not ask again and again.</summary>
internal sealed class StreamRoute(LiveFeed live, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/sim/stream", StreamAsync);

    private async Task StreamAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var (changes, count) = live.Listen();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await WriteAsync(context, new Change("hello", null, count), ending.Token);
            while (!ending.IsCancellationRequested)
            {
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
                pause.CancelAfter(Heartbeat);
                if (await NextAsync(changes, pause.Token) is { } change) await WriteAsync(context, change, ending.Token);
                else if (!ending.IsCancellationRequested) await WriteTextAsync(context, ": still here\n\n", ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The listener went away, or the simulator stops.
        }
        finally
        {
            live.Leave(changes);
        }
    }

    private static async Task<Change?> NextAsync(System.Threading.Channels.Channel<Change> changes, CancellationToken cancellationToken)
    {
        try
        {
            return await changes.Reader.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static Task WriteAsync(HttpContext context, Change change, CancellationToken cancellationToken)
    {
        var json = new JsonObject { ["type"] = change.Type, ["n"] = change.N };
        if (change.Channel is not null) json["channel"] = change.Channel;
        return WriteTextAsync(context, $"data: {json.ToJsonString(WireJson.Writing)}\n\n", cancellationToken);
    }

    private static async Task WriteTextAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        await context.Response.WriteAsync(text, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
