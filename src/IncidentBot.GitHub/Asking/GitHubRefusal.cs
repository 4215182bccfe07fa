namespace IncidentBot.GitHub.Asking;

/// <summary>Why GitHub did not answer a question.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">GitHub's message, a status, a host or a cause, for people; may be empty.</param>
/// <param name="Until">When to ask again; null if not known.</param>
internal sealed record GitHubRefusal(RefusalKind Kind, string Detail, DateTimeOffset? Until = null)
{
    /// <summary>
    /// What one must be allowed to read for this, such as <c>deployments</c> or <c>pull requests</c>; null: not known.
    /// </summary>
    public string? Permission { get; init; }

    /// <summary>Whether asking about another repository with the same token would end the same way.</summary>
    public bool ConcernsAll => Kind is RefusalKind.RateLimited or RefusalKind.Unreachable or RefusalKind.TokenRefused
        or RefusalKind.AppRefused or RefusalKind.NotInstalled or RefusalKind.Suspended;
}

/// <summary>The kinds of refusal.</summary>
internal enum RefusalKind
{
    /// <summary>The token is missing, wrong or expired.</summary>
    TokenRefused,

    /// <summary>The token is good but may not read this.</summary>
    NotAllowed,

    /// <summary>No such repository, or none that the token may know of.</summary>
    NotFound,

    /// <summary>Too many requests.</summary>
    RateLimited,

    /// <summary>No answer came.</summary>
    Unreachable,

    /// <summary>GitHub itself has problems.</summary>
    Failed,

    /// <summary>The answer was not one that GitHub gives.</summary>
    NotUnderstood,

    /// <summary>The answer was longer than the bot reads.</summary>
    TooLong,

    /// <summary>The answer lies on another server, which must not see the token.</summary>
    Elsewhere,

    /// <summary>GitHub doesn't take what the App signed.</summary>
    AppRefused,

    /// <summary>The App isn't installed for the owner of the repository, or not on it.</summary>
    NotInstalled,

    /// <summary>The owner of the repository suspended the App.</summary>
    Suspended,
}

/// <summary>A refusal on its way through code that can only throw.</summary>
internal sealed class GitHubRefusedException(GitHubRefusal refusal) : Exception(refusal.Kind.ToString())
{
    /// <summary>Why.</summary>
    public GitHubRefusal Refusal => refusal;
}
