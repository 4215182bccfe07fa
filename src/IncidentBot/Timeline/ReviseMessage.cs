using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>Keeps how a message's words read after an edit; the former words stay on record.</summary>
internal sealed class ReviseMessage(MessageHistoryStore messages, TimelineStore store)
{
    /// <summary>Keeps the words after and before an edit; what arrives late or twice changes nothing that is newer.</summary>
    public async Task<Happened> HandleAsync(Incident incident, MessageEdited by, Work work, CancellationToken cancellationToken)
    {
        var id = by.Message.Id;
        var known = await store.FindByMessageAsync(work.Workspace, incident.Id, id, cancellationToken);
        var history = await messages.FindAsync(work.Workspace, incident.Id, id, cancellationToken);
        if (known?.ToldAs is not null || history.Removal is { IsTextKept: false })
            return Happened.Nothing;

        foreach (var revision in ReviseMessageRules.Learned(by).Where(one => !history.Revisions.Any(one.IsSameAs)))
            MessageHistoryStore.Add(work.Batch, work.Workspace, incident.Id, new MessageRevised(id, revision));

        if (known is null)
            work.Then(ForgetMessage.Later(incident.Id, id, by.At, work.Now));

        return Happened.Nothing;
    }
}

/// <summary>What an edit tells of a message's words.</summary>
internal static class ReviseMessageRules
{
    /// <summary>The words before the edit, where they are known, and after it.</summary>
    public static IEnumerable<MessageRevision> Learned(MessageEdited by)
    {
        if (by.Before is { } before)
            yield return MessageRevision.Of(before, WordsOf(before));

        var now = WordsOf(by.Message);
        yield return new MessageRevision(MessageRevision.Written(by.Message), by.SaidAt, IsEdit: true, now.Plain) { Formats = now.OrNull };
    }

    // A note said to the bot is on record by its words alone, without the mention and the time.
    private static FormattedText WordsOf(ChatMessage message) =>
        message.ToBot is { } said && TimelineCommands.ReadNote(said) is { } note
            ? said.Formatted(note.Text)
            : CaptureMessageRules.WordsOf(message);
}
