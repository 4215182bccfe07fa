using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>Keeps it right where the messages stand that were sent.</summary>
public static class SentMessages
{
    private const string MoveSent = "UPDATE sent SET channel_id = @To WHERE workspace_id = @Workspace AND channel_id = @From";

    /// <summary>The platform gave a channel another id.</summary>
    public static void Move(Work work, ChannelId from, ChannelId to) =>
        work.Batch.Add(MoveSent, new { Workspace = work.Workspace.Value, From = from.Value, To = to.Value });
}
