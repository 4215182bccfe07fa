using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Operating;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Setup;

/// <summary>An event that the bot subscribes to, and the bot scope that it needs; empty: none.</summary>
internal sealed record SlackEventType(string Name, string Scope)
{
    /// <summary>Whether it seldom happens, so that the doctor does not expect one.</summary>
    public bool IsRare { get; init; }
}

/// <summary>
/// The app's manifest, generated from what the code uses, so that an app installed from it has exactly the scopes it needs
/// (https://docs.slack.dev/reference/app-manifest).
/// </summary>
public static class SlackManifest
{
    /// <summary>A placeholder for the bot's public address.</summary>
    public const string ExampleAddress = "https://incidentbot.example.com";

    private const string CommandScope = "commands";

    /// <summary>The events that the bot uses.</summary>
    internal static IReadOnlyList<SlackEventType> Events { get; } =
    [
        new("app_mention", "app_mentions:read"),
        .. Rare(string.Empty, "app_home_opened"),
        .. Rare(
            "channels:read", "channel_archive", "channel_deleted", "channel_id_changed", "channel_left", "channel_rename", "channel_shared",
            "channel_unarchive", "channel_unshared"),
        .. Rare("files:read", "file_deleted"),
        .. Rare("groups:read", "group_archive", "group_deleted", "group_left", "group_rename", "group_unarchive"),
        .. Rare("channels:read", "member_joined_channel", "member_left_channel"),
        new("message.channels", "channels:history"),
        new("message.groups", "groups:history"),
        new("pin_added", "pins:read"),
        new("pin_removed", "pins:read"),
        new("reaction_added", "reactions:read"),
        new("reaction_removed", "reactions:read"),
    ];

    /// <summary>The bot scopes that methods, events and the command need, in order.</summary>
    internal static IReadOnlyList<string> Scopes { get; } =
    [
        .. SlackMethods.All.SelectMany(method => method.Scopes).Concat(Events.Select(type => type.Scope)).Append(CommandScope)
            .Where(scope => scope.Length > 0)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>What Slack sends to an app that is installed from the manifest.</summary>
    internal static ExpectedRequests ExpectedRequests { get; } = new(
        StoredNames.Platform,
        Finding.Doubtful("Requests", "Nothing has been received from Slack yet.", "Start the bot and type: /incident start Trying it out"),
        [
            new("Commands", StoredNames.Command, null, "Check the slash command under Slash Commands in the app's settings."),
            new(
                "Buttons", StoredNames.Interaction, null,
                "Press a button on a card; if nothing happens, check Interactivity & Shortcuts in the app's settings."),
            .. Events.Where(type => !type.IsRare).Select(type => new ExpectedRequest(
                $"Event {type.Name}", StoredNames.Event, type.Name,
                "Check Event Subscriptions, Subscribe to bot events, in the app's settings.")),
        ]);

    /// <summary>What needs a scope: methods, events, the command.</summary>
    internal static IReadOnlyList<string> NeedersOf(string scope) =>
    [
        .. SlackMethods.All.Where(method => method.Scopes.Contains(scope, StringComparer.Ordinal)).Select(method => method.Name),
        .. Events.Where(type => type.Scope == scope).Select(type => $"the event {type.Name}"),
        .. scope == CommandScope ? ["/incident"] : (string[])[],
    ];

    /// <summary>The manifest in YAML for HTTP requests.</summary>
    /// <param name="address">The bot's public address, without a closing slash.</param>
    public static string ForHttp(string address) => ToYaml(address);

    /// <summary>The manifest in YAML for Socket Mode, which needs no address.</summary>
    public static string ForSockets() => ToYaml(address: null);

    private static IEnumerable<SlackEventType> Rare(string scope, params IEnumerable<string> names) =>
        names.Select(name => new SlackEventType(name, scope) { IsRare = true });

    private static string ToYaml(string? address) => $"""
        _metadata:
          major_version: 2
        display_information:
          name: IncidentBot
          description: Opens an incident channel, guides the response, keeps the timeline, drafts the postmortem.
          background_color: "#1f3a5f"
        features:
          app_home:
            home_tab_enabled: true
            messages_tab_enabled: true
            messages_tab_read_only_enabled: true
          bot_user:
            display_name: IncidentBot
            always_online: true
          shortcuts:
            - name: Add to timeline
              type: message
              callback_id: {ShortcutIds.AddToTimeline}
              description: Add this message to the incident's timeline
            - name: Add thread to timeline
              type: message
              callback_id: {ShortcutIds.AddThreadToTimeline}
              description: Add a whole thread to the incident's timeline
            - name: Make it an action item
              type: message
              callback_id: {ShortcutIds.MakeAction}
              description: Plan what is to be done after the incident
            - name: State a hypothesis
              type: message
              callback_id: {ShortcutIds.StateHypothesis}
              description: Test what this message says may be the cause
            - name: Start an incident
              type: message
              callback_id: {ShortcutIds.StartFromMessage}
              description: Start an incident from this message
          slash_commands:
            - command: /incident{Url(address, 6, "url", "/slack/commands")}
              description: Start and run an incident
              usage_hint: "start [title] [--sev 1-4] [--service NAME] | note TEXT | status resolved | help"
              should_escape: true
        oauth_config:
          scopes:
            bot:
        {Items(Scopes, 6)}
        settings:
          event_subscriptions:{Url(address, 4, "request_url", "/slack/events")}
            bot_events:
        {Items(Events.Select(type => type.Name), 6)}
          interactivity:
            is_enabled: true{Url(address, 4, "request_url", "/slack/interactions")}
          org_deploy_enabled: false
          socket_mode_enabled: {(address is null ? "true" : "false")}
          token_rotation_enabled: false

        """;

    // Slack wants these lines left out in Socket Mode.
    private static string Url(string? address, int indent, string name, string path) =>
        address is null ? string.Empty : $"\n{new string(' ', indent)}{name}: {address}{path}";

    private static string Items(IEnumerable<string> items, int indent) =>
        string.Join('\n', items.Select(item => $"{new string(' ', indent)}- {item}"));
}
