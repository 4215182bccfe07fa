using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>Who changed something and from where, for the audit trail.</summary>
/// <param name="Source">Such as <c>command</c>, <c>button</c> or <c>reaction</c>; at most 20 characters.</param>
/// <param name="By">The person's id, or the name of someone the chat does not know; empty: the bot itself.</param>
public sealed record Origin(string Source, string By)
{
    /// <summary>The bot's own work.</summary>
    public static Origin Bot { get; } = new("bot", string.Empty);

    /// <summary>The command line of the program.</summary>
    public static Origin CommandLine(Person who) => new("command line", IdOf(who));

    /// <summary>Something that came in from the chat.</summary>
    public static Origin Of(Inbound inbound) => new(
        inbound switch
        {
            CommandTyped { Message: null } => "command",
            CommandTyped => "mention",
            ButtonPressed or BoxesChanged => "button",
            FormSubmitted => "form",
            ReactionAdded or ReactionRemoved => "reaction",
            MessagePinned or MessageUnpinned => "pin",
            MessagePicked => "shortcut",
            ChannelSeen => "channel",
            _ => "message",
        },
        IdOf(inbound.Who));

    private static string IdOf(Person who) => who.Id.Value.Length > 0 ? who.Id.Value : who.Name;
}
