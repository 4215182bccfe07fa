using System.Collections.Concurrent;
using System.Net;
using IncidentBot.GitHub.Setup;
using Octokit;
using Octokit.Internal;

namespace IncidentBot.GitHub.Asking;

/// <summary>
/// Octokit's connections to GitHub, made when first asked for: one for all with a token or without, one an owner with an App.
/// </summary>
internal sealed class OctokitConnections
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    private readonly GitHubOptions options;
    private readonly TimeProvider time;
    private readonly AppInstallations? app;
    private readonly ConcurrentDictionary<string, Connection> byScope = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, IHttpClient> writers = new(StringComparer.OrdinalIgnoreCase);
    private readonly AnswerCache answers = new(mostAnswers: 500, mostCharacters: 16 * 1024 * 1024);

    public OctokitConnections(GitHubOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        if (options.Access == GitHubAccess.App)
            app = new AppInstallations(Connect(options, time, new AppSignature(options, time)), time);
    }

    /// <summary>The connection for what belongs to this owner.</summary>
    public Connection Of(string owner) => byScope.GetOrAdd(options.ScopeOf(owner), Create);

    /// <summary>
    /// A connection that writes to one repository and may do nothing else: an App asks for a token of this repository and these permissions
    /// each time; a personal token is used as it is.
    /// </summary>
    /// <exception cref="GitHubRefusedException">There is no such token; the refusal says why.</exception>
    public async Task<Connection> ForWritingAsync(string owner, string name, IReadOnlyList<string> permissions)
    {
        var client = writers.GetOrAdd(options.ScopeOf(owner), _ => Client(options, time));
        var token = app is null ? options.TokenOrNull : await app.NarrowTokenAsync(owner, name, permissions);
        return Connect(
            options,
            new InMemoryCredentialStore(token is null ? Credentials.Anonymous : new Credentials(token, AuthenticationType.Bearer)), client);
    }

    /// <summary>Forgets a token that GitHub no longer takes, where another can be had.</summary>
    public void Forget(string owner) => app?.Forget(owner);

    private Connection Create(string scope)
    {
        var connection = Connect(options, time, app is not null ? new InstallationCredentials(app, scope) : new InMemoryCredentialStore(
            options.TokenOrNull is { } token ? new Credentials(token, AuthenticationType.Bearer) : Credentials.Anonymous));
        connection.ResponseCache = answers;
        return connection;
    }

    private static Connection Connect(GitHubOptions options, TimeProvider time, ICredentialStore credentials) =>
        Connect(options, credentials, Client(options, time));

    // Kept for all writes of an owner, since each brings connections of its own.
    private static HttpClientAdapter Client(GitHubOptions options, TimeProvider time)
    {
        var client = new HttpClientAdapter(() => new GitHubDoor(options.Root, new RateLimitGate(time), new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }));
        client.SetRequestTimeout(LongestCall);
        return client;
    }

    private static Connection Connect(GitHubOptions options, ICredentialStore credentials, IHttpClient client) =>
        new(new ProductHeaderValue("IncidentBot"), options.Root, credentials, client, new SimpleJsonSerializer());
}
