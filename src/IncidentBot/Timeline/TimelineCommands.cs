using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>Write something into the timeline.</summary>
/// <param name="Text">The words as typed.</param>
/// <param name="At">When it happened; null: now.</param>
/// <param name="Kind">One of <see cref="TimelineCommands.Kinds"/>; null: not said.</param>
/// <param name="NotATime">
/// What stands at the end like a time but is none that is understood, such as <c>4:20pm</c>; it is part of the text. Null: nothing does.
/// </param>
internal sealed record NoteCommand(string Text, When? At, string? Kind, string? NotATime = null) : Command;

/// <summary>Show the timeline privately.</summary>
/// <param name="Page">1 for the oldest entries; null: the newest.</param>
internal sealed record TimelineCommand(int? Page) : Command;

/// <summary>Put many messages into the timeline at once.</summary>
/// <param name="First">The address of a message; null: the thread in which it is said.</param>
/// <param name="Second">The address of another, up to which all is meant; null: the first one's thread is.</param>
internal sealed record CaptureCommand(string? First, string? Second) : Command;

/// <summary>Compare the channel with the record, and add what is missing.</summary>
internal sealed record SyncCommand : Command;

/// <summary>The commands about the timeline: how people are told of them, and how they are read.</summary>
internal static class TimelineCommands
{
    private static readonly string[] KnownKinds = [.. Enum.GetValues<EntryKind>().Select(kind => Words.Of(kind))];

    /// <summary>Writes an entry.</summary>
    public static readonly CommandForm Note = new(
        "note", "note TEXT [at WHEN] [--kind KIND]", "Add to the timeline.", "note Error rate back to normal at 16:20 --kind recovery",
        HelpGroup.KeepTheRecord, 1)
    {
        Kinds = KnownKinds,
    };

    /// <summary>Puts many messages on record.</summary>
    public static readonly CommandForm Capture = new(
        "capture", "capture thread | LINK [LINK]", "Add a thread, or everything between two messages.",
        "capture https://acme.slack.com/archives/C123/p1700000000000100", HelpGroup.KeepTheRecord, 3);

    private static readonly CommandForm Show = new(
        "timeline", "timeline [page]", "See the timeline.", "timeline", HelpGroup.KeepTheRecord, 2);

    private static readonly CommandForm Sync = new(
        "sync", "sync", "Look for messages missing from the timeline.", "sync", HelpGroup.KeepTheRecord, 4);

    /// <summary>What a timeline entry can tell of.</summary>
    public static IReadOnlyList<string> Kinds => KnownKinds;

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
    [
        new(Note, text => NoteWords.Parse(text.Rest)),
        new(Show, ParseTimeline),
        new(Capture, ParseCapture),
        CommandVerb.Bare(Sync, new SyncCommand()),
    ];

    /// <summary>The note that somebody has said to the bot; null: they said something else.</summary>
    public static NoteCommand? ReadNote(TypedText typed) =>
        CommandText.Of(typed) is { } text && string.Equals(text.Verb, Note.Verb, StringComparison.Ordinal)
            ? NoteWords.Parse(text.Rest) as NoteCommand
            : null;

    private static Command ParseTimeline(CommandText text)
    {
        if (text.Rest.Length == 0)
            return new TimelineCommand(null);

        return int.TryParse(text.Rest, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0
            ? new TimelineCommand(page)
            : Show.Refuse("A page is a number; page 1 has the oldest entries.");
    }

    private static Command ParseCapture(CommandText text) => text.Rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => Capture.Refuse("Say what to capture: the thread you're in, or links to one or two messages."),
        [var word] when string.Equals(word, "thread", StringComparison.OrdinalIgnoreCase) => new CaptureCommand(null, null),
        [var first] when IsLink(first) => new CaptureCommand(first, null),
        [var first, var second] when IsLink(first) && IsLink(second) => new CaptureCommand(first, second),
        _ => Capture.Refuse("I need links to one or two messages; “Copy link” is in each message's menu."),
    };

    private static bool IsLink(string word) =>
        word.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
