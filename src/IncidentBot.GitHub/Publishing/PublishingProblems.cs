using System.Globalization;
using System.Net.Sockets;
using IncidentBot.GitHub.Asking;
using IncidentBot.GitHub.Setup;
using IncidentBot.Language;
using IncidentBot.Postmortem.Exports.Pulls;
using Octokit;

namespace IncidentBot.GitHub.Publishing;

/// <summary>Says why GitHub did not take a postmortem, in its own words where it has some, and what to do.</summary>
internal static class PublishingProblems
{
    private const int LongestSaid = 300;

    /// <summary>What a failure comes to; null: it is none that GitHub or the network is known to have.</summary>
    public static RepositoryOutcome? Of(Exception failure, string repository, GitHubAccess access) => failure switch
    {
        GitHubRefusedException refused => Of(refused.Refusal, repository, access),
        ApiException api => Of(api, repository, access),
        OperationCanceledException => Of(Refusals.NoAnswerInTime, repository, access),
        HttpRequestException or SocketException or IOException => Of(Refusals.Unreachable(failure), repository, access),
        _ => null,
    };

    /// <summary>What a refusal comes to.</summary>
    public static RepositoryOutcome Of(GitHubRefusal refusal, string repository, GitHubAccess access) => refusal.Kind switch
    {
        RefusalKind.RateLimited => new NotYet("GitHub asks to wait, since too much was asked of it.", refusal.Until),
        RefusalKind.Unreachable => new NotYet($"GitHub could not be reached{Said(refusal)}.", null),
        RefusalKind.Failed => new NotYet($"GitHub has problems of its own{Said(refusal)}: see www.githubstatus.com.", null),
        RefusalKind.NotFound => new NotTaken(
            $"GitHub has no {repository}, or it may not be seen: check its name under Postmortem, and that {Who(access)} reaches it."),
        RefusalKind.NotInstalled =>
            new NotTaken($"The GitHub App isn't installed on {repository}: an owner can add it under Settings, GitHub Apps."),
        RefusalKind.Suspended => new NotTaken($"The GitHub App is suspended for {refusal.Detail}: an owner can end that."),
        RefusalKind.AppRefused =>
            new NotTaken($"GitHub did not accept the App{Said(refusal)}: check GitHub:AppId, its private key and this machine's clock."),
        RefusalKind.TokenRefused => new NotTaken("GitHub did not accept the token: set GitHub:Token to a valid one."),
        RefusalKind.NotAllowed => NotAllowed(refusal.Detail, repository, access),
        _ => new NotTaken($"The answer did not come from GitHub{Said(refusal)}: check GitHub:ApiUrl."),
    };

    /// <summary>An empty repository has no branch to begin from.</summary>
    public static NotTaken Empty(string repository) =>
        new($"{repository} is empty, so there is no branch to merge into: add a first file to it, such as README.md.");

    /// <summary>The branch to merge into isn't there.</summary>
    public static NotTaken NoBase(string repository, string branch) =>
        new($"{repository} has no branch {branch}: check Postmortem:BaseBranch.");

    /// <summary>GitHub's own words, with those of the errors behind them, in one line.</summary>
    internal static string Words(ApiException failure)
    {
        var error = failure.ApiError;
        var details = (error?.Errors ?? []).Select(one => one.Message).Where(words => !string.IsNullOrWhiteSpace(words));
        return OneLine.Of(string.Join(" ", new[] { error?.Message ?? failure.Message }.Concat(details).OfType<string>()), LongestSaid);
    }

    private static RepositoryOutcome Of(ApiException failure, string repository, GitHubAccess access) => (int)failure.StatusCode switch
    {
        401 => Of(new GitHubRefusal(RefusalKind.TokenRefused, ""), repository, access),
        404 => Of(new GitHubRefusal(RefusalKind.NotFound, ""), repository, access),
        >= 500 => Of(new GitHubRefusal(RefusalKind.Failed, Status(failure)), repository, access),
        403 => NotAllowed(Words(failure), repository, access),
        _ => Refused(Words(failure), repository),
    };

    private static NotTaken NotAllowed(string said, string repository, GitHubAccess access) =>
        said.Contains("not accessible by", StringComparison.OrdinalIgnoreCase)
            || said.Contains("not granted", StringComparison.OrdinalIgnoreCase) || said.Length == 0
            ? new NotTaken(
                $"{Who(access)} may not write there{(said.Length == 0 ? "" : $" (“{said}”)")}: it needs contents and pull requests of "
                    + $"{repository}, both to write{(access == GitHubAccess.App ? "; accept the change where it is installed" : "")}.")
            : Refused(said, repository);

    private static NotTaken Refused(string said, string repository) =>
        said.Contains("not granted", StringComparison.OrdinalIgnoreCase)
            ? NotAllowed(said, repository, GitHubAccess.App)
            : new NotTaken(
                $"GitHub refused it: “{said}” If a rule of {repository} forbids it, let the bot make and write branches that begin with "
                    + "incidentbot/postmortem/.");

    private static string Who(GitHubAccess access) => access == GitHubAccess.App ? "The GitHub App" : "GitHub:Token";

    private static string Said(GitHubRefusal refusal) => refusal.Detail.Length == 0 ? "" : $" ({refusal.Detail})";

    private static string Status(ApiException failure) => ((int)failure.StatusCode).ToString(CultureInfo.InvariantCulture);
}
