using IncidentBot.GitHub.Asking;
using Octokit;

namespace IncidentBot.GitHub.Publishing;

/// <summary>
/// Gets tokens of a GitHub App that may only do what one piece of work needs, in one repository
/// (docs.github.com/rest/apps/apps#create-an-installation-access-token-for-an-app). None is kept.
/// </summary>
/// <param name="asApp">A connection that asks as the App itself.</param>
internal sealed class NarrowedTokens(IConnection asApp)
{
    private const string Json = "application/vnd.github+json";

    /// <summary>A token for one repository.</summary>
    /// <param name="owner">Whose repository.</param>
    /// <param name="name">Its name now; a former one is not taken.</param>
    /// <param name="permissions">What it may do, such as <c>contents</c>: <c>write</c>.</param>
    /// <exception cref="GitHubRefusedException">There is none; the refusal says why.</exception>
    /// <exception cref="ApiException">The installation doesn't have these permissions.</exception>
    public async Task<string> TokenAsync(string owner, string name, IReadOnlyDictionary<string, string> permissions)
    {
        var installation = await InstallationAsync(owner, name);
        var body = new { repositories = new[] { name }, permissions };
        var answer = await asApp.Post<AccessToken>(
            new Uri($"app/installations/{installation.Id}/access_tokens", UriKind.Relative), body, Json, "application/json");
        return answer.Body.Token;
    }

    private async Task<Installation> InstallationAsync(string owner, string name)
    {
        try
        {
            var answer = await asApp.Get<Installation>(new Uri($"repos/{owner}/{name}/installation", UriKind.Relative), null, Json);
            return answer.Body.SuspendedAt is null
                ? answer.Body
                : throw new GitHubRefusedException(new GitHubRefusal(RefusalKind.Suspended, owner));
        }
        catch (NotFoundException)
        {
            throw new GitHubRefusedException(new GitHubRefusal(RefusalKind.NotInstalled, $"{owner}/{name}"));
        }
        catch (AuthorizationException failure)
        {
            throw new GitHubRefusedException(new GitHubRefusal(RefusalKind.AppRefused, Refusals.Said(failure)));
        }
    }
}
