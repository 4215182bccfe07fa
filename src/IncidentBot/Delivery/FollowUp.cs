using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>Further work of the bot itself, stored as an inbox row of the same workspace and platform.</summary>
/// <param name="DeliveryKey">The same for the same work; a second one is a duplicate.</param>
/// <param name="Conversation">Rows of one conversation are worked in order.</param>
/// <param name="Kind">One of the router's kinds of own work; begins with <see cref="OwnWork.Prefix"/>.</param>
/// <param name="Body">What it is about.</param>
/// <param name="DueAt">Not before this instant; null: at once.</param>
public sealed record FollowUp(string DeliveryKey, string Conversation, string Kind, string Body, DateTimeOffset? DueAt = null)
{
    /// <summary>Its inbox row in a workspace of a platform.</summary>
    internal Incoming For(WorkspaceId workspace, string platform) => new(workspace, platform, DeliveryKey, Conversation, Kind, Body);
}

/// <summary>Tells the bot's own work from what a platform delivered.</summary>
internal static class OwnWork
{
    /// <summary>Kinds of own work begin with this.</summary>
    public const string Prefix = "own/";
}
