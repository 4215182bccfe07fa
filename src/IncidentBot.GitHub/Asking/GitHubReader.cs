using System.Net;
using System.Net.Sockets;
using IncidentBot.GitHub.Setup;

namespace IncidentBot.GitHub.Asking;

/// <summary>An answer of GitHub, or a refusal.</summary>
/// <param name="Body">What was said; null: nothing, because it was refused.</param>
/// <param name="Next">Where the next page is; null: this was the last.</param>
/// <param name="HasMoved">Whether the repository has another name now.</param>
/// <param name="Refusal">Why there is no answer; null: there is one.</param>
internal sealed record GitHubAnswer<T>(T? Body, Uri? Next, bool HasMoved, GitHubRefusal? Refusal)
    where T : class
{
    public static GitHubAnswer<T> Refused(GitHubRefusal refusal) => new(null, null, false, refusal);
}

/// <summary>Reads GitHub's REST API with Octokit, which is loaded with the first question; every failure is returned as a value.</summary>
internal sealed class GitHubReader(GitHubOptions options, TimeProvider time)
{
    private const string Json = "application/vnd.github+json";

    private readonly Lazy<OctokitConnections> connections = new(() => new OctokitConnections(options, time));

    /// <summary>
    /// Lets four requests through at a time, over all questions: GitHub allows 100 over all of an account's programs, and the bot must
    /// not be what uses them up.
    /// </summary>
    public SemaphoreSlim Turns { get; } = new(4);

    /// <summary>What shares a token with this owner, and so its limits and refusals.</summary>
    public string ScopeOf(string owner) => options.ScopeOf(owner);

    /// <summary>An address below the API's root.</summary>
    public Uri Address(string path) => new(options.Root, path);

    /// <summary>Reads one answer; Octokit makes it what is asked for.</summary>
    public async Task<GitHubAnswer<T>> GetAsync<T>(string owner, Uri address, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var connection = connections.Value.Of(owner);
            var answer = await connection.Get<T>(address, null, Json, cancellationToken).WaitAsync(cancellationToken);
            if (answer.HttpResponse.StatusCode != HttpStatusCode.OK)
                return GitHubAnswer<T>.Refused(Refusals.NotUnderstood((int)answer.HttpResponse.StatusCode));
            if (answer.Body is null || IsOneForMany<T>(answer.HttpResponse.Body as string))
                return GitHubAnswer<T>.Refused(Refusals.Unreadable);

            var next = answer.HttpResponse.ApiInfo.Links.GetValueOrDefault("next");
            return new GitHubAnswer<T>(answer.Body, next, answer.HttpResponse.Headers.ContainsKey(GitHubDoor.Moved), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return GitHubAnswer<T>.Refused(Refusals.NoAnswerInTime);
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException or IOException)
        {
            return GitHubAnswer<T>.Refused(Refusals.Unreachable(failure));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            var refusal = Refusals.Of(failure);
            if (refusal.Kind == RefusalKind.TokenRefused)
                connections.Value.Forget(owner);
            return GitHubAnswer<T>.Refused(refusal);
        }
    }

    // Octokit takes an object for a list of one.
    private static bool IsOneForMany<T>(string? said) =>
        typeof(System.Collections.IEnumerable).IsAssignableFrom(typeof(T)) && said is ['{', ..];
}
