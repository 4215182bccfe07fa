using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Actions;

/// <summary>Takes the words of a deleted message out of the action items that were made from it; the action items stay.</summary>
internal sealed class ForgetActionWords(ActionStore store, IncidentStore incidents, ActionBoard board, TimelineOptions options)
{
    /// <summary>A message was deleted.</summary>
    public async Task<Happened> HandleAsync(MessageDeleted deleted, Work work, CancellationToken cancellationToken)
    {
        if (options.DeletedMessages == DeletedMessages.KeepText)
            return Happened.Nothing;

        var parts = new List<Happened>();
        foreach (var kept in await store.ListByMessageAsync(work.Workspace, deleted.Message.Id, cancellationToken))
        {
            if (await incidents.FindAsync(work.Workspace, kept.Incident, cancellationToken) is not { } incident)
                continue;

            var words = await store.ListWordsAsync(work.Workspace, incident.Id, kept.Item.Number, cancellationToken);
            var removed = new ActionWordsRemoved(deleted.At, kept.Item.Number);
            board.Refresh(work, incident, ActionStore.Save(work.Batch, work.Workspace, incident.Id, kept.Item, removed));
            parts.Add(Happened.To(incident, removed, new WordsRemoved(Texts(words, deleted.Message, kept.Item))));
        }

        return Happened.All(parts);
    }

    private static IReadOnlyList<RemovedText> Texts(IReadOnlyList<string> words, ChatMessage message, ActionItem item) =>
    [
        .. words.Append(message.Text).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)
            .Select(text => new RemovedText(text, message.Author.Name, item.Permalink?.AbsoluteUri)),
    ];

    /// <summary>A channel goes by another id: the messages that action items were made from do too.</summary>
    public async Task<Happened> HandleAsync(ChannelSeen seen, Work work, CancellationToken cancellationToken)
    {
        var (from, to) = (seen.Channel, seen.Now.Id);
        if (from == to)
            return Happened.Nothing;

        var holders = await store.ListIncidentsInAsync(work.Workspace, from, cancellationToken);
        AuditCheck.NoteMoves(work.Batch, holders.Select(incident => incident.Number), from, to);
        ActionStore.Move(work.Batch, work.Workspace, from, to);
        return Happened.Nothing;
    }
}
