using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>A kind of the bot's own work: its stored name, and how its body is written and read.</summary>
/// <param name="Name">The stored name, such as <c>own/keep-file</c>; never changes.</param>
/// <param name="Json">How the body is written; asked for with the first body, since a start has no use for it.</param>
/// <param name="ReadFormer">Reads a body that an earlier version wrote as bare text; null: it never did.</param>
/// <typeparam name="TBody">What the work is about.</typeparam>
internal sealed record WorkKind<TBody>(string Name, Func<JsonTypeInfo<TBody>> Json, Func<string, TBody?>? ReadFormer = null)
    where TBody : class
{
    /// <summary>Work of this kind, to be stored.</summary>
    /// <param name="deliveryKey">The same for the same work; a second one is a duplicate.</param>
    /// <param name="conversation">Rows of one conversation are worked in order.</param>
    /// <param name="body">What it is about.</param>
    /// <param name="dueAt">Not before this instant; null: at once.</param>
    public FollowUp Later(string deliveryKey, string conversation, TBody body, DateTimeOffset? dueAt = null) =>
        new(deliveryKey, conversation, Name, JsonSerializer.Serialize(body, Json()), dueAt);

    /// <summary>What a stored body says, also one of an earlier version.</summary>
    /// <exception cref="InvalidOperationException">It says nothing that this version understands.</exception>
    public TBody Read(string body)
    {
        var read = body.StartsWith('{') ? JsonSerializer.Deserialize(body, Json()) : ReadFormer?.Invoke(body);
        return read ?? throw new InvalidOperationException($"The body of own work '{Name}' cannot be read.");
    }
}
