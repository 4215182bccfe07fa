using IncidentBot.Language;

namespace IncidentBot.Chat;

/// <summary>A chat platform as the bot sees it: it reads what came in, answers questions, and does what the outbox asks.</summary>
public interface IChatPlatform
{
    /// <summary>The platform's name as it stands in inbox and outbox rows, such as <c>slack</c>.</summary>
    string Name { get; }

    /// <summary>How much its messages and forms take.</summary>
    ChatLimits Limits { get; }

    /// <summary>What things are called there.</summary>
    ChatWords Words { get; }

    /// <summary>
    /// Turns a stored request into its neutral form, asking the platform for names where it must; null: nothing for the bot to do.
    /// </summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked; the row is tried again in its place.</exception>
    Task<Inbound?> ReadAsync(InboxItem item, CancellationToken cancellationToken);

    /// <summary>
    /// Finds a message, a thread's reply as itself, with what it says to the bot; null: it is gone, or the bot cannot see it.
    /// </summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked.</exception>
    Task<ChatMessage?> FindMessageAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken);

    /// <summary>Who put a reaction on a message, the first of them that is not the bot; null: nobody, or the message is gone.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="message">Which message.</param>
    /// <param name="reaction">The reaction's short name without colons and without a skin tone.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="ChatUnavailableException">The platform could not be asked.</exception>
    Task<PersonId?> FindReactorAsync(WorkspaceId workspace, MessageId message, string reaction, CancellationToken cancellationToken);

    /// <summary>The address of a message for people; null: there is none.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked.</exception>
    Task<Uri?> FindPermalinkAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken);

    /// <summary>The message that an address for people leads to; null: it is not the address of a message.</summary>
    LinkedMessage? ReadLink(string address);

    /// <summary>
    /// A person's name, time zone and membership, asked for within the last five minutes; an unknown id comes back with the id as its name.
    /// </summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked.</exception>
    Task<Person> FindPersonAsync(WorkspaceId workspace, PersonId person, CancellationToken cancellationToken);

    /// <summary>The members of a group of people; null: there is no such group, or the bot may not read it.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked.</exception>
    Task<IReadOnlyList<PersonId>?> ListGroupAsync(WorkspaceId workspace, string group, CancellationToken cancellationToken);

    /// <summary>The members of a channel, at most some thousands; empty: the bot cannot see it.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked.</exception>
    Task<IReadOnlyList<PersonId>> ListMembersAsync(WorkspaceId workspace, ChannelId channel, CancellationToken cancellationToken);

    /// <summary>Reads a part of a channel in one call, after everyone else who wants one; null: the bot cannot read it.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked, or others go first.</exception>
    Task<HistoryPage?> ReadHistoryAsync(WorkspaceId workspace, HistoryQuestion question, CancellationToken cancellationToken);

    /// <summary>Downloads a file, and checks that it is the file and not a page of the platform's in its place.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="file">Which file.</param>
    /// <param name="mostBytes">More than so many are not read.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="ChatUnavailableException">The platform could not be asked, or asks to wait.</exception>
    Task<FileReading> ReadFileAsync(WorkspaceId workspace, ChatFile file, long mostBytes, CancellationToken cancellationToken);

    /// <summary>Does one action. Targets are resolved: every channel and message in it is known.</summary>
    Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken);

    /// <summary>Finds out whether an action whose answer was lost has happened; null: it has not, or it may safely be repeated.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked: it is still not known.</exception>
    Task<SendOutcome?> SettleAsync(SendRequest request, CancellationToken cancellationToken);
}

/// <summary>A message as its address names it.</summary>
/// <param name="Message">Which message.</param>
/// <param name="At">When it was posted; UTC.</param>
/// <param name="Thread">The thread that it is a reply in, by the id of the message that the thread hangs on; null: none.</param>
public sealed record LinkedMessage(MessageId Message, DateTimeOffset At, string? Thread);

/// <summary>One action to be done.</summary>
/// <param name="Workspace">Where.</param>
/// <param name="Key">The outbox row's key; goes with a message as its metadata, so that a lost answer can be settled.</param>
/// <param name="Action">What, with known targets.</param>
/// <param name="FirstAttemptAt">When it was first tried; UTC.</param>
/// <param name="Attempt">1 for the first try.</param>
public sealed record SendRequest(WorkspaceId Workspace, string Key, ChatAction Action, DateTimeOffset FirstAttemptAt, int Attempt)
{
    /// <summary>Whether others may go first where the platform limits how much is sent.</summary>
    public Urgency Urgency { get; init; } = Urgency.Normal;

    /// <summary>The file that the action uploads, where it was made only now; null: the action's own text is the file.</summary>
    public byte[]? File { get; init; }

    /// <summary>What an earlier try kept by <see cref="KeepAsync"/>; null: nothing.</summary>
    public string? Progress { get; init; }

    /// <summary>
    /// Saves the progress of an action of several steps so that it survives a crash; at most 400 characters. It is saved when this returns.
    /// </summary>
    public Func<string, CancellationToken, Task> KeepAsync { get; init; } = static (_, _) => Task.CompletedTask;
}

/// <summary>How an action ended.</summary>
public abstract record SendOutcome;

/// <summary>It is done.</summary>
/// <param name="Channel">The channel that was opened or written to; null: none.</param>
/// <param name="Message">The message's id in it; null: none.</param>
/// <param name="Name">The channel's name as the platform gave it; null: not a channel.</param>
public sealed record Sent(ChannelId? Channel = null, string? Message = null, string? Name = null) : SendOutcome
{
    /// <summary>
    /// Whether what was to be posted in a thread stands in the channel itself, because the message that the thread hangs on is gone.
    /// Default false.
    /// </summary>
    public bool IsOutsideThread { get; init; }

    /// <summary>
    /// Whether the message stands there without its charts, because the platform doesn't show them there. Default false.
    /// </summary>
    public bool IsWithoutCharts { get; init; }
}

/// <summary>It did not happen.</summary>
/// <param name="Error">The platform's own word for it, for the log.</param>
/// <param name="Permanent">Whether trying again is useless.</param>
/// <param name="RetryAfter">How long the platform asks to wait; null: it did not say.</param>
/// <param name="Sentence">What happened and what to do, for an admin; no secrets.</param>
public sealed record NotSent(string Error, bool Permanent, TimeSpan? RetryAfter, string Sentence) : SendOutcome
{
    /// <summary>Whether the message that the thread hangs on is gone. Default false.</summary>
    public bool IsThreadGone { get; init; }

    /// <summary>
    /// Whether the platform failed in a way that is rather its own fault than this action's; how long to wait is then the bot's to say.
    /// Default false.
    /// </summary>
    public bool MayBeOutage { get; init; }

    /// <summary>
    /// Whether nobody misses it, such as the page of somebody who has left: it ends without a dead letter. Only where it is permanent.
    /// Default false.
    /// </summary>
    public bool IsNoLoss { get; init; }

    /// <summary>
    /// Whether the channel is archived, so that nobody can write there: it waits until the channel is open again. Default false.
    /// </summary>
    public bool IsChannelArchived { get; init; }
}

/// <summary>The answer was lost: it may have happened.</summary>
public sealed record OutcomeUnknown(string Reason) : SendOutcome
{
    /// <summary>
    /// Whether the platform failed in a way that is rather its own fault than this action's, such as a 5xx or no answer. Default false.
    /// </summary>
    public bool MayBeOutage { get; init; }
}

/// <summary>The platform could not be asked just now.</summary>
public sealed class ChatUnavailableException : Exception
{
    /// <summary>For serialisers.</summary>
    public ChatUnavailableException()
    {
    }

    /// <summary>With a sentence for the log; no secrets.</summary>
    public ChatUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence for the log and the cause; no secrets.</summary>
    public ChatUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How long the platform asks to wait; null: it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether the platform failed in a way that is rather its own fault than the question's, such as a 5xx or no answer. Default false.
    /// </summary>
    public bool MayBeOutage { get; init; }
}
