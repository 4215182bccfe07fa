using System.Globalization;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Timeline.Sweep;

/// <summary>Something that the platform has not delivered, as the inbox keeps it.</summary>
/// <param name="Channel">Where the message stands.</param>
/// <param name="Message">Its id there.</param>
/// <param name="What">What was found.</param>
internal sealed record FoundNews(string Channel, string Message, Found What)
{
    /// <summary>The kind of own work that it is stored as.</summary>
    public static readonly WorkKind<FoundNews> Kind = new("own/found", static () => FoundJson.Default.FoundNews);

    /// <summary>Which message.</summary>
    [JsonIgnore]
    public MessageId Id => new(new ChannelId(Channel), Message);

    /// <summary>News of a message.</summary>
    public static FoundNews Of(MessageId message, Found what) => new(message.Channel.Value, message.Id, what);

    /// <summary>Has it worked in the channel's turn, as if it had been delivered; what was found twice is worked once.</summary>
    /// <param name="more">Tells it from the same at another time; empty: there is only one.</param>
    public FollowUp Later(string more = "") => Kind.Later($"history:{Channel}:{Message}:{Name}{more}", Channel, this);

    private string Name => What switch
    {
        FoundReaction reaction => reaction.Reaction,
        FoundPin => "pin",
        FoundMention => "mention",
        FoundEdit edit => string.Create(CultureInfo.InvariantCulture, $"edit:{edit.At.UtcTicks}"),
        FoundRemoval removal => string.Create(
            CultureInfo.InvariantCulture, $"{removal.Reaction ?? "pin"}:off:{removal.By.Value}:{removal.Since.UtcTicks}"),
        FoundDeletion => "deleted",
        FoundFileLoss loss => $"{loss.File}:deleted",
        _ => throw new InvalidOperationException("What was found has no name."),
    };
}

/// <summary>How it is kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FoundNews))]
internal sealed partial class FoundJson : JsonSerializerContext;
