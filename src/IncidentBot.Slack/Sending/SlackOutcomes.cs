using IncidentBot.Chat;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Slack.Sending;

/// <summary>Decides what a failed call means for the outbox row.</summary>
internal static class SlackOutcomes
{
    // Someone has to reinstall the app first.
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait while Slack is down: the row is not to blame, so it waits as long as it takes.</summary>
    public static readonly TimeSpan OutageWait = TimeSpan.FromSeconds(10);

    // A new channel is not known everywhere at once.
    private const int TriesForNewChannel = 5;

    /// <summary>The outcome of an action that failed in this way.</summary>
    public static SendOutcome Of(SlackError error, SendRequest request) => Of(error, request.Attempt) switch
    {
        // Somebody who has left, or who is of another workspace: nobody waits for their page.
        NotSent { Permanent: true } gone when request.Action is ShowHome && IsAboutThePerson(error.Code) => gone with { IsNoLoss = true },
        // Somebody who has left the channel in which alone they were to read it.
        NotSent { Permanent: true } or NotSent { IsChannelArchived: true } when request.Action is Answer { To.IsOnlyThere: true } =>
            NotSent(error, permanent: true, null) with { IsNoLoss = true },
        // The last of an answer's ways is a message to the person: whoever cannot be reached there waits for none.
        NotSent gone when request.Action is Answer && IsNobody(error) => gone with { Permanent = true, IsNoLoss = true },
        NotSent { Permanent: true } gone when request.Action is UpdateCard { MayBeGone: true } && error.Code == "message_not_found" =>
            gone with { IsNoLoss = true },
        NotSent { Permanent: true } gone when request.Action is PostCard { Thread: not null } && error.Code == "thread_not_found" =>
            gone with { IsNoLoss = true, IsThreadGone = true },
        var other => other,
    };

    /// <summary>The outcome of a write that failed in this way.</summary>
    public static SendOutcome Of(SlackError error, int attempt) => error.Kind switch
    {
        SlackErrorKind.Unknown => new OutcomeUnknown($"{error.Method}: {error.Code}") { MayBeOutage = true },
        SlackErrorKind.Harmless => NotSent(error, permanent: false, null) with { MayBeOutage = true },
        SlackErrorKind.NotReached => NotSent(error, permanent: false, error.RetryAfter ?? OutageWait),
        SlackErrorKind.RateLimited => NotSent(error, permanent: false, error.RetryAfter),
        _ when NeedsAnAdmin(error.Code) => NotSent(error, permanent: false, error.RetryAfter ?? LongWait),
        _ when error.IsOutage && error.RetryAfter is null => NotSent(error, permanent: false, null) with { MayBeOutage = true },
        _ when IsTransient(error.Code) || error.RetryAfter is not null => NotSent(error, permanent: false, error.RetryAfter),
        _ when error.Code is "is_archived" or "is_inactive" =>
            NotSent(error, permanent: false, null) with { IsChannelArchived = true },
        _ when error.Code == "channel_not_found" => NotSent(error, permanent: attempt >= TriesForNewChannel, null),
        _ => NotSent(error, permanent: true, null),
    };

    private static NotSent NotSent(SlackError error, bool permanent, TimeSpan? wait) =>
        new(error.Code, permanent, wait, SlackSentences.For(error));

    private static bool NeedsAnAdmin(string code) =>
        code is "missing_scope" or "invalid_auth" or "not_authed" or "token_revoked" or "token_expired" or "account_inactive"
        or "ekm_access_denied" or "org_login_required" or "accesslimited" or "not_allowed_token_type" or "messages_tab_disabled";

    private static bool IsAboutThePerson(string code) =>
        code is "user_not_found" or "users_not_found" or "user_not_visible" or "user_disabled" or "user_is_bot" or "user_is_restricted"
        or "user_is_ultra_restricted" or "user_not_in_team" or "invalid_user" or "invalid_user_id" or "cannot_find_user" or "is_bot"
        or "team_not_found" or "team_access_not_granted" or "not_enabled";

    private static bool IsNobody(SlackError error) => error.Kind == SlackErrorKind.Refused
        && (IsAboutThePerson(error.Code) || error.Code is "channel_not_found" or "cannot_dm_bot");

    private static bool IsTransient(string code) =>
        code is "service_unavailable" or "request_timeout" or "team_added_to_org" or "external_channel_migrating";
}
