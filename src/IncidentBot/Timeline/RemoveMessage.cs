using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Timeline;

/// <summary>Takes the words of a deleted message out of the record; that there was a message stays.</summary>
internal sealed class RemoveMessage(MessageHistoryStore messages, TimelineStore store, FileStore files, TimelineOptions options)
{
    /// <summary>Notes the deletion; a message that nobody captured is forgotten after a while.</summary>
    public async Task<Happened> HandleAsync(Incident incident, MessageDeleted by, Work work, CancellationToken cancellationToken)
    {
        var id = by.Message.Id;
        var known = await store.FindByMessageAsync(work.Workspace, incident.Id, id, cancellationToken);
        var history = await messages.FindAsync(work.Workspace, incident.Id, id, cancellationToken);
        if (known?.ToldAs is not null || history.Removal is not null)
            return Happened.Nothing;

        var removal = new MessageRemoval(by.At, by.Message.At, by.Message.Author, options.DeletedMessages == DeletedMessages.KeepText);
        MessageHistoryStore.Add(work.Batch, work.Workspace, incident.Id, new MessageRemoved(id, removal));
        IReadOnlyList<EntryFile> shared = [];
        if (removal.IsTextKept)
        {
            Keep(incident.Id, by.Message, history, work);
        }
        else
        {
            TimelineStore.Remove(work.Batch, work.Workspace, incident.Id, id);
            shared = [.. (await files.ListAsync(work.Workspace, incident.Id, id, cancellationToken))
                .Where(file => file.State != FileState.Removed)];
            foreach (var file in shared)
                FileStore.Remove(work.Batch, work.Workspace, incident.Id, file);
        }

        if (known is null)
            await RecordAsync(incident.Id, id, removal, history, by, work, cancellationToken);

        return known is not null && !removal.IsTextKept
            ? Happened.To(incident, new WordsRemoved(Texts(known, by.Message, history, shared)))
            : Happened.Nothing;
    }

    // In every wording that they ever had.
    private static List<RemovedText> Texts(
        TimelineEntry known, ChatMessage message, MessageHistory history, IReadOnlyList<EntryFile> shared)
    {
        var texts = history.Revisions.Select(one => one.Text)
            .Concat([known.Text, message.Text, .. known.FormerTexts, .. shared.Select(file => file.Name)]);
        return
        [
            .. texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)
                .Select(text => new RemovedText(text, known.Author.Name, known.Permalink?.AbsoluteUri)),
        ];
    }

    // The deletion brings the last words, in case that nobody could read them any more.
    private static void Keep(IncidentId incident, ChatMessage message, MessageHistory history, Work work)
    {
        var last = MessageRevision.Of(message, CaptureMessageRules.WordsOf(message));
        if (message.Text.Length > 0 && !history.Revisions.Any(one => one.WrittenAt == last.WrittenAt))
            MessageHistoryStore.Add(work.Batch, work.Workspace, incident, new MessageRevised(message.Id, last));
    }

    private async Task RecordAsync(
        IncidentId incident, MessageId id, MessageRemoval removal, MessageHistory history, MessageDeleted by, Work work,
        CancellationToken cancellationToken)
    {
        if (history.CurrentSigns is [var sign, ..])
        {
            var number = await store.NextAsync(work.Workspace, incident, cancellationToken);
            TimelineStore.Add(work.Batch, work.Workspace, incident, CaptureMessageRules.Of(id, removal, sign, number));
        }
        else
        {
            work.Then(ForgetMessage.Later(incident, id, by.At, work.Now));
        }
    }
}
