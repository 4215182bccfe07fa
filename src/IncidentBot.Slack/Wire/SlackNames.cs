namespace IncidentBot.Slack.Wire;

/// <summary>The names for ids in a text; null: the label in the text, or the id, has to do.</summary>
/// <param name="Person">A person's name.</param>
/// <param name="Channel">A channel's name, without its number sign.</param>
/// <param name="Group">How a user group is mentioned, without the at sign.</param>
internal sealed record SlackNames(Func<string, string?> Person, Func<string, string?> Channel, Func<string, string?> Group)
{
    /// <summary>No names at all.</summary>
    public static SlackNames None { get; } = new(_ => null, _ => null, _ => null);
}
