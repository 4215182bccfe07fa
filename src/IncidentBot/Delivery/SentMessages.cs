using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>Keeps it right where the messages stand that were sent, and that are still to be sent or read.</summary>
internal static class SentMessages
{
    private const string MoveSent = "UPDATE sent SET channel_id = @To WHERE workspace_id = @Workspace AND channel_id = @From";

    // An id is a JSON string of its own wherever it stands, or stands between bars.
    private const string MoveOutbox = """
        UPDATE outbox SET action = REPLACE(action, @FromQuoted, @ToQuoted), channel = CASE WHEN channel = @From THEN @To ELSE channel END
        WHERE workspace_id = @Workspace AND state IN ('scheduled', 'waiting', 'dead') AND action LIKE @Pattern
        """;

    private const string MoveInbox = """
        UPDATE inbox SET body = REPLACE(REPLACE(body, @FromQuoted, @ToQuoted), @FromBarred, @ToBarred)
        WHERE workspace_id = @Workspace AND state IN ('scheduled', 'waiting', 'dead') AND body LIKE @Pattern
        """;

    private const string MoveTurns =
        "UPDATE inbox SET conversation = @To WHERE workspace_id = @Workspace AND conversation = @From AND state IN ('scheduled', "
            + "'waiting')";

    private const string MoveWords =
        "UPDATE audit_words SET subject = REPLACE(subject, @FromSlash, @ToSlash) WHERE workspace_id = @Workspace AND subject LIKE "
            + "@Beginning";

    private const string MoveSalts =
        "UPDATE audit_salt SET subject = REPLACE(subject, @FromSlash, @ToSlash) WHERE workspace_id = @Workspace AND subject LIKE "
            + "@Beginning";

    /// <summary>The platform gave a channel another id.</summary>
    public static void Move(Work work, ChannelId from, ChannelId to)
    {
        var workspace = work.Workspace.Value;
        var quoted = new { Workspace = workspace, FromQuoted = $"\"{from}\"", ToQuoted = $"\"{to}\"", Pattern = $"%{from}%" };
        work.Batch.Add(MoveSent, new { Workspace = workspace, From = from.Value, To = to.Value });
        work.Batch.Add(
            MoveOutbox,
            new { quoted.Workspace, From = from.Value, To = to.Value, quoted.FromQuoted, quoted.ToQuoted, quoted.Pattern });
        work.Batch.Add(
            MoveInbox,
            new { quoted.Workspace, quoted.FromQuoted, quoted.ToQuoted, FromBarred = $"|{from}|", ToBarred = $"|{to}|", quoted.Pattern });
        work.Batch.Add(MoveTurns, new { Workspace = workspace, From = from.Value, To = to.Value });
        var subjects = new { Workspace = workspace, FromSlash = $"{from}/", ToSlash = $"{to}/", Beginning = $"{from}/%" };
        work.Batch.Add(MoveWords, subjects);
        work.Batch.Add(MoveSalts, subjects);
    }
}
