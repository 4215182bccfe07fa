using System.Collections.Concurrent;
using System.Globalization;
using Octokit;

namespace IncidentBot.GitHub.Asking;

/// <summary>
/// Gets the tokens of a GitHub App, one an owner that installed it, and keeps each until shortly before it ends, an hour later.
/// </summary>
internal sealed class AppInstallations(IConnection asApp, TimeProvider time)
{
    private const string Json = "application/vnd.github+json";
    private const int MostPages = 10;

    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, AccessToken> tokens = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <summary>A token for what belongs to this owner.</summary>
    /// <exception cref="GitHubRefusedException">There is none; the refusal says why.</exception>
    public async Task<string> TokenAsync(string owner)
    {
        if (Known(owner) is { } known)
            return known;

        await oneAtATime.WaitAsync();
        try
        {
            return Known(owner) ?? (tokens[owner] = await AskAsync(owner)).Token;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>
    /// A token that may write these kinds of things in one repository, and nothing else; asked for anew each time
    /// (docs.github.com/rest/apps/apps, "Create an installation access token for an app").
    /// </summary>
    /// <exception cref="GitHubRefusedException">There is none; the refusal says why.</exception>
    public async Task<string> NarrowTokenAsync(string owner, string repository, IReadOnlyList<string> permissions)
    {
        try
        {
            var own = await OnAsync(owner, repository);
            var narrow = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["repositories"] = new[] { repository },
                ["permissions"] = permissions.ToDictionary(name => name, _ => "write", StringComparer.Ordinal),
            };
            var address = string.Create(CultureInfo.InvariantCulture, $"app/installations/{own.Id}/access_tokens");
            return (await asApp.Post<AccessToken>(new Uri(address, UriKind.Relative), narrow, Json, "application/json")).Body.Token;
        }
        catch (ApiValidationException failure)
        {
            // GitHub names neither which of both is lacking, so the sentence that people read names both.
            throw new GitHubRefusedException(
                new GitHubRefusal(RefusalKind.NotAllowed, Refusals.Said(failure)) { Permission = string.Join(" and ", permissions) });
        }
        catch (Exception failure) when (failure is AuthorizationException or ForbiddenException)
        {
            throw Refused((ApiException)failure, owner);
        }
    }

    /// <summary>Forgets a token that GitHub no longer takes.</summary>
    public void Forget(string owner) => tokens.TryRemove(owner, out _);

    private string? Known(string owner) =>
        tokens.TryGetValue(owner, out var token) && token.ExpiresAt - Spare > time.GetUtcNow() ? token.Token : null;

    // Page by page and not all at once: a list that leads back to itself would be read without end, and nobody else would get a token.
    private async Task<Installation?> FindAsync(string owner)
    {
        Uri? address = new("app/installations?per_page=100", UriKind.Relative);
        for (var page = 0; address is not null && page < MostPages; page++)
        {
            var answer = await asApp.Get<List<Installation>>(address, null, Json);
            if (answer.Body?.Find(one => owner.Equals(one.Account?.Login, StringComparison.OrdinalIgnoreCase)) is { } own)
                return own;

            address = answer.HttpResponse.ApiInfo.Links.GetValueOrDefault("next");
        }

        return null;
    }

    private async Task<AccessToken> AskAsync(string owner)
    {
        var apps = new GitHubAppsClient(new ApiConnection(asApp));
        try
        {
            return await apps.CreateInstallationToken((await OwnAsync(owner)).Id);
        }
        catch (Exception failure) when (failure is AuthorizationException or ForbiddenException)
        {
            throw Refused((ApiException)failure, owner);
        }
    }

    private async Task<Installation> OwnAsync(string owner) => NotSuspended(
        await FindAsync(owner) ?? throw new GitHubRefusedException(new GitHubRefusal(RefusalKind.NotInstalled, owner)), owner);

    // The owner may have installed it on other repositories only.
    private async Task<Installation> OnAsync(string owner, string repository)
    {
        try
        {
            var answer = await asApp.Get<Installation>(new Uri($"repos/{owner}/{repository}/installation", UriKind.Relative), null, Json);
            return NotSuspended(answer.Body, owner);
        }
        catch (NotFoundException)
        {
            throw new GitHubRefusedException(new GitHubRefusal(RefusalKind.NotInstalled, $"{owner}/{repository}"));
        }
    }

    private static Installation NotSuspended(Installation own, string owner) =>
        own.SuspendedAt is null ? own : throw new GitHubRefusedException(new GitHubRefusal(RefusalKind.Suspended, owner));

    private static GitHubRefusedException Refused(ApiException failure, string owner) => new(
        failure is AuthorizationException
            ? new GitHubRefusal(RefusalKind.AppRefused, Refusals.Said(failure))
            : new GitHubRefusal(RefusalKind.Suspended, owner));
}

/// <summary>Lets Octokit ask with the token of an installation.</summary>
internal sealed class InstallationCredentials(AppInstallations app, string owner) : ICredentialStore
{
    public async Task<Credentials> GetCredentials() => new(await app.TokenAsync(owner), AuthenticationType.Bearer);
}
