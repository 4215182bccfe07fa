namespace IncidentBot.Slack.WebApi;

/// <summary>Tells Slack's own addresses from others that a request may name.</summary>
internal static class SlackHosts
{
    private static readonly string[] Domains = ["slack.com", "slack-gov.com"];

    /// <summary>Whether an address is one of Slack's, over https.</summary>
    public static bool IsSlacks(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo.Length: 0, IsDefaultPort: true } && address.Scheme == Uri.UriSchemeHttps
        && Array.Exists(Domains, domain => IsIn(address.IdnHost, domain));

    /// <summary>
    /// Whether a private answer may be posted to an address: to Slack, or to the host of the Web API as it is set, never less securely
    /// than that.
    /// </summary>
    public static bool MayTakeAnswers(Uri address, Uri api) =>
        IsSlacks(address)
        || (address is { IsAbsoluteUri: true, UserInfo.Length: 0 }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && api.Scheme == Uri.UriSchemeHttp))
            && (address.IdnHost.Equals(api.IdnHost, StringComparison.OrdinalIgnoreCase) || (address.IsLoopback && api.IsLoopback)));

    private static bool IsIn(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
}
