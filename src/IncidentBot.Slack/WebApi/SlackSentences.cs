namespace IncidentBot.Slack.WebApi;

/// <summary>Explains to an admin what an error from Slack means and what to do about it.</summary>
internal static class SlackSentences
{
    /// <summary>The sentence for an error; no secrets.</summary>
    public static string For(SlackError error) => error.Code switch
    {
        "missing_scope" =>
            $"Slack refused {error.Method}: the bot token lacks the scope {error.Needed ?? "that it needs"} (it has: "
                + $"{error.Provided ?? "not said"}). "
            + "Open https://api.slack.com/apps, choose the app, then OAuth & Permissions, Bot Token Scopes, Add an OAuth Scope, "
            + $"{error.Needed ?? "the scope"}; "
            + "then Reinstall to Workspace at the top of the same page.",
        "invalid_auth" or "not_authed" or "token_revoked" or "token_expired" or "account_inactive" =>
            $"Slack does not accept the bot token ({error.Code}). Reinstall the app and set Slack:BotToken to the new token.",
        "not_in_channel" or "channel_not_found" =>
            $"Slack refused {error.Method}: the bot is not in the channel, or the channel is gone ({error.Code}). "
                + "Invite the bot with /invite.",
        "is_archived" or "is_inactive" => $"Slack refused {error.Method}: the channel is archived. Unarchive it to go on there.",
        "restricted_action" or "restricted_action_read_only_channel" or "no_permission" or "user_is_restricted" =>
            $"Slack refused {error.Method}: the workspace's settings do not allow it ({error.Code}). Ask a workspace admin.",
        "name_taken" => "Every variant of the channel's name is taken, perhaps by archived channels. Rename or delete some of them.",
        "no_such_channel" =>
            "The bot can't see a channel with the configured name. "
                + "Check Slack:AnnounceChannel, or invite the bot if it is private.",
        "message_not_found" => $"Slack refused {error.Method}: the message is gone.",
        "messages_tab_disabled" => "Slack refused a direct message: turn on the messages tab of the app's home.",
        "ratelimited" => $"Slack asked the bot to slow down on {error.Method}.",
        "own_rate_limit" => $"The bot is holding back {error.Method} to stay within Slack's rate limits.",
        "not_reached" => "Slack cannot be reached. Check the network and Slack:ApiUrl.",
        _ => error.Detail is null
            ? $"Slack refused {error.Method}: {error.Code}."
            : $"Slack refused {error.Method}: {error.Code} ({error.Detail}).",
    };
}
