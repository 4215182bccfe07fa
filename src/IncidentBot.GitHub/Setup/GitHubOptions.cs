using System.Text;

namespace IncidentBot.GitHub.Setup;

/// <summary>How GitHub is reached; bound to <c>GitHub</c>.</summary>
public sealed class GitHubOptions
{
    private const int LargestKey = 64 * 1024;

    /// <summary>
    /// A token that may read deployments, contents, pull requests and actions of the catalogue's repositories; null or blank: a GitHub App,
    /// or public repositories only, 60 requests an hour (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
    /// </summary>
    public string? Token { get; set; }

    /// <summary>The id or client id of a GitHub App, in place of a token; null or blank: none.</summary>
    public string? AppId { get; set; }

    /// <summary>The App's private key, as PEM; line ends may be written as <c>\n</c>.</summary>
    public string? PrivateKey { get; set; }

    /// <summary>The file with the App's private key, in place of <see cref="PrivateKey"/>.</summary>
    public string? PrivateKeyFile { get; set; }

    /// <summary>
    /// The REST API's root; <c>https://api.github.com/</c> by default, <c>https://HOST/api/v3/</c> on GitHub Enterprise Server.
    /// </summary>
    public Uri ApiUrl { get; set; } = new("https://api.github.com/");

    /// <summary>
    /// What GitHub signs its webhooks with, at least 16 characters; null or blank: webhooks are not taken, changes are only asked for.
    /// </summary>
    public string? WebhookSecret { get; set; }

    /// <summary>The webhooks' secret, or null when none is set.</summary>
    internal string? WebhookSecretOrNull => Said(WebhookSecret);

    /// <summary>The token, or null when none is set.</summary>
    internal string? TokenOrNull => Said(Token);

    /// <summary>The App's id, or null when none is set.</summary>
    internal string? AppIdOrNull => Said(AppId);

    /// <summary>As whom GitHub is asked.</summary>
    internal GitHubAccess Access =>
        AppIdOrNull is not null ? GitHubAccess.App : TokenOrNull is not null ? GitHubAccess.Token : GitHubAccess.Anonymous;

    /// <summary>What shares one token with this owner's repositories; blank: everything.</summary>
    internal string ScopeOf(string owner) => Access == GitHubAccess.App ? owner : "";

    /// <summary>The API's root, ending with a slash so that relative paths stay below it.</summary>
    internal Uri Root => ApiUrl.AbsoluteUri.EndsWith('/') ? ApiUrl : new Uri(ApiUrl.AbsoluteUri + "/");

    /// <summary>The website that belongs to the API; null if it is not known.</summary>
    internal Uri? Pages => Root switch
    {
        { Host: "api.github.com" } => new Uri("https://github.com/"),
        { AbsolutePath: "/api/v3/" } root => new Uri(root, "/"),
        _ => null,
    };

    /// <summary>The App's private key as PEM, read anew each time, so that a key in a file can be changed without a restart.</summary>
    internal string ReadPrivateKey() => Said(PrivateKeyFile) is { } file
        ? ReadBounded(file)
        : (PrivateKey ?? "").Replace("\\n", "\n", StringComparison.Ordinal);

    // A device has no end.
    private static string ReadBounded(string file)
    {
        using var stream = File.OpenRead(file);
        var bytes = new byte[LargestKey + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= LargestKey ? Encoding.UTF8.GetString(bytes, 0, length) : throw new IOException("It is too large for a key.");
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>As whom GitHub is asked.</summary>
internal enum GitHubAccess
{
    /// <summary>As nobody: only what is public can be read.</summary>
    Anonymous,

    /// <summary>With a token.</summary>
    Token,

    /// <summary>As a GitHub App, with a token for each owner that installed it.</summary>
    App,
}
