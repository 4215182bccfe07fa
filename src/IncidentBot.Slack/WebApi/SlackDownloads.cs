using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using IncidentBot.Delivery;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.WebApi;

/// <summary>
/// Downloads files from Slack with the bot's token (https://docs.slack.dev/reference/objects/file-object). The token is only sent to
/// Slack's own hosts, whatever a file's address or a redirect says.
/// </summary>
internal sealed class SlackDownloads(IHttpClientFactory clients, SlackHttp http, SlackOptions options, DeliveryMeter meter)
{
    private const string What = "files.download";
    private const int MostRedirections = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly Uri api = options.ApiAddress();
    private readonly AuthenticationHeaderValue bearer = new("Bearer", options.RequiredBotToken());

    /// <summary>
    /// Downloads from an address, at most so many bytes; null: the host is not one of Slack's, so nothing was fetched.
    /// </summary>
    /// <exception cref="SlackException">The call failed.</exception>
    public async Task<SlackDownload?> GetAsync(Uri address, long mostBytes, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            var download = await FollowAsync(address, mostBytes, limit.Token);
            meter.Called(StoredNames.Platform, What, "ok");
            return download;
        }
        catch (Exception failed) when (ErrorOf(failed, cancellationToken) is { } error)
        {
            meter.Called(StoredNames.Platform, What, error.Code);
            throw new SlackException(error, failed);
        }
    }

    private async Task<SlackDownload?> FollowAsync(Uri address, long mostBytes, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(SlackHttp.ClientName);
        for (var hop = 0; hop <= MostRedirections && MayHaveToken(address, api); hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = bearer;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest
                && response.Headers.Location is { } next)
            {
                address = new Uri(address, next);
                continue;
            }

            if (!response.IsSuccessStatusCode) throw new SlackException(await http.StatusErrorAsync(What, response, cancellationToken));
            return await ReadAsync(response, mostBytes, cancellationToken);
        }

        return null;
    }

    private static async Task<SlackDownload> ReadAsync(HttpResponseMessage response, long mostBytes, CancellationToken cancellationToken)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (response.Content.Headers.ContentLength > mostBytes) return new SlackDownload(Content: null, type);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var part = new byte[81_920];
        int count;
        while ((count = await body.ReadAsync(part, cancellationToken)) > 0)
        {
            if (read.Length + count > mostBytes) return new SlackDownload(Content: null, type);
            read.Write(part, 0, count);
        }

        return new SlackDownload(read.ToArray(), type);
    }

    /// <summary>
    /// Whether the token may go to an address: over https to Slack, or to where the Web API itself is, which may be this machine.
    /// </summary>
    internal static bool MayHaveToken(Uri address, Uri api)
    {
        if (!address.IsAbsoluteUri || address.UserInfo.Length > 0) return false;
        if (SlackHosts.IsSlacks(address)) return true;
        var isSecure = address.Scheme == Uri.UriSchemeHttps;
        return address.Scheme == api.Scheme && address.Port == api.Port
            && ((isSecure && address.IdnHost == api.IdnHost) || (address.IsLoopback && api.IsLoopback));
    }

    private static SlackError? ErrorOf(Exception failed, CancellationToken cancellationToken) => failed switch
    {
        SlackException slack => slack.Error,
        HttpRequestException lost => SlackHttp.Lost(What, lost.HttpRequestError),
        SocketException or IOException => new SlackError(What, SlackErrorKind.Unknown, "connection_lost"),
        OperationCanceledException when !cancellationToken.IsCancellationRequested =>
            new SlackError(What, SlackErrorKind.Unknown, "timeout"),
        _ => null,
    };
}

/// <summary>A downloaded file.</summary>
/// <param name="Content">The bytes; null: there are more than were asked for.</param>
/// <param name="MediaType">Their type, according to the server; null if it did not say.</param>
internal sealed record SlackDownload(byte[]? Content, string? MediaType);
