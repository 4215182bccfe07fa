using System.Globalization;
using Octokit;

namespace IncidentBot.GitHub.Asking;

/// <summary>Reads out of a failure what GitHub refused, and why.</summary>
internal static class Refusals
{
    private const int LongestSaid = 200;

    public static GitHubRefusal NoAnswerInTime { get; } = new(RefusalKind.Unreachable, "no answer in time");

    public static GitHubRefusal Unreadable { get; } = new(RefusalKind.NotUnderstood, "unreadable JSON");

    public static GitHubRefusal NotUnderstood(int status) => new(RefusalKind.NotUnderstood, Number(status));

    /// <summary>What kept a request from being answered.</summary>
    public static GitHubRefusal Unreachable(Exception failure)
    {
        var error = (failure as HttpRequestException)?.HttpRequestError;
        return error == HttpRequestError.ConfigurationLimitExceeded
            ? new GitHubRefusal(RefusalKind.TooLong, "")
            : new GitHubRefusal(RefusalKind.Unreachable, Cause(error));
    }

    private static string Cause(HttpRequestError? error) => error switch
    {
        HttpRequestError.NameResolutionError => "its name was not found",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "no secure connection",
        _ => "the connection broke",
    };

    /// <summary>What Octokit threw; what it can't read throws all kinds of exceptions.</summary>
    public static GitHubRefusal Of(Exception failure) => failure switch
    {
        GitHubRefusedException refused => refused.Refusal,
        ApiException api => Of(api),
        _ => Unreadable,
    };

    private static GitHubRefusal Of(ApiException failure)
    {
        var status = (int)failure.StatusCode;
        return status switch
        {
            401 => new GitHubRefusal(RefusalKind.TokenRefused, ""),
            403 or 451 => new GitHubRefusal(RefusalKind.NotAllowed, Said(failure)) { Permission = Permission(failure) },
            404 => new GitHubRefusal(RefusalKind.NotFound, ""),
            >= 500 => new GitHubRefusal(RefusalKind.Failed, Number(status)),
            _ => NotUnderstood(status),
        };
    }

    // docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api: "deployments=read", or several sets with ";" between.
    private static string? Permission(ApiException failure)
    {
        var header = failure.HttpResponse?.Headers
            .FirstOrDefault(one => one.Key.Equals("X-Accepted-GitHub-Permissions", StringComparison.OrdinalIgnoreCase)).Value;
        var name = header?.Split(';', ',')[0].Split('=')[0].Trim().Replace('_', ' ');
        return string.IsNullOrEmpty(name) ? null : name;
    }

    /// <summary>GitHub's own words, shortened.</summary>
    public static string Said(ApiException failure)
    {
        var said = failure.ApiError?.Message ?? "";
        return said.Length <= LongestSaid ? said : said[..LongestSaid] + "…";
    }

    private static string Number(int status) => status.ToString(CultureInfo.InvariantCulture);
}
