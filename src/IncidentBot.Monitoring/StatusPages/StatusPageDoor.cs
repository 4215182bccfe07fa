using System.Net;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>What a status page's server answered.</summary>
/// <param name="Body">The bytes; null: nothing has changed since, or there is a problem.</param>
/// <param name="Problem">Why there is no body, as the end of a sentence; null: there is one, or nothing has changed.</param>
internal sealed record StatusPageAnswer(byte[]? Body, string? Problem)
{
    /// <summary>What to ask with next time, so that the server can say that nothing has changed; null: it gave none.</summary>
    public string? ETag { get; init; }

    /// <summary>The same as a time.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>How long the server wants not to be asked again; null: it doesn't say.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Whether nothing has changed since.</summary>
    public bool IsUnchanged { get; init; }
}

/// <summary>
/// Asks a server for a status page: bounded in time and size, conditional where the server gave something to compare, and never led to
/// another host.
/// </summary>
internal sealed class StatusPageDoor(IHttpClientFactory clients)
{
    /// <summary>The name of the client; it follows no redirect by itself.</summary>
    public const string ClientName = "status-pages";

    private const int MostRedirects = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Asks.</summary>
    /// <param name="address">Where.</param>
    /// <param name="former">What it answered last; null: nothing.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<StatusPageAnswer> GetAsync(Uri address, StatusPageAnswer? former, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await FollowAsync(address, former, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Broken("didn't answer within 5 seconds");
        }
        catch (HttpRequestException lost)
        {
            return Broken(lost.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "has a host that isn't found",
                HttpRequestError.SecureConnectionError => "has a certificate that isn't trusted",
                _ => "can't be reached",
            });
        }
        catch (IOException)
        {
            return Broken("broke off its answer");
        }
    }

    private async Task<StatusPageAnswer> FollowAsync(Uri address, StatusPageAnswer? former, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("User-Agent", "IncidentBot");
            request.Headers.TryAddWithoutValidation("Accept", "application/json, application/rss+xml, application/xml");
            if (former?.ETag is { } tag)
                request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            request.Headers.IfModifiedSince = former?.LastModified;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotModified)
                return new StatusPageAnswer(null, former is null ? "said that nothing has changed, though it wasn't asked before" : null)
                {
                    IsUnchanged = former is not null, ETag = former?.ETag, LastModified = former?.LastModified, Wait = WaitOf(response),
                };
            if (IsRedirect(response) && response.Headers.Location is { } next)
            {
                var to = new Uri(address, next);
                if (to.IdnHost != address.IdnHost || to.Port != address.Port || to.Scheme != address.Scheme)
                    return Broken($"leads to another place, {to.Scheme}://{to.IdnHost}; set its page to that if it's right");
                address = to;
                continue;
            }

            return response.IsSuccessStatusCode
                ? await ReadAsync(response, cancellationToken)
                : Broken($"answered {(int)response.StatusCode}") with { Wait = WaitOf(response) };
        }

        return Broken("leads on and on");
    }

    private static async Task<StatusPageAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        const string TooLarge = "answered more than 4 MiB";
        if (response.Content.Headers.ContentLength > StatusPageReader.LargestBody)
            return Broken(TooLarge);

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var part = new byte[16_384];
        int count;
        while ((count = await body.ReadAsync(part, cancellationToken)) > 0)
        {
            if (read.Length + count > StatusPageReader.LargestBody)
                return Broken(TooLarge);
            read.Write(part, 0, count);
        }

        return new StatusPageAnswer(read.ToArray(), null)
        {
            ETag = response.Headers.ETag?.ToString(), LastModified = response.Content.Headers.LastModified, Wait = WaitOf(response),
        };
    }

    private static bool IsRedirect(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static TimeSpan? WaitOf(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter?.Delta ?? response.Headers.CacheControl?.MaxAge;
        return wait > LongestWait ? LongestWait : wait;
    }

    private static StatusPageAnswer Broken(string problem) => new(null, problem);
}
