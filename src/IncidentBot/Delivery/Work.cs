using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>
/// What one inbox row, or one sent outbox row, leads to: writes and messages that are committed together with the row's
/// own end, or not at all. It is filled again on each try.
/// </summary>
public sealed class Work(WorkspaceId workspace, string platform, string key, DateTimeOffset now)
{
    private readonly List<Outgoing> outgoing = [];
    private readonly List<FollowUp> followUps = [];
    private readonly List<string> again = [];
    private readonly Dictionary<string, object> made = new(StringComparer.Ordinal);

    /// <summary>Whose records are read and written.</summary>
    public WorkspaceId Workspace { get; } = workspace;

    /// <summary>The platform on which answers and messages go out.</summary>
    public string Platform { get; } = platform;

    /// <summary>A name for this piece of work that is the same on every try; outbox keys are made from it.</summary>
    public string Key { get; } = key;

    /// <summary>The instant that counts as now on this try; UTC, whole microseconds.</summary>
    public DateTimeOffset Now { get; } = Instants.Cut(now);

    /// <summary>Who did it and from where; the bot itself unless set.</summary>
    public Origin Origin { get; set; } = Origin.Bot;

    /// <summary>The writes of the use case.</summary>
    public Batch Batch { get; } = new();

    /// <summary>The messages to be sent once this is committed.</summary>
    public IReadOnlyList<Outgoing> Outgoing => outgoing;

    /// <summary>The bot's own further work.</summary>
    public IReadOnlyList<FollowUp> FollowUps => followUps;

    /// <summary>Beginnings of the keys whose given-up messages are to be tried again.</summary>
    public IReadOnlyList<string> Again => again;

    /// <summary>Retries messages that were given up, as if for the first time.</summary>
    /// <param name="keyPrefix">What their keys begin with, such as <c>INC-7/</c>.</param>
    public void SendAgain(string keyPrefix) => again.Add(keyPrefix);

    /// <summary>Whether everything that waits for archived channels is to be tried again.</summary>
    public bool TriesShelved { get; private set; }

    /// <summary>A channel is open again: what waits for archived ones is tried, and what still cannot be sent waits on.</summary>
    public void TryShelved() => TriesShelved = true;

    /// <summary>Sends an action once this is committed; of two newest states with the same key the later counts.</summary>
    public void Send(Outgoing action)
    {
        if (action.Replaces is not null)
            outgoing.RemoveAll(earlier => string.Equals(earlier.Key, action.Key, StringComparison.Ordinal));
        outgoing.Add(action);
    }

    /// <summary>What this work has made of a record so far, which the store does not tell before it is committed; null: nothing.</summary>
    /// <param name="record">The record's name.</param>
    public TRecord? Made<TRecord>(string record)
        where TRecord : class => made.GetValueOrDefault(record) as TRecord;

    /// <summary>Remembers what this work has made of a record.</summary>
    /// <param name="record">The record's name.</param>
    /// <param name="now">The record as it will stand.</param>
    public void Make(string record, object now) => made[record] = now;

    /// <summary>Answers the person privately; several answers of one piece of work are told apart by their order.</summary>
    public void Answer(ReplyTo to, Card card) =>
        Send(new Outgoing($"{Key}/answer/{outgoing.Count}", new Answer(to, card)));

    /// <summary>Says the last private answer in other words; where none is given, none is.</summary>
    public void RewordAnswer(Func<Card, Card> change)
    {
        var last = outgoing.FindLastIndex(one => one.Action is Chat.Answer or ShowHome { IsAnswer: true });
        if (last >= 0)
            outgoing[last] = outgoing[last] with { Action = Reworded(outgoing[last].Action, change) };
    }

    /// <summary>Says a message that is about to be posted in other words; false: there is none of this key.</summary>
    /// <param name="key">The key under which it is posted.</param>
    /// <param name="change">What it says from now on.</param>
    public bool Reword(string key, Func<Card, Card> change)
    {
        var found = outgoing.FindLastIndex(one => one.Action is PostCard && string.Equals(one.Key, key, StringComparison.Ordinal));
        if (found >= 0)
            outgoing[found] = outgoing[found] with { Action = Reworded(outgoing[found].Action, change) };
        return found >= 0;
    }

    private static ChatAction Reworded(ChatAction action, Func<Card, Card> change) => action switch
    {
        Chat.Answer answer => answer with { Card = change(answer.Card) },
        PostCard post => post with { Card = change(post.Card) },
        ShowHome home => home with { Card = change(home.Card) },
        _ => action,
    };

    /// <summary>Adds further work, done in its own turn once this is committed.</summary>
    public void Then(FollowUp followUp) => followUps.Add(followUp);
}

/// <summary>An action for the outbox.</summary>
/// <param name="Key">Names the effect, such as <c>INC-7/card</c>: the same key is never sent twice. Unique in the workspace.</param>
/// <param name="Action">What is to be done.</param>
public sealed record Outgoing(string Key, ChatAction Action)
{
    /// <summary>What it is sent for, so that something follows from its end; null: nothing does.</summary>
    public SentFor? For { get; init; }

    /// <summary>The key of the row that must be done first; null: none.</summary>
    public string? After { get; init; }

    /// <summary>Rows of one lane are sent in order; null: no order.</summary>
    public string? Lane { get; init; }

    /// <summary>Waiting rows of the same name are replaced by this one, since only the newest state counts; null: none are.</summary>
    public string? Replaces { get; init; }

    /// <summary>Not before this instant; null: at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// A channel in which this is to be read first: what else waits for that channel, or comes to it meanwhile, goes after it, until it is
    /// sent or given
    /// up. What is being sent at this moment is not held. Null: it goes in its order.
    /// </summary>
    public ChannelId? FirstIn { get; init; }

    /// <summary>Which of several due rows goes first.</summary>
    public Urgency Urgency { get; init; } = Urgency.Normal;
}
