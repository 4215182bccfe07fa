namespace IncidentBot.GitHub.Asking;

/// <summary>
/// What every request to GitHub passes: no other server is asked, no limit is overrun, and no answer is longer or slower than allowed.
/// </summary>
internal sealed class GitHubDoor(Uri root, RateLimitGate gate, HttpMessageHandler network) : DelegatingHandler(network)
{
    /// <summary>The header that an answer gets which GitHub gave at another address, since the repository has another name now.</summary>
    public const string Moved = "X-IncidentBot-Moved";

    private const string ApiVersion = "2022-11-28";
    private const int LongestAnswer = 10 * 1024 * 1024;
    private const int DeepestAnswer = 64;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (!IsHome(address))
            throw new GitHubRefusedException(new GitHubRefusal(RefusalKind.Elsewhere, address.Authority));

        gate.Pass();
        request.Headers.Remove("X-GitHub-Api-Version");
        request.Headers.Add("X-GitHub-Api-Version", ApiVersion);
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            // Here, because Octokit reads bodies without a limit and without a token.
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
            var said = (int)response.StatusCode >= 400 ? await response.Content.ReadAsStringAsync(cancellationToken) : "";
            gate.Learn(response, said);
            // Octokit reads what is nested by calling itself: without end it would end the whole process, which nothing can catch.
            if (JsonDepth.IsAbove(DeepestAnswer, await response.Content.ReadAsByteArrayAsync(cancellationToken)))
                throw new GitHubRefusedException(Refusals.Unreadable);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        if (IsRedirected(request))
            response.Headers.TryAddWithoutValidation(Moved, "1");
        return response;
    }

    private bool IsHome(Uri address) =>
        address.GetLeftPart(UriPartial.Authority).Equals(root.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    private static bool IsRedirected(HttpRequestMessage request) =>
        ((IDictionary<string, object?>)request.Options).ContainsKey(Octokit.Internal.HttpClientAdapter.RedirectCountKey);
}
