namespace IncidentBot.GitHub;

/// <summary>Why GitHub did not tell what it was asked.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">GitHub's own words, a status or a cause, for people; may be empty.</param>
/// <param name="Until">Until when it is useless to ask again; null: not said.</param>
internal sealed record GitHubRefusal(RefusalKind Kind, string Detail, DateTimeOffset? Until = null)
{
    /// <summary>Whether asking about another repository would end the same way.</summary>
    public bool ConcernsAll => Kind is RefusalKind.RateLimited or RefusalKind.Unreachable or RefusalKind.TokenRefused;
}

/// <summary>What happened to a question.</summary>
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

    /// <summary>GitHub has trouble itself.</summary>
    Failed,

    /// <summary>The answer was none that GitHub gives.</summary>
    NotUnderstood,
}
