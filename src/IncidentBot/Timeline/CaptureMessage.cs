using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Timeline;

/// <summary>Puts a chat message into the timeline: its words, its time, its author, and who put it there.</summary>
public sealed class CaptureMessage(TimelineStore store, ChatPlatforms platforms)
{
    /// <summary>Captures a message that was picked by a reaction or a pin, which names it but does not bring it.</summary>
    public async Task HandleAsync(Incident incident, EntryKind kind, MessageId picked, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var known = await store.FindByMessageAsync(work.Workspace, incident.Id, picked, cancellationToken);
        var message = known is null ? await platforms.Of(work.Platform).FindMessageAsync(work.Workspace, picked, cancellationToken) : null;
        await CaptureAsync(incident, kind, message, known, by, work, cancellationToken);
    }

    /// <summary>Captures a message that was picked from its menu.</summary>
    public async Task HandleAsync(Incident incident, MessagePicked by, Work work, CancellationToken cancellationToken)
    {
        var known = await store.FindByMessageAsync(work.Workspace, incident.Id, by.Message.Id, cancellationToken);
        await CaptureAsync(incident, EntryKind.Observation, by.Message, known, by, work, cancellationToken);
    }

    private async Task CaptureAsync(Incident incident, EntryKind kind, ChatMessage? message, TimelineEntry? known, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var number = await store.NextAsync(work.Workspace, incident.Id, cancellationToken);
        var decision = CaptureMessageRules.Decide(incident.Id, message, known, kind, number, by.Who, by.At);
        if (decision.Fact is not { } recorded)
        {
            work.Answer(by.Reply, Card.Of(decision.Sentence));
            return;
        }

        var permalink = await platforms.Of(work.Platform).FindPermalinkAsync(work.Workspace, recorded.Entry.Message!.Value, cancellationToken);
        var entry = recorded.Entry with { Permalink = permalink };
        TimelineStore.Add(work.Batch, work.Workspace, incident.Id, entry);
        work.Answer(by.Reply, EntryWords.Confirm(incident.Id, entry, by.Who, by.At));
    }
}

/// <summary>Whether a message becomes an entry.</summary>
public static class CaptureMessageRules
{
    /// <summary>Decides on a message; the entry has its own time and author.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="message">The message; null: it is gone.</param>
    /// <param name="known">The entry that was captured from it; null: none was.</param>
    /// <param name="kind">What it tells of.</param>
    /// <param name="number">The entry's number, if it becomes one.</param>
    /// <param name="by">Who captures it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<EntryRecorded> Decide(IncidentId incident, ChatMessage? message, TimelineEntry? known, EntryKind kind, int number, Person by, DateTimeOffset at)
    {
        if (known is not null)
            return new AlreadySo(EntryWords.Already(incident, known, by, at));

        if (message is null)
            return new Refusal($"I can't find that message any more, so the timeline of {incident} is unchanged. To record it in your own words: `{CommandGrammar.Prefix} note What happened at HH:MM`.");

        return new EntryRecorded(new TimelineEntry
        {
            Number = number,
            At = message.At,
            RecordedAt = at,
            Kind = kind,
            Author = message.Author,
            CapturedBy = by,
            Text = string.IsNullOrWhiteSpace(message.Text) ? EntryWords.NoWords : message.Text,
            Message = message.Id,
        });
    }
}
