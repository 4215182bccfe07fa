using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.State;

namespace IncidentBot.Simulator.GitHub.Shapes;

/// <summary>What all of GitHub's answers are made of: addresses, times, accounts (docs.github.com/rest).</summary>
internal static class Words
{
    private static readonly string[] AccountLinks = ["followers", "subscriptions", "organizations", "repos", "received_events"];

    public static string Url(string api, Repository repository) => $"{api}/repos/{repository.FullName}";

    public static string Html(string api, Repository repository) => $"{api}/{repository.FullName}";

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static JsonNode? Time(DateTimeOffset? at) => at is { } known ? Time(known) : null;

    /// <summary>A sha as GitHub's pages show it; those that were told need not be 40 long.</summary>
    public static string Short(string sha) => sha.Length > 7 ? sha[..7] : sha;

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static JsonArray List(IEnumerable<JsonNode> items) => [.. items];

    public static JsonObject User(string api, string login, bool isOrganization = false)
    {
        var isBot = login.EndsWith("[bot]", StringComparison.Ordinal);
        var url = $"{api}/users/{Uri.EscapeDataString(login)}";
        var user = new JsonObject
        {
            ["login"] = login, ["id"] = IdOf(login), ["node_id"] = "U_" + Text(IdOf(login)),
            ["avatar_url"] = $"{api}/avatars/{Text(IdOf(login))}", ["gravatar_id"] = "", ["url"] = url,
            ["html_url"] = "https://github.com/" + login,
        };
        foreach (var link in AccountLinks) user[link + "_url"] = $"{url}/{link}";
        user["following_url"] = url + "/following{/other_user}";
        user["gists_url"] = url + "/gists{/gist_id}";
        user["starred_url"] = url + "/starred{/owner}{/repo}";
        user["events_url"] = url + "/events{/privacy}";
        user["type"] = isBot ? "Bot" : isOrganization ? "Organization" : "User";
        user["site_admin"] = false;
        return user;
    }

    public static JsonNode? User(string api, string? login) => login is null ? null : User(api, login, isOrganization: false);

    /// <summary>An account's id; the same login always has the same.</summary>
    public static long IdOf(string login) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(login.ToLowerInvariant()))) & 0x7fffffff;
}
