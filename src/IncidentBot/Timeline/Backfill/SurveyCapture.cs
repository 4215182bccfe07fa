using System.Security.Cryptography;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline.Sweep;

namespace IncidentBot.Timeline.Backfill;

/// <summary>Counts what a capture of many messages would add, and shows it in the channel with one button that has it done.</summary>
internal sealed class SurveyCapture(IncidentStore incidents, TimelineStore timeline, ChatPlatforms platforms)
{
    /// <summary>The kind of own work that leads to a turn.</summary>
    internal static readonly WorkKind<CaptureTask> Kind = CaptureTask.SurveyKind;

    /// <summary>So many messages one capture adds at most.</summary>
    internal const int Most = 1000;

    private const int PerPage = 200;

    private const int CallsPerTurn = 5;

    // So often the platform may be asked for the messages of one capture.
    private const int MostCalls = 100;

    private static readonly RichText Slash = RichText.Of(
        $"To add a thread, choose “Add thread to timeline” in the menu of one of its messages, write "
            + $"{CommandGrammar.Mentioned("capture thread")} in it, or type {CommandGrammar.Typed("capture LINK")} with the link to its "
            + $"first message.");

    /// <summary>Starts counting the messages that a command names.</summary>
    public Happened Handle(Incident incident, CaptureCommand command, Inbound by, Work work) =>
        RangeOf(incident, command, by, platforms.Of(work.Platform), out var problem) is { } range
            ? Begin(incident, range, by.Reply.Thread, by, work)
            : Happened.Refused(problem);

    /// <summary>Starts counting the thread of a picked message.</summary>
    public static Happened Handle(Incident incident, MessagePicked picked, Work work)
    {
        var thread = picked.Message.Thread ?? picked.Message.Id.Id;
        return Begin(incident, new CaptureRange(thread, null, null, null), thread, picked, work);
    }

    /// <summary>Does one turn of the counting.</summary>
    public async Task<Happened> HandleAsync(CaptureTask task, Work work, CancellationToken cancellationToken)
    {
        var incident = await incidents.FindAsync(work.Workspace, task.Id, cancellationToken)
            ?? throw new InvalidOperationException($"There is no incident {task.Id}.");
        if (incident.Channel is not { } channel)
            return Happened.Answered(CaptureCard.Unreadable(task, work.Now), task.Asker.Reply);

        var platform = platforms.Of(work.Platform);
        var recorded = await timeline.ListMessagesAsync(work.Workspace, incident.Id, cancellationToken);
        var begun = task.Calls;
        TimeSpan? wait = null;
        try
        {
            while (task.Calls < begun + CallsPerTurn && task.Walk is not { IsDone: true })
            {
                if (
                    await CaptureTurn.ReadAsync(
                        platform, work.Workspace, channel, task, PerPage, words: false, cancellationToken) is not { } page)
                    return Happened.Answered(CaptureCard.Unreadable(task, work.Now), task.Asker.Reply);

                task = Count(task, page, recorded);
            }
        }
        catch (ChatUnavailableException later) when (later.RetryAfter is not null && task.Calls > begun)
        {
            wait = later.RetryAfter;
        }

        return await GoOnAsync(incident, channel, task, wait, platform, work, cancellationToken);
    }

    private static async Task<Happened> GoOnAsync(
        Incident incident, ChannelId channel, CaptureTask task, TimeSpan? wait, IChatPlatform platform, Work work,
        CancellationToken cancellationToken)
    {
        var isDone = task.Walk is { IsDone: true };
        if (task.New.Count > Most || (task.Calls >= MostCalls && !isDone))
            return Happened.Answered(CaptureCard.TooMany(task, work.Now), task.Asker.Reply);
        if (isDone)
            return await ShowAsync(incident, channel, task, platform, work, cancellationToken);

        work.Then(task.ToFollowUp(Kind, $"{work.Key}/capture", wait is { } pause ? work.Now + pause : null));
        return Happened.Nothing;
    }

    private static CaptureTask Count(CaptureTask task, CapturePage page, HashSet<MessageId> recorded)
    {
        var seen = task.New.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var fresh = page.Messages.Where(message => !recorded.Contains(message.Id)
            && seen.Add(message.Id.Id)).Select(message => new CountedMessage(message.Id.Id, message.At));
        return task with
        {
            Walk = page.Walk,
            Calls = task.Calls + 1,
            New = [.. task.New, .. fresh],
            Known = task.Known + page.Messages.Count(message => recorded.Contains(message.Id)),
        };
    }

    private static async Task<Happened> ShowAsync(
        Incident incident, ChannelId channel, CaptureTask task, IChatPlatform platform, Work work, CancellationToken cancellationToken)
    {
        if (task.New.Count == 0)
            return Happened.Answered(CaptureCard.Nothing(task, work.Now), task.Asker.Reply);

        // What is written after the preview was not in it.
        var (first, last) = (task.New.MinBy(one => one.At)!, task.New.MaxBy(one => one.At)!);
        task = task with { Promised = task.New.Count, Range = task.Range with { To = task.Range.To ?? last.At } };
        var from = await platform.FindMessageAsync(work.Workspace, new MessageId(channel, first.Id), cancellationToken);
        var to = first == last ? from : await platform.FindMessageAsync(work.Workspace, new MessageId(channel, last.Id), cancellationToken);
        work.Send(
            new Outgoing(
                task.Card,
                new PostCard(
                    IncidentBoard.Channel(incident), CaptureCard.Preview(task, (first.At, from), (last.At, to)),
                    task.ShownIn)) { Urgency = Urgency.Now });
        return Happened.Nothing;
    }

    private static Happened Begin(Incident incident, CaptureRange range, string? shownIn, Inbound by, Work work)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(work.Key)))[..16];
        var task = new CaptureTask(incident.Id.Number, name, range, new SweepAsker(by.Who, by.Reply)) { ShownIn = shownIn };
        work.Then(task.ToFollowUp(Kind, $"{work.Key}/capture", dueAt: null));
        return Happened.Nothing;
    }

    private static CaptureRange? RangeOf(
        Incident incident, CaptureCommand command, Inbound by, IChatPlatform platform, out RichText problem)
    {
        problem = Slash;
        if (command.First is null)
            return by.Reply.Thread is { } thread ? new CaptureRange(thread, null, null, null) : null;

        var first = platform.ReadLink(command.First);
        var second = command.Second is null ? first : platform.ReadLink(command.Second);
        problem = $"I need links to messages: choose “Copy link” in a message's menu. {TimelineCommands.Capture.Usage}";
        if (first is null || second is null)
            return null;

        problem = $"Only messages from the channel of {incident.Id} can be added to its timeline; that link points somewhere else.";
        return first.Message.Channel == incident.Channel && second.Message.Channel == incident.Channel
            ? CaptureRules.RangeOf(first, command.Second is null ? null : second)
            : null;
    }
}

/// <summary>Which messages two links mean.</summary>
internal static class CaptureRules
{
    /// <summary>
    /// One link: its thread. Two of one thread: what stands between them there. Two others: all that was said in between.
    /// </summary>
    public static CaptureRange RangeOf(LinkedMessage first, LinkedMessage? second)
    {
        if (second is null)
            return new CaptureRange(first.Thread ?? first.Message.Id, null, null, null);

        var (early, late) = first.At <= second.At ? (first, second) : (second, first);
        var isOneThread = late.Thread is not null && (early.Thread ?? early.Message.Id) == late.Thread;
        return isOneThread
            ? new CaptureRange(late.Thread, null, early.At, late.At)
            : new CaptureRange(null, late.Message.Id, early.At, late.At);
    }
}
