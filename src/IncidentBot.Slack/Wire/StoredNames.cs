namespace IncidentBot.Slack.Wire;

/// <summary>The names under which Slack's requests are stored; they stay as they are, whatever the code is called.</summary>
internal static class StoredNames
{
    /// <summary>The platform.</summary>
    public const string Platform = "slack";

    /// <summary>An event that Slack delivered.</summary>
    public const string Event = "event";

    /// <summary>A slash command.</summary>
    public const string Command = "command";

    /// <summary>A press of a button, a form that was sent, or a shortcut.</summary>
    public const string Interaction = "interaction";

    /// <summary>An event that was not delivered but found in a channel's history; only former versions have stored it.</summary>
    public const string History = "history";
}
