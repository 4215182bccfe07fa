using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Wire;

/// <summary>Reads and writes Slack's JSON without reflection.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SlackAnswer))]
[JsonSerializable(typeof(AuthTestAnswer))]
[JsonSerializable(typeof(IdentityAnswer))]
[JsonSerializable(typeof(ViewAnswer))]
[JsonSerializable(typeof(ConnectionAnswer))]
[JsonSerializable(typeof(PostedAnswer))]
[JsonSerializable(typeof(PermalinkAnswer))]
[JsonSerializable(typeof(ChannelAnswer))]
[JsonSerializable(typeof(ChannelsAnswer))]
[JsonSerializable(typeof(InviteAnswer))]
[JsonSerializable(typeof(ValidationAnswer))]
[JsonSerializable(typeof(CheckedMessage))]
[JsonSerializable(typeof(MessagesAnswer))]
[JsonSerializable(typeof(PinsAnswer))]
[JsonSerializable(typeof(ReactionsAnswer))]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(GroupAnswer))]
[JsonSerializable(typeof(GroupsAnswer))]
[JsonSerializable(typeof(MembersAnswer))]
[JsonSerializable(typeof(SlackHome))]
[JsonSerializable(typeof(UploadUrlAnswer))]
[JsonSerializable(typeof(FileAnswer))]
[JsonSerializable(typeof(MessageMetadata))]
[JsonSerializable(typeof(IReadOnlyList<UploadedFile>))]
[JsonSerializable(typeof(IReadOnlyList<SlackBlock>))]
[JsonSerializable(typeof(SlackView))]
[JsonSerializable(typeof(ViewOrigin))]
[JsonSerializable(typeof(ResponseUrlMessage))]
[JsonSerializable(typeof(ViewResponse))]
[JsonSerializable(typeof(SlackChatMessage))]
[JsonSerializable(typeof(EventEnvelope))]
[JsonSerializable(typeof(SlackCommand))]
[JsonSerializable(typeof(Interaction))]
[JsonSerializable(typeof(SocketFrame))]
internal sealed partial class SlackJson : JsonSerializerContext
{
    /// <summary>Slack's names, no nulls, and text as it is: it goes to Slack and into the database, never into a page.</summary>
    public static SlackJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
