using IncidentBot.Simulator.Delivery;

namespace IncidentBot.Simulator;

/// <summary>
/// The rules for every request: it is for this machine by name, no other site's page may use the simulator, and browsers load nothing
/// from elsewhere.
/// </summary>
/// <param name="hosts">Names besides those of this machine.</param>
internal sealed class RequestRules(IReadOnlyCollection<string> hosts)
{
    public async Task ProtectAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // A name of somebody else's that leads to this machine makes a browser take the simulator for their site.
        var host = context.Request.Host.Host;
        if (!LoopbackNames.IsHost(host) && !hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync(
                "The simulator only answers to this machine's own names, such as localhost.", context.RequestAborted);
            return;
        }

        if (!LoopbackNames.IsOwnOrigin(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("Another site's page may not use the simulator.", context.RequestAborted);
            return;
        }
        await next(context);
    }
}

/// <summary>Holds people's first requests until the app is ready.</summary>
internal sealed class FirstRequestGate(AppConnection app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly Lock gate = new();
    private Task? ready;

    public async Task WaitAsync(HttpContext context, RequestDelegate next)
    {
        // The app's own calls pass, since it may need them to become ready; and so does what puts the workspace in order before it starts.
        var path = context.Request.Path;
        if (path == "/" || (path.StartsWithSegments("/sim", StringComparison.Ordinal) && path != "/sim/restore"))
        {
            Task waiting;
            lock (gate) waiting = ready ??= UntilReadyAsync();
            await waiting.WaitAsync(context.RequestAborted);
        }
        await next(context);
    }

    private async Task UntilReadyAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            while (!await app.IsReadyAsync(limit.Token)) await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The page is worth showing without the app as well; commands then say that it cannot be reached.
        }
    }
}
