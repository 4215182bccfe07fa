using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Chat;

/// <summary>The JSON in which actions and cards are kept; a stored text stays readable for later versions.</summary>
[JsonSerializable(typeof(ChatAction))]
[JsonSerializable(typeof(Card))]
[JsonSerializable(typeof(ReplyTo))]
internal sealed partial class ChatJson : JsonSerializerContext
{
    private static readonly ChatJson Stored = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Never put into HTML: letters of all languages may stand as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The text of an action.</summary>
    public static string Write(ChatAction action) => JsonSerializer.Serialize(action, Stored.ChatAction);

    /// <summary>The action of a text.</summary>
    /// <exception cref="JsonException">The text is not an action that this version knows.</exception>
    public static ChatAction ReadAction(string json) =>
        JsonSerializer.Deserialize(json, Stored.ChatAction) ?? throw new JsonException("An action is missing.");

    /// <summary>The text of a card.</summary>
    public static string Write(Card card) => JsonSerializer.Serialize(card, Stored.Card);

    /// <summary>The card of a text.</summary>
    /// <exception cref="JsonException">The text is not a card that this version knows.</exception>
    public static Card ReadCard(string json) =>
        JsonSerializer.Deserialize(json, Stored.Card) ?? throw new JsonException("A card is missing.");

    /// <summary>The text of a private answer's address.</summary>
    public static string Write(ReplyTo reply) => JsonSerializer.Serialize(reply, Stored.ReplyTo);

    /// <summary>The address of a text.</summary>
    /// <exception cref="JsonException">The text is not an address that this version knows.</exception>
    public static ReplyTo ReadReply(string json) =>
        JsonSerializer.Deserialize(json, Stored.ReplyTo) ?? throw new JsonException("An address is missing.");
}
