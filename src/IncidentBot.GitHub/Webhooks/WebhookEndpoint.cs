using System.Globalization;
using IncidentBot.GitHub.Setup;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>
/// <c>POST /github/webhooks</c>: GitHub tells what changed. It is verified before anything of it is read, and on disk before it is answered
/// (docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries).
/// </summary>
internal sealed partial class WebhookEndpoint(
    WebhookGate gate, WebhookReader reader, WebhookReceiver receiver, WebhookMeter meter, ILogger<WebhookEndpoint> log)
{
    /// <summary>Where GitHub posts to.</summary>
    public const string Path = "/github/webhooks";

    private const string Ping = "ping";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    /// <summary>Maps it if there is a secret; without one nothing can be verified, so there is no such address.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<GitHubOptions>().WebhookSecretOrNull is not null)
            app.MapPost(Path, app.ServiceProvider.GetRequiredService<WebhookEndpoint>().HandleAsync);
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (await AnswerAsync(context) is { } status)
                context.Response.StatusCode = status;
            else
                context.Abort();
        }
        catch (StoreUnavailableException e)
        {
            NotKept(e);
            meter.Count(meter.NameOf(EventOf(context)), WebhookResult.NotStored);
            context.Response.StatusCode = Busy(context);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    // Null: the connection is closed without an answer.
    private async Task<int?> AnswerAsync(HttpContext context)
    {
        var (body, refusal) = await gate.ReadAsync(context);
        if (body is null)
        {
            meter.Count(WebhookMeter.Unverified, WebhookResult.Refused);
            return refusal;
        }

        var name = EventOf(context);
        if (!WebhookBody.IsReadable(context.Request.ContentType))
            return Counted(name, WebhookResult.Unreadable, StatusCodes.Status415UnsupportedMediaType);
        if (name == Ping)
            return Counted(name, WebhookResult.Ignored, StatusCodes.Status200OK);
        if (!WebhookReader.Knows(name))
            return Counted(name, WebhookResult.UnknownEvent, StatusCodes.Status202Accepted);

        using var turn = await gate.EnterAsync(body.Length, context.RequestAborted);
        if (turn is null)
            return Counted(name, WebhookResult.NotStored, Busy(context));
        if (!reader.TryRead(name, context.Request.ContentType, body, out var news))
        {
            Unreadable(name);
            return Counted(name, WebhookResult.Unreadable, StatusCodes.Status400BadRequest);
        }

        var result = news is null ? WebhookResult.Ignored : await receiver.HandleAsync(news, context.RequestAborted);
        Taken(name, result);
        return Counted(name, result, StatusCodes.Status202Accepted);
    }

    private int Counted(string name, WebhookResult result, int status)
    {
        meter.Count(meter.NameOf(name), result);
        return status;
    }

    private static int Busy(HttpContext context)
    {
        context.Response.Headers.RetryAfter = Again.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return StatusCodes.Status503ServiceUnavailable;
    }

    private static string EventOf(HttpContext context) => context.Request.Headers["X-GitHub-Event"] is [{ } name] ? name : "";

    [LoggerMessage(3101, LogLevel.Debug, "Webhook {Name}: {Result}")]
    private partial void Taken(string name, WebhookResult result);

    [LoggerMessage(3102, LogLevel.Warning, "A signed webhook {Name} can't be read")]
    private partial void Unreadable(string name);

    [LoggerMessage(3103, LogLevel.Error, "A webhook could not be stored, so it was not acknowledged")]
    private partial void NotKept(Exception e);
}
