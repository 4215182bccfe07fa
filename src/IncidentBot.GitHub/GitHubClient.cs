using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IncidentBot.GitHub;

/// <summary>One page of an answer: items and where the next page is, or a refusal.</summary>
internal sealed record GitHubPage<T>(IReadOnlyList<T> Items, Uri? Next, GitHubRefusal? Refusal = null)
{
    public static GitHubPage<T> Refused(GitHubRefusal refusal) => new([], null, refusal);
}

/// <summary>Calls GitHub's REST API; every failure is returned as a value.</summary>
internal sealed class GitHubClient(IHttpClientFactory clients, GitHubOptions options, TimeProvider time)
{
    /// <summary>The name under which the HTTP client is registered.</summary>
    public const string HttpName = "github";

    private const string ApiVersion = "2022-11-28";
    private const int MostRedirects = 3;

    private readonly EntityTags tags = new(capacity: 500);

    public Uri Address(string path) => new(options.Root, path);

    /// <summary>Reads one page of a list.</summary>
    public async Task<GitHubPage<T>> GetAsync<T>(Uri address, JsonTypeInfo<T[]> type, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(address, type, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            return GitHubPage<T>.Refused(new GitHubRefusal(RefusalKind.Unreachable, Cause(failure)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return GitHubPage<T>.Refused(new GitHubRefusal(RefusalKind.Unreachable, "no answer in time"));
        }
        catch (JsonException)
        {
            return GitHubPage<T>.Refused(new GitHubRefusal(RefusalKind.NotUnderstood, "unreadable JSON"));
        }
    }

    private async Task<GitHubPage<T>> AskAsync<T>(Uri address, JsonTypeInfo<T[]> type, CancellationToken cancellationToken)
    {
        var known = tags.Find(address);
        using var response = await SendAsync(address, known?.Tag, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified && known is not null)
            return new GitHubPage<T>((T[])known.Items, known.Next);

        if (response.StatusCode != HttpStatusCode.OK)
            return GitHubPage<T>.Refused(await RefusalAsync(response, cancellationToken));

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var items = JsonSerializer.Deserialize(body, type) ?? [];
        var next = PageLinks.Next(response, options.Root);
        if (response.Headers.ETag is { } tag)
            tags.Keep(address, new EntityTags.Known(tag.ToString(), items, next));

        return new GitHubPage<T>(items, next);
    }

    // Redirects (a renamed repository) are followed here, since the handler would drop the token on the way.
    private async Task<HttpResponseMessage> SendAsync(Uri address, string? tag, CancellationToken cancellationToken)
    {
        var client = clients.CreateClient(HttpName);
        for (var redirects = 0; ; redirects++)
        {
            using var request = Request(address, tag);
            var response = await client.SendAsync(request, cancellationToken);
            if (redirects == MostRedirects || Redirect(response) is not { } elsewhere)
                return response;

            response.Dispose();
            address = elsewhere;
        }
    }

    private Uri? Redirect(HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 307 or 308 && response.Headers.Location is { } location
            ? PageLinks.OnSameServer(options.Root, location.OriginalString)
            : null;

    private HttpRequestMessage Request(Uri address, string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", ApiVersion);
        request.Headers.UserAgent.ParseAdd("IncidentBot");
        if (options.TokenOrNull is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);

        return request;
    }

    private async Task<GitHubRefusal> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var said = await SaidAsync(response, cancellationToken);
        var status = (int)response.StatusCode;
        return status switch
        {
            429 => RateLimited(response),
            403 when IsRateLimit(response, said) => RateLimited(response),
            401 => new GitHubRefusal(RefusalKind.TokenRefused, ""),
            403 or 451 => new GitHubRefusal(RefusalKind.NotAllowed, said),
            404 => new GitHubRefusal(RefusalKind.NotFound, ""),
            >= 500 => new GitHubRefusal(RefusalKind.Failed, Number(status)),
            _ => new GitHubRefusal(RefusalKind.NotUnderstood, Number(status)),
        };
    }

    // docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: retry-after, else the reset of a used-up limit, else at least a
    // minute.
    private GitHubRefusal RateLimited(HttpResponseMessage response)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = response.Headers.RetryAfter switch
        {
            { Delta: { } wait } => now + wait,
            { Date: { } date } => date,
            _ when Header(response, "x-ratelimit-remaining") == "0"
                && long.TryParse(Header(response, "x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds < 253402300800 => DateTimeOffset.FromUnixTimeSeconds(seconds),
            _ => null,
        };
        return new GitHubRefusal(RefusalKind.RateLimited, "", until);
    }

    private static bool IsRateLimit(HttpResponseMessage response, string said) =>
        response.Headers.RetryAfter is not null
        || Header(response, "x-ratelimit-remaining") == "0"
        || said.Contains("rate limit", StringComparison.OrdinalIgnoreCase);

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static async Task<string> SaidAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var said = JsonSerializer.Deserialize(body, GitHubJson.Default.GitHubError)?.Message ?? "";
            return said.Length <= 200 ? said : said[..200] + "…";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Cause(Exception failure) => (failure as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name was not found",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "no secure connection",
        HttpRequestError.ConfigurationLimitExceeded => "the answer was too long",
        _ => "the connection broke",
    };

    private static string Number(int status) => status.ToString(CultureInfo.InvariantCulture);
}
