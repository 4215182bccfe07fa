namespace IncidentBot.EarlySigns;

/// <summary>Whose messages are kept as early signs of an incident; bound to <c>EarlySigns</c>.</summary>
public sealed class EarlySignOptions
{
    /// <summary>
    /// The alert bots whose messages are read, by a name of your own. Empty by default: no such message is read.
    /// </summary>
    public IDictionary<string, AlertBotOptions> Bots { get; set; } = new Dictionary<string, AlertBotOptions>(
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with them, a sentence each, with the key and an example.</summary>
    public IEnumerable<string> Problems() =>
        from bot in Bots.OrderBy(one => one.Key, StringComparer.OrdinalIgnoreCase)
        where string.IsNullOrWhiteSpace(bot.Value.Channel)
        select $"EarlySigns:Bots:{bot.Key}:Channel is missing; set the id of the channel that the alert bot writes to, such as "
            + "C0123456789.";
}

/// <summary>Where an alert bot writes.</summary>
public sealed class AlertBotOptions
{
    /// <summary>The id of the channel that it writes to; the bot must be in it.</summary>
    public string? Channel { get; set; }

    /// <summary>Whose messages count, by the writing bot's name or id, which others can't take; null: those of every bot there.</summary>
    public string? Bot { get; set; }
}
