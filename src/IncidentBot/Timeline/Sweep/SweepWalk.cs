using System.Text.Json.Serialization;
using IncidentBot.Chat;

namespace IncidentBot.Timeline.Sweep;

/// <summary>
/// The way of a sweep through a channel, one question after the other: the pins, the newest messages with their threads, then older ones
/// from where the sweep before had stopped, so that several sweeps see all of a channel that is too long for one.
/// </summary>
internal sealed record SweepWalk
{
    /// <summary>Reactions and replies come late, so the newest messages are looked at again for so long.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    /// <summary>Messages older than this are left to the second part; null: there is only one part.</summary>
    public DateTimeOffset? Floor { get; init; }

    /// <summary>Where the second part begins; null: where the first one ended.</summary>
    public string? OlderFrom { get; init; }

    /// <summary>The pins were looked at.</summary>
    public bool PinsDone { get; init; }

    /// <summary>It has come to the older messages.</summary>
    public bool IsOlder { get; init; }

    /// <summary>It has come to the channel's first message.</summary>
    public bool IsAtStart { get; init; }

    /// <summary>The message from which it goes on.</summary>
    public string? Latest { get; init; }

    /// <summary>Whether that message itself is still to be looked at.</summary>
    public bool Inclusive { get; init; }

    /// <summary>The threads that are looked at before it goes on.</summary>
    public IReadOnlyList<string> Threads { get; init; } = [];

    /// <summary>How far the first of them was read.</summary>
    public string? ThreadCursor { get; init; }

    /// <summary>
    /// How many threads of the first part may still be looked at, so that in a busy hour some calls are left for the second.
    /// </summary>
    public int NewestThreads { get; init; } = 8;

    /// <summary>The newest message that was seen on the way.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>Whether nothing is left to ask.</summary>
    [JsonIgnore]
    public bool IsDone => PinsDone && IsAtStart && Threads.Count == 0;

    /// <summary>The way from what a former sweep has seen.</summary>
    public static SweepWalk From(SweepMark mark) => new() { Floor = mark.SeenAt - Again, OlderFrom = mark.OlderFrom };

    /// <summary>What is to be asked next; only while it is not done.</summary>
    public HistoryQuestion Next(ChannelId channel) =>
        !PinsDone ? new ReadPins(channel)
        : Threads.Count > 0 ? new ReadThread(channel, Threads[0], ThreadCursor)
        : new ReadChannel(channel, Latest, Inclusive);

    /// <summary>The way after an answer; null: the question cannot be answered.</summary>
    public SweepWalk After(HistoryQuestion question, HistoryPage? page) => question switch
    {
        ReadPins => this with { PinsDone = true },
        ReadThread when page is { HasMore: true, Cursor: not null } => this with { ThreadCursor = page.Cursor },
        ReadThread => this with { Threads = [.. Threads.Skip(1)], ThreadCursor = null },
        _ when page is null or { Messages.Count: 0 } => this with { IsAtStart = true },
        _ when IsOlder || Floor is null => Along(page.Messages, page.HasMore),
        _ => AlongNewest(page),
    };

    /// <summary>How far all sweeps have seen, should this one end here.</summary>
    public SweepMark Mark(SweepMark former) => former with
    {
        SeenAt = Newest ?? former.SeenAt,
        OlderFrom = Threads.Count > 0 ? Threads[0] : IsAtStart ? null : Latest ?? former.OlderFrom,
    };

    private SweepWalk AlongNewest(HistoryPage page)
    {
        var fresh = page.Messages.TakeWhile(message => message.At >= Floor).ToList();
        var goesOn = page.HasMore && fresh.Count == page.Messages.Count;
        if (OlderFrom is null)
            return Along(page.Messages, page.HasMore) with { IsOlder = !goesOn };

        var next = fresh.Count > 0 ? Along(fresh, hasMore: true) : this with { Newest = Newest ?? page.Messages[0].At };
        next =
            next with { Threads = [.. next.Threads.Take(NewestThreads)], NewestThreads = Math.Max(0, NewestThreads - next.Threads.Count) };
        return goesOn ? next : next with { IsOlder = true, Latest = OlderFrom, Inclusive = true };
    }

    // By the last message and not by the platform's cursor, since this is kept for the next sweep, when a cursor has expired.
    private SweepWalk Along(IReadOnlyList<SeenMessage> messages, bool hasMore) => this with
    {
        Latest = messages[^1].Id.Id,
        Inclusive = false,
        IsAtStart = !hasMore,
        Newest = Newest ?? (IsOlder ? null : messages[0].At),
        Threads = [.. messages.Where(message => message.HasReplies).Select(message => message.Id.Id)],
    };
}
