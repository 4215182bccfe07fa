namespace IncidentBot.GitHub;

/// <summary>Why GitHub did not answer a question.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">GitHub's message, a status or a cause, for people; may be empty.</param>
/// <param name="Until">When to ask again; null if not known.</param>
internal sealed record GitHubRefusal(RefusalKind Kind, string Detail, DateTimeOffset? Until = null)
{
    /// <summary>Whether asking about another repository would end the same way.</summary>
    public bool ConcernsAll => Kind is RefusalKind.RateLimited or RefusalKind.Unreachable or RefusalKind.TokenRefused;
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
}
