using System.Net.Sockets;
using IncidentBot.GitHub.Setup;
using Octokit;

namespace IncidentBot.GitHub.Asking;

/// <summary>
/// Writes to one repository of GitHub: each time with a token that may do no more than this, where an App can get one. Every failure is
/// returned as a value.
/// </summary>
internal sealed class GitHubWriter(GitHubOptions options, TimeProvider time)
{
    private readonly Lazy<OctokitConnections> connections = new(() => new OctokitConnections(options, time));

    /// <summary>The address of something below a repository.</summary>
    public static Uri Address(string repository, string path) => new($"repos/{repository}{path}", UriKind.Relative);

    /// <summary>A connection that may write these kinds of things in a repository, and nothing else.</summary>
    /// <param name="repository">As <c>owner/name</c>.</param>
    /// <param name="permissions">What it takes, such as <c>issues</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GitHubRefusedException">There is none; the refusal says why.</exception>
    public Task<Connection> ConnectAsync(string repository, IReadOnlyList<string> permissions, CancellationToken cancellationToken)
    {
        var slash = repository.IndexOf('/', StringComparison.Ordinal);
        return connections.Value.ForWritingAsync(repository[..slash], repository[(slash + 1)..], permissions).WaitAsync(cancellationToken);
    }

    /// <summary>Does something in a repository.</summary>
    /// <param name="repository">As <c>owner/name</c>.</param>
    /// <param name="permission">What it takes, such as <c>issues</c>.</param>
    /// <param name="doAsync">What is done; what it throws is read as a refusal.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What it came to, or the refusal and what Octokit threw.</returns>
    public async Task<GitHubWrite<T>> DoAsync<T>(
        string repository, string permission, Func<IConnection, Task<T>> doAsync, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var connection = await ConnectAsync(repository, [permission], cancellationToken);
            return new GitHubWrite<T>(await doAsync(connection).WaitAsync(cancellationToken), null, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new GitHubWrite<T>(null, Refusals.NoAnswerInTime, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException or IOException)
        {
            return new GitHubWrite<T>(null, Refusals.Unreachable(failure), failure);
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or OperationCanceledException))
        {
            return new GitHubWrite<T>(null, Refusals.Of(failure), failure);
        }
    }
}

/// <summary>What came of writing.</summary>
/// <param name="Body">The answer; null: it was refused, or nobody knows.</param>
/// <param name="Refusal">Why; null: it is done.</param>
/// <param name="Failure">What was thrown; null: nothing.</param>
internal sealed record GitHubWrite<T>(T? Body, GitHubRefusal? Refusal, Exception? Failure)
    where T : class;
