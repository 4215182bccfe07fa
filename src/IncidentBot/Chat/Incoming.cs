using IncidentBot.Language;

namespace IncidentBot.Chat;

/// <summary>A request that is to be kept before it is answered.</summary>
/// <param name="Workspace">Where it comes from.</param>
/// <param name="Platform">The platform that delivered it, or on which the bot's own work shows: <see cref="IChatPlatform.Name"/>.</param>
/// <param name="DeliveryKey">The same for every delivery of the same thing; a second one is a duplicate.</param>
/// <param name="Conversation">Rows of one conversation are worked in order.</param>
/// <param name="Kind">
/// What kind of request, in the platform's words such as <c>command</c> or <c>event</c>; the bot's own work begins with
/// <c>own/</c>.
/// </param>
/// <param name="Body">What it says, without secrets.</param>
public sealed record Incoming(WorkspaceId Workspace, string Platform, string DeliveryKey, string Conversation, string Kind, string Body)
{
    /// <summary>
    /// The type of an event in the platform's words, at most 100 characters; kept when the body is emptied. Null: the kind says it all.
    /// </summary>
    public string? Subject { get; init; }
}

/// <summary>A stored request, as a worker sees it.</summary>
/// <param name="Id">Its number in the inbox; grows.</param>
/// <param name="Request">What was stored.</param>
/// <param name="AcceptedAt">When it was stored; UTC.</param>
/// <param name="Attempt">1 for the first try.</param>
public sealed record InboxItem(long Id, Incoming Request, DateTimeOffset AcceptedAt, int Attempt)
{
    /// <summary>The W3C traceparent of the request that it came with; null: none was traced.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Whether a request was new.</summary>
public enum AcceptResult
{
    /// <summary>It is stored and will be worked.</summary>
    Stored,

    /// <summary>It was stored before; nothing more is to be done.</summary>
    Duplicate,
}
