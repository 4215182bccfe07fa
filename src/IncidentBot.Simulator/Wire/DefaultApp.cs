namespace IncidentBot.Simulator.Wire;

/// <summary>The one app installed in the local workspace: its credentials and what it may do.</summary>
public static class DefaultApp
{
    /// <summary>The bot token.</summary>
    public const string BotToken = "xoxb-local";

    /// <summary>The app-level token.</summary>
    public const string AppToken = "xapp-local";

    /// <summary>The secret that signs every delivery.</summary>
    public const string SigningSecret = "local-signing-secret";

    internal const string AppId = "A0LOCALAPP";
    internal const string BotId = "B0LOCALBOT";
    /// <summary>Stands for every other app that posts into the workspace.</summary>
    internal const string OtherBotId = "B0OTHERBOT";
    internal const string OtherAppId = "A0OTHERAPP";

    /// <summary>The bot's id as a member of channels.</summary>
    public const string BotUserId = "U0LOCALBOT";

    internal const string BotName = "incidentbot";
    internal const string VerificationToken = "local-verification-token";

    /// <summary>The id of the local workspace.</summary>
    public const string TeamId = "T0LOCAL";

    /// <summary>The other organisation, where a channel is shared with one.</summary>
    internal const string OtherTeamId = "T0OTHER";

    internal const string TeamName = "Local workspace";
    internal const string TeamDomain = "local";

    /// <summary>What people are offered after a slash: command, hint on its words, and what it does.</summary>
    internal static readonly (string Command, string UsageHint, string Description)[] Commands =
    [
        ("/incident", "start [title] [--sev 1-4] | note TEXT | status ... | help", "Open and run an incident"),
    ];

    /// <summary>What people are offered on a message.</summary>
    internal static readonly (string CallbackId, string Name)[] MessageShortcuts =
    [
        ("add_to_timeline", "Add to timeline"), ("add_thread_to_timeline", "Add thread to timeline"),
        ("make_action", "Make it an action item"), ("start_from_message", "Start an incident"),
    ];

    internal static readonly string[] Scopes =
    [
        "app_mentions:read", "bookmarks:read", "bookmarks:write", "channels:history", "channels:join", "channels:manage",
        "channels:read", "chat:write", "commands", "files:read", "files:write", "groups:history", "groups:read", "groups:write",
        "im:history", "im:read", "im:write", "mpim:history", "mpim:read", "mpim:write", "pins:read", "pins:write",
        "reactions:read", "reactions:write", "team:read", "usergroups:read", "users.profile:read", "users:read", "users:read.email",
    ];
}
