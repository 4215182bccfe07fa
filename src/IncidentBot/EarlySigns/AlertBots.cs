using System.Text.Json;
using IncidentBot.Catalogue;
using IncidentBot.Changes.Told;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Language;

namespace IncidentBot.EarlySigns;

/// <summary>
/// Reads alert bots' messages as they arrive, so that nothing of them is stored unless they name a service of the catalogue.
/// </summary>
public sealed class AlertBots(EarlySignOptions options, CatalogueOptions catalogue)
{
    /// <summary>So much of a message is kept, in characters.</summary>
    public const int KeptText = 300;

    private const int LongestName = 100;

    private readonly NamedServices services = new(catalogue);

    /// <summary>Whether any bot is configured.</summary>
    public bool HasAny => options.Bots.Count > 0;

    /// <summary>Whether alert bots write to this channel.</summary>
    public bool Watches(ChannelId channel) => options.Bots.Values.Any(bot => bot.Channel == channel.Value);

    /// <summary>
    /// What is to be stored of a message; null: nothing. Of one that was deleted, or edited so that it names no service any more, only
    /// which message it is.
    /// </summary>
    /// <param name="workspace">Where it was delivered.</param>
    /// <param name="platform">By which platform.</param>
    /// <param name="deliveryKey">The same for the same delivery.</param>
    /// <param name="said">The message.</param>
    public Incoming? Read(WorkspaceId workspace, string platform, string deliveryKey, BotMessage said)
    {
        if (said.Text is not null && !IsFor(said))
            return null;

        var named = said.Text is { } text ? services.In(text) : [];
        var isEdited = said.At > said.PostedAt;
        if (said.Text is not null && named.Count == 0 && !isEdited)
            return null;

        var body = new AlertSaid(said.Message.Channel.Value, said.Message.Id, said.PostedAt)
        {
            EditedAt = isEdited ? said.At : null,
            IsDeleted = said.Text is null,
            Services = named,
            Bot = named.Count == 0 ? string.Empty : OneLine.Of(said.Names.Concat(said.Ids).FirstOrDefault() ?? "a bot", LongestName),
            Words = named.Count == 0 ? string.Empty : OneLine.Of(said.Text!, KeptText),
        };
        return new Incoming(
            workspace, platform, deliveryKey, said.Message.Channel.Value, KeepAlert.Kind.Name,
            JsonSerializer.Serialize(body, EarlySignJson.Default.AlertSaid));
    }

    private bool IsFor(BotMessage said) => options.Bots.Values.Any(
        bot => bot.Channel == said.Message.Channel.Value && BotRule.IsBy(bot.Bot, said.Names, said.Ids));
}
