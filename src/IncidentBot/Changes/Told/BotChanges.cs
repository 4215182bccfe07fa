using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Store;

namespace IncidentBot.Changes.Told;

/// <summary>A message of a bot in a channel that rules are for, as a platform delivers it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Names">
/// The names of the bot that wrote it, the one that people see first; empty: not known. Whoever may write there may choose some.
/// </param>
/// <param name="Ids">The ids of the bot that wrote it, which the platform gave; empty: not known.</param>
/// <param name="Text">What it says now; null: it was deleted.</param>
/// <param name="At">When it said so; UTC.</param>
public sealed record BotMessage(
    MessageId Message, IReadOnlyList<string> Names, IReadOnlyList<string> Ids, string? Text, DateTimeOffset At)
{
    /// <summary>When it was posted; UTC. Before <see cref="At"/>: it was edited or deleted since.</summary>
    public DateTimeOffset PostedAt { get; init; } = At;
}

/// <summary>
/// Reads deploy bots' messages as they arrive, so that nothing of them is stored but what a rule reads.
/// </summary>
public sealed class BotChanges(ChangesOptions options)
{
    private readonly IReadOnlyList<BotRule> rules = BotRule.Of(options);

    /// <summary>The rules, in their order.</summary>
    public IReadOnlyList<BotRule> Rules => rules;

    /// <summary>Whether any rule is for this channel.</summary>
    public bool Watches(ChannelId channel) => options.Bots.Values.Any(rule => rule.Channel == channel.Value);

    /// <summary>What is to be stored of a message; null: nothing.</summary>
    /// <param name="workspace">Where it was delivered.</param>
    /// <param name="platform">By which platform.</param>
    /// <param name="deliveryKey">The same for the same delivery.</param>
    /// <param name="said">The message.</param>
    public Incoming? Read(WorkspaceId workspace, string platform, string deliveryKey, BotMessage said)
    {
        var key = $"bot:{Digest.Of(workspace.Value, platform, said.Message.Channel.Value, said.Message.Id)}";
        var change = said.Text is { } text ? ReadByRule(key, text, said) : null;
        if (said.Text is not null && change is null)
            return null;

        var body = new BotSaid(key, change is null ? null : CarriedChange.Of(change));
        return new Incoming(
            workspace, platform, deliveryKey, said.Message.Channel.Value, KeepBotChange.Kind.Name,
            JsonSerializer.Serialize(body, CarriedJson.Default.BotSaid));
    }

    private ServiceChange? ReadByRule(string key, string text, BotMessage said) =>
        rules.Where(rule => rule.IsFor(said.Message.Channel.Value, said.Names, said.Ids))
            .Select(rule => rule.Read(key, text, said.At, said.Names.Concat(said.Ids).FirstOrDefault()))
            .FirstOrDefault(change => change is not null);
}
