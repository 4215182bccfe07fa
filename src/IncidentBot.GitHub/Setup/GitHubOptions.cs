namespace IncidentBot.GitHub.Setup;

/// <summary>How GitHub is reached; bound to <c>GitHub</c>.</summary>
public sealed class GitHubOptions
{
    /// <summary>
    /// A token that may read deployments and contents of the catalogue's repositories; null or blank: public repositories only, 60 requests
    /// an hour (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// The REST API's root; <c>https://api.github.com/</c> by default, <c>https://HOST/api/v3/</c> on GitHub Enterprise Server.
    /// </summary>
    public Uri ApiUrl { get; set; } = new("https://api.github.com/");

    /// <summary>The token, or null when none is set.</summary>
    internal string? TokenOrNull => string.IsNullOrWhiteSpace(Token) ? null : Token.Trim();

    /// <summary>What shares one token with this owner's repositories; blank: everything.</summary>
    internal string ScopeOf(string owner) => "";

    /// <summary>The API's root, ending with a slash so that relative paths stay below it.</summary>
    internal Uri Root => ApiUrl.AbsoluteUri.EndsWith('/') ? ApiUrl : new Uri(ApiUrl.AbsoluteUri + "/");

    /// <summary>The website that belongs to the API; null if it is not known.</summary>
    internal Uri? Pages => Root switch
    {
        { Host: "api.github.com" } => new Uri("https://github.com/"),
        { AbsolutePath: "/api/v3/" } root => new Uri(root, "/"),
        _ => null,
    };
}
