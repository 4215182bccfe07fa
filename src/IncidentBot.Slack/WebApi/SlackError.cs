using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.WebApi;

/// <summary>Why a call failed.</summary>
internal enum SlackErrorKind
{
    /// <summary>Slack said no; nothing happened.</summary>
    Refused,

    /// <summary>Too many calls; nothing happened.</summary>
    RateLimited,

    /// <summary>Slack was not reached; nothing happened.</summary>
    NotReached,

    /// <summary>No answer, or none that can be read: it may have happened.</summary>
    Unknown,

    /// <summary>Like unknown, but nobody would see it if it happened, so it may be repeated.</summary>
    Harmless,
}

/// <summary>A failed call; holds no secrets.</summary>
/// <param name="Method">Which method.</param>
/// <param name="Kind">What kind of failure.</param>
/// <param name="Code">Slack's error code such as <c>name_taken</c>, or the bot's such as <c>http_502</c>, <c>timeout</c>.</param>
internal sealed record SlackError(string Method, SlackErrorKind Kind, string Code)
{
    /// <summary>
    /// Whether Slack as a whole, or the way to it, may be down, rather than this call wrong: whatever leaves the outcome open: 5xx,
    /// HTML or <c>internal_error</c>.
    /// </summary>
    public bool IsOutage =>
        Kind != SlackErrorKind.RateLimited && (Kind != SlackErrorKind.Refused || Code is "service_unavailable" or "request_timeout");

    /// <summary>The scope that is missing; null if no scope is missing.</summary>
    public string? Needed { get; init; }

    /// <summary>The scopes that the token has; null: Slack did not say.</summary>
    public string? Provided { get; init; }

    /// <summary>How long Slack asks to wait; null: it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Slack's explanation, such as which block is invalid; null if none.</summary>
    public string? Detail { get; init; }

    /// <summary>Each person who could not be invited, with the reason; empty for other methods.</summary>
    public IReadOnlyList<InviteError> PerPerson { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Method}: {Code}";
}

/// <summary>Carries a <see cref="SlackError"/> to the caller.</summary>
internal sealed class SlackException : Exception
{
    /// <summary>For this error.</summary>
    public SlackException(SlackError error, Exception? inner = null)
        : base(error.ToString(), inner) => Error = error;

    /// <summary>What went wrong.</summary>
    public SlackError Error { get; }
}
