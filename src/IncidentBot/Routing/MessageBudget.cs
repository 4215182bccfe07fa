namespace IncidentBot.Routing;

/// <summary>
/// Every message that the bot can post, and what it costs those who read an incident's channel. A new message gets a row here; the lines of
/// the bot's own stay within <see cref="MostOwnLines"/>, so whatever a later capability has to say edits a message that is there, or goes
/// into a thread.
/// </summary>
internal static class MessageBudget
{
    /// <summary>So many lines of the bot's own an incident's channel has at most, however long the incident is.</summary>
    public const int MostOwnLines = 8;

    private static readonly OwnLine Card = new("the card", 1);
    private static readonly OwnLine Checklist = new("the checklist", 1);
    private static readonly OwnLine Changes = new("the changes", 1);
    private static readonly OwnLine Question = new("what it asks for or offers", 1);
    private static readonly OwnLine Warning = new("what the bot warns of", 1);

    /// <summary>
    /// What the platform itself writes when the bot sets the topic: at the start and at the end. Whoever changes the severity, or reopens
    /// the incident, has a topic line beside their own, at most one in five minutes.
    /// </summary>
    public static IReadOnlyList<OwnLine> WrittenByThePlatform { get; } = [new("the topic", 2)];

    /// <summary>The messages, the more particular key first.</summary>
    public static IReadOnlyList<BudgetRow> Rows { get; } =
    [
        // Below whatever message has a chart.
        new("*/picture/*", "The picture of a chart that the workspace doesn't show", Place.OwnThread, Manner.OneForEach, null),

        // In the thread of the hypotheses, which the first of them begins.
        new("INC-*/hypotheses/entry/*", "What became of a hypothesis", Place.HypothesesThread, Manner.OneForEach, null),
        new("INC-*/hypotheses/eyes/*", "Whether another pair of eyes would help", Place.HypothesesThread, Manner.OneForEach, null),

        // The bot's own lines in the incident's channel.
        new("INC-*/card", "The incident's card, pinned", Place.Channel, Manner.EditedInPlace, Card),
        new("INC-*/checklist", "The checklist", Place.Channel, Manner.EditedInPlace, Checklist),
        new("INC-*/deploys", "The changes before the incident", Place.Channel, Manner.EditedInPlace, Changes),
        new("INC-*/nudge-for-commander/*", "Nobody commands", Place.Channel, Manner.OneAtATime, Question),
        new("INC-*/ask-open-questions", "What an earlier version asked", Place.Channel, Manner.OneAtATime, Question),
        new("INC-*/reminder/*", "An update is due, and what is missing for it", Place.Channel, Manner.OneAtATime, Question),
        new("INC-*/role-left/*", "A role is free, since an account was closed", Place.Channel, Manner.OneAtATime, Question),
        new("INC-*/postmortem/*", "A draft is ready; edited for each newer one", Place.Channel, Manner.OneAtATime, Question),
        new("INC-*/offer-archive/*", "Whether the channel is still needed", Place.Channel, Manner.OneAtATime, Question),
        new("INC-*/outsider/*/reply", "Somebody from outside has joined", Place.WarningThread, Manner.OneForEach, null),
        new("INC-*/warning/*/reply", "What people there should know", Place.WarningThread, Manner.OneForEach, null),
        new("INC-*/outsider/*", "Somebody from outside has joined", Place.Channel, Manner.FirstOnly, Warning),
        new("INC-*/warning/*", "What people there should know", Place.Channel, Manner.FirstOnly, Warning),

        // One line for each thing that a person did.
        Deed("INC-*/fact/*/told", "A status, role, severity, time, impact or update"),
        Deed("INC-*/entry/*", "A note"),
        Deed("INC-*/hypotheses", "The first hypothesis, edited for every other and as they go on"),
        Deed("INC-*/origin", "The message that the incident was started from, as it is captured"),
        Deed("INC-*/capture/*", "Many messages captured, from preview to end"),
        Deed("INC-*/action/*", "An action item, edited as it goes on"),
        Deed("INC-*/export/*", "The draft as a file"),
        Deed("INC-*/diff/*", "In what two drafts differ, as a file"),
        Deed("INC-*/review/*", "People are asked to review the draft"),
        new("INC-*/published/*/announced/*", "The postmortem is published", Place.AnnouncementThread, Manner.OneForEach, null),
        Deed("INC-*/published/*", "The postmortem is published"),
        Deed("INC-*/pull/*", "The draft in a pull request, or why it isn't there"),
        Deed("INC-*/change/*", "A change that the bot was told of during the incident, edited as it goes on"),
        Deed("INC-*/provider/*", "A third party's status page turned bad in the incident's window, edited as it goes on"),
        Deed("*/told", "A step was given to somebody, or taken off them"),

        // What belongs to the record, or can wait until somebody looks.
        new("INC-*/links", "The links and owners of the affected services", Place.CardThread, Manner.EditedInPlace, null),
        new("INC-*/causes", "Why it happened: the whys and factors", Place.CardThread, Manner.EditedInPlace, null),
        new("INC-*/signals", "What latency, traffic, errors and saturation did", Place.CardThread, Manner.EditedInPlace, null),
        new("INC-*/open-actions", "What is still to be done for the same services", Place.CardThread, Manner.EditedInPlace, null),
        new("INC-*/patterns", "The known patterns that fit what is on record", Place.CardThread, Manner.EditedInPlace, null),
        new("INC-*/nudge/*", "A reminder of the method, once, with its reason", Place.CardThread, Manner.OneForEach, null),
        new("INC-*/temporary-fix", "The temporary fix is to be replaced", Place.CardThread, Manner.EditedInPlace, null),
        new("INC-*/draft-questions", "What the draft still asks, once", Place.DraftThread, Manner.OneForEach, null),
        new("*/ChannelMadePrivate", "The channel is private now", Place.CardThread, Manner.OneForEach, null),
        new("*/ChannelStateChanged", "The bot can post again", Place.CardThread, Manner.OneForEach, null),

        // Elsewhere.
        new("INC-*/announcement", "The announcement", Place.Announced, Manner.EditedInPlace, null),
        new("INC-*/announcement/*", "The announcement in a further place", Place.Announced, Manner.EditedInPlace, null),
        new("*/anew", "The announcement, where the former one was deleted", Place.Announced, Manner.EditedInPlace, null),
        new("*/announced/*", "How it goes on", Place.AnnouncementThread, Manner.OneForEach, null),
        new("actions/overdue/*", "What is overdue of one owner, at most once a week", Place.Person, Manner.OneForEach, null),
        new("dead/*", "What the bot has given up", Place.Admins, Manner.OneForEach, null),
    ];

    /// <summary>The row of a message by the outbox key that it is posted under; null: there is none, and there should be.</summary>
    public static BudgetRow? Find(string key) => Rows.FirstOrDefault(row => row.Matches(key));

    /// <summary>How many lines of the bot's own an incident's channel can have at most.</summary>
    public static int OwnLines =>
        Rows.Select(row => row.Own).OfType<OwnLine>().Concat(WrittenByThePlatform).Distinct().Sum(own => own.Most);

    private static BudgetRow Deed(string key, string what) =>
        new(key, what, Place.Channel, Manner.OneForEach, Own: null) { IsDeed = true };
}

/// <summary>A line of the bot's own in an incident's channel, shared by the messages that take turns in it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Most">How many of it stand there at most.</param>
internal sealed record OwnLine(string Name, int Most);

/// <summary>A message that the bot can post.</summary>
/// <param name="Key">The outbox keys that it is posted under; a star stands for anything.</param>
/// <param name="What">What it says.</param>
/// <param name="Place">Where.</param>
/// <param name="Manner">How often, and what becomes of it.</param>
/// <param name="Own">The line of the bot's own that it is; null: it is none.</param>
internal sealed record BudgetRow(string Key, string What, Place Place, Manner Manner, OwnLine? Own)
{
    private readonly string[] pieces = Key.Split('*');

    /// <summary>Whether it is the one line for a thing that a person did.</summary>
    public bool IsDeed { get; init; }

    /// <summary>Whether a message of this key is such a message.</summary>
    public bool Matches(string key)
    {
        if (!key.StartsWith(pieces[0], StringComparison.Ordinal))
            return false;

        var at = pieces[0].Length;
        foreach (var piece in pieces.Skip(1).SkipLast(1))
        {
            var found = key.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + piece.Length;
        }

        return pieces.Length == 1
            ? key.Length == at
            : key.Length >= at + pieces[^1].Length && key.EndsWith(pieces[^1], StringComparison.Ordinal);
    }
}

/// <summary>Where the bot posts.</summary>
internal enum Place
{
    /// <summary>The incident's channel, as a line that everybody there reads.</summary>
    Channel,

    /// <summary>The thread of the incident's card.</summary>
    CardThread,

    /// <summary>The thread of the message that it belongs to.</summary>
    OwnThread,

    /// <summary>The thread of the message that shows the hypotheses.</summary>
    HypothesesThread,

    /// <summary>The thread of the message that tells of the draft.</summary>
    DraftThread,

    /// <summary>The thread of the first warning.</summary>
    WarningThread,

    /// <summary>Where incidents are announced.</summary>
    Announced,

    /// <summary>The thread of the announcement; what everybody should hear is shown in the channel as well.</summary>
    AnnouncementThread,

    /// <summary>One person, who alone reads it.</summary>
    Person,

    /// <summary>The admins' channel.</summary>
    Admins,
}

/// <summary>How often a message comes, and what becomes of it.</summary>
internal enum Manner
{
    /// <summary>Posted once, and edited whenever it changes.</summary>
    EditedInPlace,

    /// <summary>Posted anew when it is due again, with the former one deleted.</summary>
    OneAtATime,

    /// <summary>The first is a line; others go into its thread.</summary>
    FirstOnly,

    /// <summary>One for each thing that it is about.</summary>
    OneForEach,
}
