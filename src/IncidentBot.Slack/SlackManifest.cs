using IncidentBot.Chat;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Slack;

/// <summary>An event that the bot subscribes to, and the bot scope that it needs.</summary>
public sealed record SlackEventType(string Name, string Scope);

/// <summary>
/// The app's manifest, made from what the code uses, so that an app installed from it has every scope and none too many
/// (https://docs.slack.dev/reference/app-manifest).
/// </summary>
public static class SlackManifest
{
    /// <summary>Stands where the bot's own public address belongs.</summary>
    public const string ExampleAddress = "https://incidentbot.example.com";

    private const string CommandScope = "commands";

    /// <summary>The events that the bot uses.</summary>
    public static IReadOnlyList<SlackEventType> Events { get; } =
    [
        new("app_mention", "app_mentions:read"),
        new("message.channels", "channels:history"),
        new("message.groups", "groups:history"),
        new("pin_added", "pins:read"),
        new("reaction_added", "reactions:read"),
    ];

    /// <summary>The bot scopes that methods, events and the command need, in order.</summary>
    public static IReadOnlyList<string> Scopes { get; } =
    [
        .. SlackMethods.All.SelectMany(method => method.Scopes).Concat(Events.Select(type => type.Scope)).Append(CommandScope)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The manifest in YAML.</summary>
    /// <param name="address">The bot's public address, without a closing slash.</param>
    public static string ToYaml(string address) => $"""
        _metadata:
          major_version: 2
        display_information:
          name: IncidentBot
          description: Opens an incident channel, leads through the response, keeps the timeline, drafts the postmortem.
          background_color: "#1f3a5f"
        features:
          app_home:
            home_tab_enabled: false
            messages_tab_enabled: true
            messages_tab_read_only_enabled: true
          bot_user:
            display_name: IncidentBot
            always_online: true
          shortcuts:
            - name: Add to timeline
              type: message
              callback_id: {ShortcutIds.AddToTimeline}
              description: Put this message into the incident's timeline
            - name: Start an incident
              type: message
              callback_id: {ShortcutIds.StartFromMessage}
              description: Start an incident from this message
          slash_commands:
            - command: /incident
              url: {address}/slack/commands
              description: Start and run an incident
              usage_hint: "start [title] [--sev 1-4] [--service NAME] | note TEXT | status resolved | help"
              should_escape: true
        oauth_config:
          scopes:
            bot:
        {Items(Scopes, 6)}
        settings:
          event_subscriptions:
            request_url: {address}/slack/events
            bot_events:
        {Items(Events.Select(type => type.Name), 6)}
          interactivity:
            is_enabled: true
            request_url: {address}/slack/interactions
          org_deploy_enabled: false
          socket_mode_enabled: false
          token_rotation_enabled: false

        """;

    private static string Items(IEnumerable<string> items, int indent) =>
        string.Join('\n', items.Select(item => $"{new string(' ', indent)}- {item}"));
}
