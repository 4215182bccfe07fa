using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Timeline;

/// <summary>Puts a chat message into the timeline: its words, its time, its author, and who put it there.</summary>
internal sealed class CaptureMessage(TimelineStore store, MessageHistoryStore messages, ChatPlatforms platforms)
{
    /// <summary>Captures a message that was picked by a reaction, which names it but does not bring it.</summary>
    public Task<Happened> HandleAsync(
        Incident incident, EntryKind kind, ReactionAdded by, Work work, CancellationToken cancellationToken) =>
        CaptureAsync(
            incident, by.Message, new CaptureSign(CaptureSign.Reaction(by.Reaction), by.Who, by.At, IsOn: true, kind), null, by, work,
            cancellationToken);

    /// <summary>Captures a message that was pinned.</summary>
    public Task<Happened> HandleAsync(Incident incident, MessagePinned by, Work work, CancellationToken cancellationToken) =>
        CaptureAsync(
            incident, by.Message, new CaptureSign(CaptureSign.Pin, by.Who, by.At, IsOn: true, EntryKind.Observation), null, by, work,
            cancellationToken);

    /// <summary>Captures a message that was picked from its menu.</summary>
    public Task<Happened> HandleAsync(Incident incident, MessagePicked by, Work work, CancellationToken cancellationToken) =>
        CaptureAsync(
            incident, by.Message.Id, new CaptureSign(CaptureSign.Shortcut, by.Who, by.At, IsOn: true, EntryKind.Observation), by.Message,
            by, work, cancellationToken);

    private async Task<Happened> CaptureAsync(
        Incident incident, MessageId id, CaptureSign sign, ChatMessage? brought, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var answered = await MarkAsync(incident, id, sign, brought, by, work, cancellationToken);
        return Happened.All(PutOnRecord.IfWritten(incident, work), answered);
    }

    private async Task<Happened> MarkAsync(
        Incident incident, MessageId id, CaptureSign sign, ChatMessage? brought, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var known = await store.FindByMessageAsync(work.Workspace, incident.Id, id, cancellationToken);
        // What the bot itself told is on record by what it tells, and no reaction takes it out.
        var history = known?.ToldAs is null
            ? await messages.FindAsync(work.Workspace, incident.Id, id, cancellationToken)
            : MessageHistory.None;
        if (known?.ToldAs is null && !history.Signs.Contains(sign))
            MessageHistoryStore.Add(work.Batch, work.Workspace, incident.Id, new MessageMarked(id, sign));

        var now = history.With(sign);
        // Taken back before it arrived.
        if (now.CurrentSigns.Count == 0)
            return Happened.Nothing;

        var message = known is null && history.Removal is null
            ? brought ?? await platforms.Of(work.Platform).FindMessageAsync(work.Workspace, id, cancellationToken)
            : null;
        var number = await store.NextAsync(work.Workspace, incident.Id, cancellationToken);
        var decision = CaptureMessageRules.Decide(
            incident.Id, message, known, now.CurrentSigns[0], history.Removal is { } gone ? (id, gone) : null, number, by);
        return decision.Fact is { } recorded
            ? Happened.To(incident, CommunicationRecorded.Of(recorded.Entry, by.At))
                .Answering(await RecordAsync(incident, recorded.Entry, message, now, by, work, cancellationToken))
            : Happened.Refused(decision.Sentence);
    }

    private async Task<Card> RecordAsync(
        Incident incident, TimelineEntry recorded, ChatMessage? message, MessageHistory history, Inbound by, Work work,
        CancellationToken cancellationToken)
    {
        var permalink = message is null
            ? null
            : await platforms.Of(work.Platform).FindPermalinkAsync(work.Workspace, message.Id, cancellationToken);
        var entry = recorded with { Permalink = permalink };
        TimelineStore.Add(work.Batch, work.Workspace, incident.Id, entry);
        if (message is not null)
            FileRequests.Note(incident.Id, message.Id, message.Files, work);
        if (message is not null && MessageRevision.Of(message, entry.Said) is var first && !history.Revisions.Any(first.IsSameAs))
        {
            MessageHistoryStore.Add(work.Batch, work.Workspace, incident.Id, new MessageRevised(message.Id, first));
            history = history with { Revisions = [.. history.Revisions, first] };
        }

        return EntryWords.Confirm(incident.Id, entry.After(history), by.Who);
    }
}

/// <summary>Whether a message becomes an entry.</summary>
internal static class CaptureMessageRules
{
    /// <summary>Decides on a message; the entry has its own time and author.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="message">The message; null: it is gone.</param>
    /// <param name="known">The entry that was captured from it; null: none was.</param>
    /// <param name="sign">What holds it in the timeline: who, when, and as what.</param>
    /// <param name="gone">The message that is known to be deleted; null: it is not.</param>
    /// <param name="number">The entry's number, if it becomes one.</param>
    /// <param name="by">What is being answered.</param>
    public static Decision<EntryRecorded> Decide(
        IncidentId incident, ChatMessage? message, TimelineEntry? known, CaptureSign sign, (MessageId Id, MessageRemoval Removal)? gone,
        int number, Inbound by)
    {
        if (known is not null)
            return new AlreadySo(known.IsWithdrawn ? EntryWords.Back(incident, known) : EntryWords.Already(incident, known, by.Who, by.At));

        if (gone is var (id, removal))
            return new EntryRecorded(Of(id, removal, sign, number));

        if (message is null)
            return new Refusal(
                $"I can't find that message any more, so its text isn't in the timeline of {incident}. "
                    + $"To record it in your own words, type {CommandGrammar.Typed("note What happened at HH:MM")}.");

        var words = WordsOf(message);
        return new EntryRecorded(new TimelineEntry
        {
            Number = number,
            At = message.At,
            RecordedAt = sign.At,
            Kind = sign.Kind,
            Author = message.Author,
            CapturedBy = sign.By,
            Text = words.Plain,
            Formats = words.OrNull,
            Message = message.Id,
        });
    }

    /// <summary>The entry of a message that was captured, but deleted before it could be read.</summary>
    public static TimelineEntry Of(MessageId message, MessageRemoval removal, CaptureSign sign, int number) => new()
    {
        Number = number,
        At = removal.PostedAt,
        RecordedAt = sign.At,
        Kind = sign.Kind,
        Author = removal.Author,
        CapturedBy = sign.By,
        Text = string.Empty,
        Message = message,
    };

    /// <summary>A message's words, or what stands for them.</summary>
    public static string TextOf(ChatMessage message) => WordsOf(message).Plain;

    /// <summary>A message's words with their formats, or what stands for them.</summary>
    public static FormattedText WordsOf(ChatMessage message) => string.IsNullOrWhiteSpace(message.Text)
        ? FormattedText.Of(EntryWords.NoWords)
        : FormattedText.Of(message.Text, message.Formats);
}
