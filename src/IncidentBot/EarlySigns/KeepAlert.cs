using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.EarlySigns;

/// <summary>
/// Keeps what an alert bot's message says of services; an edit or deletion of the message reaches the incidents that have it on record.
/// </summary>
internal sealed class KeepAlert(AlertMessageStore messages, EarlySignStore signs)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<AlertSaid> Kind = new("own/keep-alert-message", static () => EarlySignJson.Default.AlertSaid);

    /// <summary>Keeps it, or takes it back.</summary>
    public async Task<Happened> HandleAsync(AlertSaid said, Work work, CancellationToken cancellationToken)
    {
        var known = await messages.FindAsync(work.Workspace, said.Message, cancellationToken);
        switch (KeepAlertRules.Decide(known, said))
        {
            case AlertUse.Ignored:
                return Happened.Nothing;
            case AlertUse.Kept:
                AlertMessageStore.Set(work.Batch, work.Workspace, said);
                break;
            case AlertUse.Emptied:
                AlertMessageStore.TakeWords(work.Batch, work.Workspace, said.Message);
                break;
            default:
                AlertMessageStore.Remove(work.Batch, work.Workspace, said.Message);
                break;
        }

        foreach (var incident in await signs.ListIncidentsAsync(work.Workspace, said.Message, cancellationToken))
            work.Then(FollowSign.Later(incident, said, work.Key));
        return Happened.Nothing;
    }
}

/// <summary>What becomes of a message.</summary>
internal enum AlertUse
{
    /// <summary>It says nothing new, or came after its deletion.</summary>
    Ignored,

    /// <summary>It is written, in the place of what it said.</summary>
    Kept,

    /// <summary>Its words go.</summary>
    Emptied,

    /// <summary>It goes, since it names no service any more.</summary>
    Removed,
}

/// <summary>The pure rules of which messages are kept.</summary>
internal static class KeepAlertRules
{
    /// <summary>Decides; what was deleted stays so, and of two edits the later one counts.</summary>
    /// <param name="known">What is known of it; null: nothing.</param>
    /// <param name="said">What it says now.</param>
    public static AlertUse Decide(AlertSaid? known, AlertSaid said)
    {
        if (said.IsDeleted)
            return AlertUse.Emptied;
        if (known is { IsDeleted: true } || (known is not null && known.EditedAt >= (said.EditedAt ?? said.At)) || IsSame(known, said))
            return AlertUse.Ignored;

        return said.Services.Count > 0 ? AlertUse.Kept : AlertUse.Removed;
    }

    // A platform may tell of an edit too when it has only added the preview of a link.
    private static bool IsSame(AlertSaid? known, AlertSaid said) =>
        known is not null && known.Words == said.Words && known.Services.Order(StringComparer.Ordinal).SequenceEqual(
            said.Services.Order(StringComparer.Ordinal), StringComparer.Ordinal);
}
