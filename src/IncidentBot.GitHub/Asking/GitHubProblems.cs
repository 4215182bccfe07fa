using System.Globalization;
using IncidentBot.GitHub.Setup;

namespace IncidentBot.GitHub.Asking;

/// <summary>Explains in one sentence what failed, for which repositories, and what to do.</summary>
internal static class GitHubProblems
{
    /// <summary>One refusal in words.</summary>
    public static string Sentence(GitHubRefusal refusal, IReadOnlyList<string> repositories, GitHubAccess access)
    {
        var names = string.Join(", ", repositories);
        return refusal.Kind switch
        {
            RefusalKind.TokenRefused => TokenRefused(names, access),
            RefusalKind.NotAllowed => NotAllowed(names, refusal, access),
            RefusalKind.NotFound => NotFound(names, access),
            RefusalKind.RateLimited =>
                $"GitHub's rate limit is used up{Until(refusal)}, so {names} could not be checked: "
                    + $"ask again {(refusal.Until is null ? "in a few minutes" : "then")}"
                    + $"{(access == GitHubAccess.Anonymous ? ", or set GitHub:Token for a higher limit" : "")}.",
            RefusalKind.Unreachable =>
                $"GitHub could not be reached about {names}{Said(refusal)}: check the network and GitHub:ApiUrl, then ask again.",
            RefusalKind.Failed =>
                $"GitHub has problems of its own and did not answer about {names}{Said(refusal)}: "
                    + "see www.githubstatus.com and ask again in a few minutes.",
            RefusalKind.TooLong =>
                $"An answer of GitHub about {names} was longer than 10 MB and was left out, so something may be missing.",
            RefusalKind.Elsewhere =>
                $"GitHub's answer about {names} lies on another server{Said(refusal)}, which isn't asked because it must not see the "
                    + "token: check GitHub:ApiUrl.",
            RefusalKind.AppRefused =>
                $"GitHub did not accept the App when asked about {names}{Said(refusal)}: check GitHub:AppId, its private key and this "
                    + "machine's clock.",
            RefusalKind.NotInstalled =>
                $"The GitHub App isn't installed for {refusal.Detail}, so {names} can't be read: install it there, on these repositories.",
            RefusalKind.Suspended =>
                $"The GitHub App is suspended for {refusal.Detail}, so {names} can't be read: an owner can end that under Settings, "
                    + "GitHub Apps.",
            _ => $"The answer about {names} did not come from GitHub{Said(refusal)}: "
                + "check that GitHub:ApiUrl is the root of a GitHub REST API.",
        };
    }

    /// <summary>One sentence for each kind of refusal, in the order in which they first occurred.</summary>
    public static IEnumerable<string> Sentences(
        IEnumerable<(string Repository, GitHubRefusal Refusal)> refusals, GitHubAccess access) =>
        refusals
            .GroupBy(one => (one.Refusal.Kind, one.Refusal.Detail, one.Refusal.Until))
            .Select(
                same => Sentence(
                    same.First().Refusal with { Permission = Permissions(same.Select(one => one.Refusal.Permission)) },
                    [.. same.Select(one => one.Repository).Distinct(StringComparer.OrdinalIgnoreCase)], access));

    private static string TokenRefused(string names, GitHubAccess access) => access switch
    {
        GitHubAccess.Anonymous => $"GitHub requires a token for {names}: set GitHub:Token.",
        GitHubAccess.App => $"GitHub ended the App's access while asked about {names}: ask again, and check that the App is still "
            + "installed.",
        _ => $"GitHub did not accept the token when asked about {names}: set GitHub:Token to a valid one.",
    };

    private static string NotAllowed(string names, GitHubRefusal refusal, GitHubAccess access) => access switch
    {
        GitHubAccess.Anonymous => $"GitHub does not let anonymous readers see {names}{Said(refusal)}: set GitHub:Token.",
        GitHubAccess.App => $"The GitHub App may not read {names}{Said(refusal)}: give it read access to {refusal.Permission}, then accept "
            + "the change where it is installed.",
        _ => $"GitHub:Token may not read {names}{Said(refusal)}: allow it to read {refusal.Permission} there.",
    };

    private static string NotFound(string names, GitHubAccess access) => access switch
    {
        GitHubAccess.Anonymous => $"GitHub has no {names}, or it is private and GitHub:Token is not set: check the name under "
            + "Catalogue:Services.",
        GitHubAccess.App => $"GitHub has no {names}, or the GitHub App isn't installed on it: check the name under Catalogue:Services and "
            + "the repositories of the installation.",
        _ => $"GitHub has no {names}, or GitHub:Token may not see it: check the name under Catalogue:Services.",
    };

    private static string Permissions(IEnumerable<string?> all) =>
        all.OfType<string>().Distinct(StringComparer.Ordinal).OrderDescending(StringComparer.Ordinal).ToList() switch
        {
            [] => "deployments and contents",
            [var one] => one,
            [.. var most, var last] => $"{string.Join(", ", most)} and {last}",
        };

    private static string Said(GitHubRefusal refusal) => refusal.Detail.Length == 0 ? "" : $" ({refusal.Detail})";

    private static string Until(GitHubRefusal refusal) =>
        refusal.Until is { } until ? " until " + until.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture) : "";
}
