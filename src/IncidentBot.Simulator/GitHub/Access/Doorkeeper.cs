using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.State;

namespace IncidentBot.Simulator.GitHub.Access;

/// <summary>
/// Knows tokens, apps and installations. Every token is taken as one of a person who may do everything, unless it was issued to an
/// installation, or the control API said otherwise of it.
/// </summary>
internal sealed class Doorkeeper(LocalGitHub gitHub)
{
    /// <summary>Who an ordinary token belongs to.</summary>
    public const string TokenOwner = "incidentbot";

    private const int MostTokens = 50_000;
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DeclaredToken> declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Identity Identity, DateTimeOffset ExpiresAt)> issued = new(StringComparer.Ordinal);
    private readonly List<App> apps = [];
    private readonly List<Installation> installations = [];

    /// <summary>Whether even public repositories need a token, as on a GitHub Enterprise Server in private mode.</summary>
    public bool NeedsToken { get; set; }

    public IReadOnlyList<App> Apps => apps;

    public IReadOnlyList<Installation> Installations => installations;

    public IEnumerable<DeclaredToken> Declared => declared.Values;

    public void Declare(DeclaredToken token)
    {
        if (declared.Count >= MostTokens) throw new GitHubIsFull("The local GitHub knows too many tokens.");
        declared[token.Token] = token;
        if (token.IsRevoked) issued.Remove(token.Token);
    }

    public void Put(App app)
    {
        apps.RemoveAll(a => a.Id == app.Id);
        Repository.Keep(apps, app);
    }

    public void Put(Installation installation)
    {
        installations.RemoveAll(i => i.Id == installation.Id);
        Repository.Keep(installations, installation);
    }

    public void Revoke(string token) => issued.Remove(token);

    /// <summary>A token of an installation, narrowed to repositories and permissions.</summary>
    public (string Token, DateTimeOffset ExpiresAt) Issue(
        Installation installation, IReadOnlyDictionary<string, string> permissions, IReadOnlyCollection<long>? repositories)
    {
        foreach (var old in issued.Where(i => i.Value.ExpiresAt <= gitHub.Now).Select(i => i.Key).ToList()) issued.Remove(old);
        if (issued.Count >= MostTokens) issued.Remove(issued.MinBy(i => i.Value.ExpiresAt).Key);
        var token = "ghs_" + GitObjects.MadeUpSha($"token {gitHub.NextId().ToString(CultureInfo.InvariantCulture)}")[..36];
        var expires = gitHub.Now + TokenLife;
        issued[token] = (new Identity
        {
            Key = "installation " + installation.Id.ToString(CultureInfo.InvariantCulture), Login = installation.App.Slug + "[bot]",
            Installation = installation, Permissions = permissions, Repositories = repositories,
        }, expires);
        return (token, expires);
    }

    /// <summary>Who sent this header; nobody where there is none.</summary>
    public Identity Recognize(string? authorization)
    {
        if (authorization is null) return Identity.Nobody;
        var token = TokenOf(authorization) ?? throw BadCredentials();
        if (AppTokens.LooksLikeOne(token))
        {
            var app = AppTokens.Check(token, apps, gitHub.Now);
            return new Identity { Key = "app " + app.Slug, App = app, Login = app.Slug };
        }
        if (issued.TryGetValue(token, out var known)) return Current(known.Identity, known.ExpiresAt);
        // A token of this kind is only ever issued here.
        if (token.StartsWith("ghs_", StringComparison.Ordinal)) throw BadCredentials();
        if (!declared.TryGetValue(token, out var said)) return new Identity { Key = "token " + Hash(token), Login = TokenOwner };
        if (said.IsRevoked || said.ExpiresAt <= gitHub.Now) throw BadCredentials();
        return new Identity
        {
            Key = "token " + Hash(token), Login = said.Login ?? TokenOwner, Permissions = said.Permissions,
            Repositories = said.Repositories is null ? null : [.. gitHub.Repositories.Where(
                r => said.Repositories.Contains(r.FullName, StringComparer.OrdinalIgnoreCase)).Select(r => r.Id)],
        };
    }

    /// <summary>Who a token counts as, for setting its limits.</summary>
    public string KeyOf(string? token) =>
        token is null ? "" : issued.TryGetValue(token, out var known) ? known.Identity.Key : "token " + Hash(token);

    private Identity Current(Identity identity, DateTimeOffset expiresAt)
    {
        if (expiresAt <= gitHub.Now) throw BadCredentials();
        var installation = installations.Find(i => i.Id == identity.Installation!.Id) ?? throw BadCredentials();
        if (installation.IsSuspended) throw GitHubRefusal.Forbidden("This installation has been suspended");
        return identity with { Installation = installation };
    }

    private static string? TokenOf(string authorization)
    {
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) return null;
        var (scheme, value) = (authorization[..space], authorization[(space + 1)..].Trim());
        if (value.Length == 0) return null;
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || scheme.Equals("token", StringComparison.OrdinalIgnoreCase))
            return value;
        if (!scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(value)).Split(':', 2);
            return pair is [_, { Length: > 0 } password] && password != "x-oauth-basic" ? password : pair[0];
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))[..16];

    private static GitHubRefusal BadCredentials() => new(StatusCodes.Status401Unauthorized, "Bad credentials");
}
