using System.Globalization;
using IncidentBot.GitHub.Setup;

namespace IncidentBot.GitHub.Asking;

/// <summary>Explains in one sentence what failed, for which repositories, and what to do.</summary>
internal static class GitHubProblems
{
    public static string Sentence(GitHubRefusal refusal, IReadOnlyList<string> repositories, bool hasToken)
    {
        var names = string.Join(", ", repositories);
        return refusal.Kind switch
        {
            RefusalKind.TokenRefused when hasToken =>
                $"GitHub did not accept the token when asked about {names}: set GitHub:Token to a valid one.",
            RefusalKind.TokenRefused => $"GitHub requires a token for {names}: set GitHub:Token.",
            RefusalKind.NotAllowed when hasToken =>
                $"GitHub:Token may not read {names}{Said(refusal)}: allow it to read {refusal.Permission} there.",
            RefusalKind.NotAllowed => $"GitHub does not let anonymous readers see {names}{Said(refusal)}: set GitHub:Token.",
            RefusalKind.NotFound =>
                $"GitHub has no {names}, or {(hasToken ? "GitHub:Token may not see it" : "it is private and GitHub:Token is not set")}: "
                    + "check the name under Catalogue:Services.",
            RefusalKind.RateLimited =>
                $"GitHub's rate limit is used up{Until(refusal)}, so {names} could not be checked: "
                    + $"ask again {(refusal.Until is null ? "in a few minutes" : "then")}"
                    + $"{(hasToken ? "" : ", or set GitHub:Token for a higher limit")}.",
            RefusalKind.Unreachable =>
                $"GitHub could not be reached about {names}{Said(refusal)}: check the network and GitHub:ApiUrl, then ask again.",
            RefusalKind.Failed =>
                $"GitHub has problems of its own and did not answer about {names}{Said(refusal)}: "
                    + "see www.githubstatus.com and ask again in a few minutes.",
            RefusalKind.Elsewhere =>
                $"GitHub's answer about {names} lies on another server{Said(refusal)}, which isn't asked because it must not see the "
                    + "token: check GitHub:ApiUrl.",
            _ => $"The answer about {names} did not come from GitHub{Said(refusal)}: "
                + "check that GitHub:ApiUrl is the root of a GitHub REST API.",
        };
    }

    /// <summary>One sentence for each kind of refusal, in the order in which they first occurred.</summary>
    public static IEnumerable<string> Sentences(
        IEnumerable<(string Repository, GitHubRefusal Refusal)> refusals, GitHubOptions options) =>
        refusals
            .GroupBy(one => (one.Refusal.Kind, one.Refusal.Detail, one.Refusal.Until))
            .Select(
                same => Sentence(
                    same.First().Refusal with { Permission = Permissions(same.Select(one => one.Refusal.Permission)) },
                    [.. same.Select(one => one.Repository).Distinct(StringComparer.OrdinalIgnoreCase)], options.TokenOrNull is not null));

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
