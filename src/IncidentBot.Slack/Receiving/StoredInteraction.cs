using IncidentBot.Slack.Sending;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Receiving;

/// <summary>Removes from an interaction what must not be stored.</summary>
internal static class StoredInteraction
{
    /// <summary>What is worth storing, with the response_url sealed.</summary>
    public static Interaction ForStore(this Interaction interaction, SealedText seal) => interaction with
    {
        TriggerId = null,
        ResponseUrl = interaction.ResponseUrl is null ? null : seal.Seal(interaction.ResponseUrl),
        Message = interaction.Type == "message_action" ? interaction.Message : Bare(interaction.Message),
        View = interaction.View is null ? null : interaction.View with { Blocks = null },
    };

    private static SlackChatMessage? Bare(SlackChatMessage? message) =>
        message is null ? null : new SlackChatMessage { Ts = message.Ts, ThreadTs = message.ThreadTs };
}
