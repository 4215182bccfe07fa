using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.Sockets;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Delivery;

/// <summary>
/// Posts signed requests to the app, or sends them over its connections in Socket Mode, and waits for its answer as long as Slack does.
/// </summary>
internal sealed class AppConnection(SimulatorOptions options, TimeProvider clock, SocketHub sockets) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = 4 << 20,
    };

    // docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks: a webhook is answered within 10 seconds.
    private static readonly TimeSpan HookPatience = TimeSpan.FromSeconds(10);

    /// <summary>Posts once; <paramref name="address"/> null is the app's usual one.</summary>
    public async Task<AppAnswer> SendAsync(OutboundRequest request, string? address, CancellationToken cancellationToken)
    {
        if (sockets.IsUsed && request.To is null) return await sockets.SendAsync(request, cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.To is not null && options.AnswerWithin < HookPatience ? HookPatience : options.AnswerWithin);
        try
        {
            using var message = request.To is null ? Sign(request, address ?? options.AppUrl) : WithOwnHeaders(request, request.To);
            using var response = await http.SendAsync(message, limit.Token);
            var body = await response.Content.ReadAsStringAsync(limit.Token);
            return new AppAnswer(
                (int)response.StatusCode, body, response.Content.Headers.ContentType?.MediaType, FailureOf(response), Elapsed(started))
            {
                NoRetry = response.Headers.TryGetValues("X-Slack-No-Retry", out var values) && values.Contains("1", StringComparer.Ordinal),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AppAnswer(0, "", null, "http_timeout", Elapsed(started));
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException or IOException or UriFormatException
            or InvalidOperationException)
        {
            return new AppAnswer(0, "", null, "connection_failed", Elapsed(started));
        }
    }

    /// <summary>Whether the app reports that it is ready.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(options.AppUrl.TrimEnd('/') + "/readyz"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();

    // docs.slack.dev/authentication/verifying-requests-from-slack
    internal static string Signature(string secret, string timestamp, string body) =>
        "v0=" + Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")));

    private HttpRequestMessage Sign(OutboundRequest request, string address)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var message = new HttpRequestMessage(HttpMethod.Post, address.TrimEnd('/') + request.Path)
        {
            // Slack names no charset, and Bolt compares the type as a whole.
            Content = new ByteArrayContent(
                Encoding.UTF8.GetBytes(request.Body)) { Headers = { ContentType = new MediaTypeHeaderValue(request.ContentType) } },
        };
        message.Headers.UserAgent.ParseAdd("Slackbot/1.0");
        message.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        message.Headers.Add("X-Slack-Signature", Signature(options.Secrets.SigningSecret, timestamp, request.Body));
        if (request.RetryNum == 0) return message;
        message.Headers.Add("X-Slack-Retry-Num", request.RetryNum.ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("X-Slack-Retry-Reason", request.RetryReason ?? "unknown_error");
        return message;
    }

    private static HttpRequestMessage WithOwnHeaders(OutboundRequest request, Uri to)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = new ByteArrayContent(
                Encoding.UTF8.GetBytes(request.Body)) { Headers = { ContentType = new MediaTypeHeaderValue(request.ContentType) } },
        };
        foreach (var (name, value) in request.Headers) message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private static string? FailureOf(HttpResponseMessage response) => response.StatusCode switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => null,
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => "too_many_redirects",
        _ => "http_error",
    };

    private static double Elapsed(long started) => TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
}
