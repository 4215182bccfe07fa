using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.Workspace;

/// <summary>One emoji on a message and who put it there, in order.</summary>
internal sealed record Reaction(string Name, List<string> Users);

/// <summary>A message of a person or of the app, in a channel, a thread, or for one reader only.</summary>
internal sealed class Message
{
    public required string Ts { get; init; }

    public required string ChannelId { get; init; }

    public required string User { get; set; }

    public bool ByApp { get; init; }

    public required string Text { get; set; }

    public string? Subtype { get; set; }

    public string? ThreadTs { get; set; }

    public bool Broadcast { get; set; }

    public JsonArray? Blocks { get; set; }

    public JsonArray? Attachments { get; set; }

    public JsonObject? Metadata { get; set; }

    public JsonObject? Edited { get; set; }

    public List<Reaction> Reactions { get; } = [];

    public List<StoredFile> Files { get; init; } = [];

    /// <summary>The only reader, when the message is ephemeral.</summary>
    public string? EphemeralTo { get; init; }

    /// <summary>What a special kind of message carries besides: inviter, topic, old name.</summary>
    public JsonObject? Extra { get; set; }

    /// <summary>Whether it is shown exactly as it was given.</summary>
    public bool IsRecorded { get; init; }

    public string? ClientMsgId { get; init; }

    public string? Username { get; init; }

    /// <summary>The blocks of the message itself and of its attachments.</summary>
    public IEnumerable<JsonNode?> AllBlocks =>
        (Blocks ?? []).Concat((Attachments ?? []).OfType<JsonObject>().SelectMany(a => a["blocks"] as JsonArray ?? []));

    /// <summary>The blocks with buttons that an edit replaced, newest first; who still sees them may press them.</summary>
    public List<JsonNode?> FormerBlocks { get; } = [];

    /// <summary>What each person's client shows ticked.</summary>
    public Boxes Boxes { get; } = new();

    public bool IsReply => ThreadTs is not null && ThreadTs != Ts;
}
