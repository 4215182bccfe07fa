using IncidentBot.Chat;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Timeline.Sweep;

/// <summary>
/// Turns what was found in a channel's history into what would have come in, had the platform delivered it; asks for what it lacks.
/// </summary>
internal sealed class ReadFound(ChatPlatforms platforms)
{
    // Files may be shared in several places, and are gone from all of them.
    private static readonly ChannelId Nowhere = new(string.Empty);

    private static readonly Person Nobody = new(new PersonId(string.Empty), "unknown", "Etc/UTC");

    /// <summary>Reads it; null: by now there is nothing left to tell.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked.</exception>
    internal async Task<Inbound?> ReadAsync(FoundNews news, InboxItem item, CancellationToken cancellationToken)
    {
        var found = new Asked(platforms.Of(item.Request.Platform), item.Request.Workspace, news.Id, item.AcceptedAt);
        return await ReadAsync(news.What, found, cancellationToken) is { } inbound ? inbound with { FromHistory = true } : null;
    }

    private static async Task<Inbound?> ReadAsync(Found what, Asked asked, CancellationToken cancellationToken) => what switch
    {
        FoundReaction reaction => await ReactionAsync(reaction, asked, cancellationToken),
        FoundPin pin => PinOf(pin, await asked.PersonAsync(pin.By, cancellationToken), asked),
        FoundMention mention => await MentionAsync(mention, asked, cancellationToken),
        FoundEdit => await asked.MessageAsync(cancellationToken) is { EditedAt: not null } message
            ? new MessageEdited(
                asked.Workspace, message.Author, asked.Channel, asked.At, asked.ReplyTo(message.Author), message, Before: null)
            : null,
        FoundRemoval removal => RemovalOf(removal, await asked.PersonAsync(removal.By, cancellationToken), asked),
        FoundDeletion deletion => DeletionOf(deletion, await asked.PersonAsync(deletion.Author, cancellationToken), asked),
        FoundFileLoss loss => new FileDeleted(asked.Workspace, Nobody, Nowhere, asked.At, new ReplyTo(Nowhere, Nobody.Id), [loss.File]),
        _ => throw new InvalidOperationException("What was found cannot be read."),
    };

    private static async Task<Inbound?> ReactionAsync(FoundReaction reaction, Asked asked, CancellationToken cancellationToken)
    {
        var by = reaction.By ?? await asked.Platform.FindReactorAsync(asked.Workspace, asked.Message, reaction.Reaction, cancellationToken);
        if (by is not { } person)
            return null;

        var who = await asked.PersonAsync(person, cancellationToken);
        return new ReactionAdded(asked.Workspace, who, asked.Channel, asked.At, asked.ReplyTo(who), reaction.Reaction, asked.Message);
    }

    private static MessagePinned PinOf(FoundPin pin, Person who, Asked asked) =>
        new(asked.Workspace, who, asked.Channel, pin.At, asked.ReplyTo(who), asked.Message);

    // Who has deleted or rewritten it meanwhile wants nothing of the bot any more.
    private static async Task<Inbound?> MentionAsync(FoundMention mention, Asked asked, CancellationToken cancellationToken)
    {
        if (await asked.MessageAsync(cancellationToken) is not { ToBot: { } text } message)
            return null;

        var who = await asked.PersonAsync(mention.By, cancellationToken);
        return new CommandTyped(
            asked.Workspace, who, asked.Channel, message.At, asked.ReplyTo(who) with { Thread = message.Thread }, text, asked.Message)
        {
            Files = message.Files,
            PostedAt = message.At,
        };
    }

    private static Inbound RemovalOf(FoundRemoval removal, Person who, Asked asked) => removal.Reaction is { } reaction
        ? new ReactionRemoved(asked.Workspace, who, asked.Channel, asked.At, asked.ReplyTo(who), reaction, asked.Message)
        : new MessageUnpinned(asked.Workspace, who, asked.Channel, asked.At, asked.ReplyTo(who), asked.Message);

    // Without its words, which nobody can read any more.
    private static MessageDeleted DeletionOf(FoundDeletion deletion, Person author, Asked asked) => new(
        asked.Workspace, author, asked.Channel, deletion.At, asked.ReplyTo(author),
        new ChatMessage(asked.Message, deletion.PostedAt, author, string.Empty, Thread: null));

    private sealed record Asked(IChatPlatform Platform, WorkspaceId Workspace, MessageId Message, DateTimeOffset At)
    {
        public ChannelId Channel => Message.Channel;

        public ReplyTo ReplyTo(Person who) => new(Channel, who.Id);

        public Task<Person> PersonAsync(PersonId person, CancellationToken cancellationToken) =>
            Platform.FindPersonAsync(Workspace, person, cancellationToken);

        public Task<ChatMessage?> MessageAsync(CancellationToken cancellationToken) =>
            Platform.FindMessageAsync(Workspace, Message, cancellationToken);
    }
}
