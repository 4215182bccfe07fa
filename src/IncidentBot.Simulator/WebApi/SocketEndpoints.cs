using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Sockets;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>apps.connections.open</c> and the address that it hands out.</summary>
internal sealed class SocketEndpoints(
    SocketHub hub, CallRunner runner, SlackWorkspace workspace, TimeProvider clock, AppSecrets secrets, CancellationToken stopping)
{
    private const string Method = "apps.connections.open";

    // As Slack's: about five hours, or six minutes for those who want to see it end.
    private const int Lifetime = 18_060;
    private const int DebugLifetime = 360;
    private static readonly TimeSpan Warning = TimeSpan.FromSeconds(10);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/" + Method, OpenAsync);
        routes.MapGet("/link", ConnectAsync);
    }

    private Task OpenAsync(HttpContext context) => runner.RunAsync(context, Method, new JsonObject(), () =>
    {
        try
        {
            return CallAnswer.FromJson(Open(RequestReader.BearerToken(context.Request)));
        }
        catch (SlackRefusal refusal)
        {
            return CallAnswer.FromJson(refusal.ToJson());
        }
    });

    private JsonObject Open(string? token)
    {
        if (string.IsNullOrEmpty(token)) throw new SlackRefusal("not_authed");
        if (token == secrets.BotToken) throw new SlackRefusal("not_allowed_token_type");
        if (token != secrets.AppToken) throw new SlackRefusal("invalid_auth");
        if (hub.IsDisabled) throw new SlackRefusal("forbidden_team");
        var address = workspace.Address().Replace("http://", "ws://", StringComparison.Ordinal);
        return MethodCall.Ok(("url", $"{address}/link/?ticket={hub.GiveTicket()}&app_id={DefaultApp.AppId}"));
    }

    private async Task ConnectAsync(HttpContext context)
    {
        var key = context.Request.Headers.SecWebSocketKey.ToString();
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || key.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (!hub.Redeem(context.Request.Query["ticket"]))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = AcceptKey(key);
        await using var stream = new QuietStream(await upgrade.UpgradeAsync());
        using var socket = WebSocket.CreateFromStream(
            stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero });
        await ServeAsync(socket, stream, context.Request.Query["debug_reconnects"] == "true" ? DebugLifetime : Lifetime);
    }

    private async Task ServeAsync(WebSocket socket, QuietStream stream, int seconds)
    {
        var number = hub.NextNumber();
        using var line = new SocketLine(number ?? 0, socket, stream, clock.GetUtcNow());
        var running = line.RunAsync(stopping);
        if (number is null)
        {
            await line.AnnounceEndAsync("too_many_websockets", TimeSpan.Zero);
            await running;
            return;
        }

        var connections = hub.Add(line);
        using var lifetime = new CancellationTokenSource();
        try
        {
            var aging = AgeAsync(line, TimeSpan.FromSeconds(seconds) - Warning, lifetime.Token);
            await GreetAsync(line, connections, seconds);
            await running;
            await lifetime.CancelAsync();
            await aging;
        }
        finally
        {
            hub.Remove(line);
        }
    }

    private async Task GreetAsync(SocketLine line, int connections, int seconds)
    {
        if (hub.NoHello.Take()) return;
        try
        {
            await line.SendAsync(hub.Hello(connections, seconds), stopping);
            line.IsReady = true;
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            return;
        }

        if (hub.RefreshAtOnce.Take()) await line.AnnounceEndAsync("refresh_requested", TimeSpan.Zero);
    }

    private static async Task AgeAsync(SocketLine line, TimeSpan age, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(age, TimeProvider.System, cancellationToken);
            await line.AnnounceEndAsync("warning", Warning);
        }
        catch (OperationCanceledException)
        {
            // It ended before its time.
        }
    }

    // RFC 6455, 4.2.2; SHA-1 is the standard's choice and guards nothing here.
    private static string AcceptKey(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
