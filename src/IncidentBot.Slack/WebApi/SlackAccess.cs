using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.WebApi;

/// <summary>
/// Knows whether Slack accepts the bot's token. If it does not, only a probe every 30 seconds is sent until it does again;
/// everything else waits in the outbox.
/// </summary>
internal sealed class SlackAccess
{
    /// <summary>How often a refused token is tried again.</summary>
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, string> missingScopes = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private readonly ILogger log;
    private RefusedAccess? refused;
    private volatile bool lacksScopes;
    private DateTimeOffset nextProbe;

    internal SlackAccess(TimeProvider time, ILogger<SlackAccess> log)
    {
        this.time = time;
        this.log = log;
    }

    /// <summary>Why nothing is sent at the moment; null: Slack accepts the token, or has not been asked yet.</summary>
    public RefusedAccess? Refused
    {
        get
        {
            lock (gate) return refused;
        }
    }

    /// <summary>The scopes that the token was found to lack and has not been given since, each with a method that needs it.</summary>
    public IReadOnlyDictionary<string, string> MissingScopes
    {
        get
        {
            lock (gate) return new Dictionary<string, string>(missingScopes, StringComparer.Ordinal);
        }
    }

    /// <summary>Whether an error means that the token is invalid for every method.</summary>
    internal static bool IsRefusal(string? code) =>
        code is "token_revoked" or "invalid_auth" or "account_inactive" or "token_expired" or "not_authed";

    /// <summary>Whether the caller must probe the token before its call.</summary>
    /// <exception cref="SlackException">The token is refused, and it is not time to try it again.</exception>
    internal bool MustProbe(SlackMethod method)
    {
        lock (gate)
        {
            if (refused is null) return false;
            var now = time.GetUtcNow();
            if (now < nextProbe)
            {
                throw new SlackException(
                    new SlackError(method.Name, SlackErrorKind.Refused, refused.Code) { RetryAfter = nextProbe - now });
            }
            nextProbe = now + ProbeEvery;
            return true;
        }
    }

    /// <summary>Records how a call ended.</summary>
    internal void Note(SlackError error)
    {
        lock (gate)
        {
            if (error is { Code: "missing_scope", Needed: { } scope }) (missingScopes[scope], lacksScopes) = (error.Method, true);
            if (!IsRefusal(error.Code)) return;
            nextProbe = time.GetUtcNow() + ProbeEvery;
            if (refused is not null) return;
            refused = new RefusedAccess(error.Code, time.GetUtcNow(), SlackSentences.For(error));
        }

        log.TokenRefused(error.Code);
    }

    /// <summary>Slack said which scopes the token has: those it lacked before are forgotten.</summary>
    /// <param name="scopes">The header <c>x-oauth-scopes</c>, their names between commas; null: it did not say.</param>
    internal void NoteScopes(string? scopes)
    {
        if (scopes is null || !lacksScopes) return;
        var has = scopes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Forget(missing => Array.TrueForAll(missing.Split(',', StringSplitOptions.TrimEntries), has.Contains));
    }

    /// <summary>A call succeeded.</summary>
    internal void NoteAccepted(SlackMethod method)
    {
        // Of a method with several scopes one may be enough here, and lack elsewhere.
        if (lacksScopes && method.Scopes is [var needed]) Forget(missing => missing == needed);

        // Read without the lock, since it is nearly always null.
        if (Volatile.Read(ref refused) is null) return;
        lock (gate)
        {
            if (refused is null) return;
            refused = null;
        }

        log.TokenAccepted();
    }

    private void Forget(Predicate<string> isThere)
    {
        lock (gate)
        {
            foreach (var scope in missingScopes.Keys.Where(scope => isThere(scope)).ToList()) missingScopes.Remove(scope);
            lacksScopes = missingScopes.Count > 0;
        }
    }
}

/// <summary>A token that Slack does not accept.</summary>
/// <param name="Code">Slack's error code, such as <c>token_revoked</c>.</param>
/// <param name="Since">When it was first refused; UTC.</param>
/// <param name="Sentence">What to do, for an admin; no secrets.</param>
internal sealed record RefusedAccess(string Code, DateTimeOffset Since, string Sentence);
