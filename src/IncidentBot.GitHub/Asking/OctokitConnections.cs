using System.Collections.Concurrent;
using System.Net;
using IncidentBot.GitHub.Setup;
using Octokit;
using Octokit.Internal;

namespace IncidentBot.GitHub.Asking;

/// <summary>
/// Octokit's connections to GitHub, made when first asked for: one for all with a token or without, one an owner with an App.
/// </summary>
internal sealed class OctokitConnections(GitHubOptions options, TimeProvider time)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Connection> byScope = new(StringComparer.OrdinalIgnoreCase);
    private readonly AnswerCache answers = new(mostAnswers: 500, mostCharacters: 16 * 1024 * 1024);

    /// <summary>The connection for what belongs to this owner.</summary>
    public Connection Of(string owner) => byScope.GetOrAdd(options.ScopeOf(owner), Create);

    private Connection Create(string scope)
    {
        var connection = Connect(new InMemoryCredentialStore(
            options.TokenOrNull is { } token ? new Credentials(token, AuthenticationType.Bearer) : Credentials.Anonymous));
        connection.ResponseCache = answers;
        return connection;
    }

    private Connection Connect(ICredentialStore credentials)
    {
        var client = new HttpClientAdapter(() => new GitHubDoor(options.Root, new RateLimitGate(time), new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }));
        var connection = new Connection(
            new ProductHeaderValue("IncidentBot"), options.Root, credentials, client, new SimpleJsonSerializer());
        connection.SetRequestTimeout(LongestCall);
        return connection;
    }
}
