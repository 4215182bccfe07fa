using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline.Files;
using IncidentBot.Timeline.Sweep;

namespace IncidentBot.Timeline.Backfill;

/// <summary>
/// Adds the messages that a preview has shown, some at a time, each at its own time and by its own author; what is there already stays as
/// it is.
/// </summary>
internal sealed class ImportCapture(IncidentStore incidents, TimelineStore timeline, MessageHistoryStore messages, ChatPlatforms platforms)
{
    /// <summary>The kind of own work that leads to a turn.</summary>
    internal static readonly WorkKind<CaptureTask> Kind = CaptureTask.ImportKind;

    /// <summary>A capture of more messages shows how far it has come.</summary>
    internal const int Large = 50;

    // Each is asked for its link, so a turn stays within seconds.
    private const int PerTurn = 25;

    /// <summary>Starts it once, however often the button is pressed.</summary>
    public static Happened Handle(IncidentId incident, string more, ButtonPressed by, Work work)
    {
        if (CaptureTask.Read(incident, more, new SweepAsker(by.Who, by.Reply), by.At) is not { } task)
            return Happened.Unreadable;

        work.Then(task.ToFollowUp(Kind, $"{task.Card}/import", dueAt: null));
        return Happened.Nothing;
    }

    /// <summary>Does one turn.</summary>
    public async Task<Happened> HandleAsync(CaptureTask task, Work work, CancellationToken cancellationToken)
    {
        work.Origin = new Origin("capture", task.Asker.Who.Id.Value);
        var incident = await incidents.FindAsync(work.Workspace, task.Id, cancellationToken)
            ?? throw new InvalidOperationException($"There is no incident {task.Id}.");
        var page = incident.Channel is { } channel
            ? await CaptureTurn.ReadAsync(
                platforms.Of(work.Platform), work.Workspace, channel, task, PerTurn, words: true, cancellationToken)
            : null;
        if (page is null)
        {
            Show(CaptureCard.Broken(task, work.Now), task, work);
            return Happened.Nothing;
        }

        var (added, wait) = await AddAsync(incident, task, page.Messages, work, cancellationToken);
        task = task with { Added = task.Added + added, Walk = wait is null ? page.Walk : task.Walk };
        if (task.Walk is { IsDone: true })
        {
            Show(CaptureCard.Done(task, work.Now), task, work);
            return Happened.Nothing;
        }

        if (task.Promised > Large)
            Show(CaptureCard.Progress(task, work.Now), task, work);
        work.Then(task.ToFollowUp(Kind, $"{work.Key}/capture", wait is { } pause ? work.Now + pause : null));
        return Happened.Nothing;
    }

    // What was added before the platform wants to be left alone is kept; the rest of the page is looked at again.
    private async Task<(int Added, TimeSpan? Wait)> AddAsync(
        Incident incident, CaptureTask task, IReadOnlyList<SeenMessage> page, Work work, CancellationToken cancellationToken)
    {
        var histories = await messages.ListAsync(work.Workspace, incident.Id, cancellationToken);
        var recorded = await timeline.ListMessagesAsync(work.Workspace, incident.Id, cancellationToken);
        var next = await timeline.NextAsync(work.Workspace, incident.Id, cancellationToken);
        var platform = platforms.Of(work.Platform);
        var added = 0;
        foreach (
            var message in page.OrderBy(one => one.At).Select(one => one.Words).OfType<ChatMessage>().Where(one => recorded.Add(one.Id)))
        {
            var history = histories.GetValueOrDefault(message.Id) ?? MessageHistory.None;
            if (history.Removal is not null)
                continue;

            try
            {
                var link = await platform.FindPermalinkAsync(work.Workspace, message.Id, cancellationToken);
                Add(
                    incident.Id, ImportCaptureRules.Entry(message, next + added, task.Asker.Who, task.ConfirmedAt ?? work.Now, link),
                    message, history, work);
                added++;
            }
            catch (ChatUnavailableException later) when (later.RetryAfter is not null && added > 0)
            {
                return (added, later.RetryAfter);
            }
        }

        return (added, null);
    }

    private static void Add(IncidentId incident, TimelineEntry entry, ChatMessage message, MessageHistory history, Work work)
    {
        TimelineStore.Add(work.Batch, work.Workspace, incident, entry);
        FileRequests.Note(incident, message.Id, message.Files, work);
        var sign = new CaptureSign(CaptureSign.Import, entry.CapturedBy, entry.RecordedAt, IsOn: true, entry.Kind);
        if (!history.Signs.Contains(sign))
            MessageHistoryStore.Add(work.Batch, work.Workspace, incident, new MessageMarked(message.Id, sign));
        if (MessageRevision.Of(message, entry.Said) is var words && !history.Revisions.Any(words.IsSameAs))
            MessageHistoryStore.Add(work.Batch, work.Workspace, incident, new MessageRevised(message.Id, words));
    }

    private static void Show(Card card, CaptureTask task, Work work) => IncidentBoard.Refresh(work, task.Card, "capture-card", card);
}

/// <summary>What an imported message becomes.</summary>
internal static class ImportCaptureRules
{
    /// <summary>Its entry, at its own time and by its own author.</summary>
    public static TimelineEntry Entry(ChatMessage message, int number, Person by, DateTimeOffset at, Uri? permalink)
    {
        var words = CaptureMessageRules.WordsOf(message);
        return new TimelineEntry
        {
            Number = number,
            At = message.At,
            RecordedAt = at,
            Kind = EntryKind.Observation,
            Author = message.Author,
            CapturedBy = by,
            Text = words.Plain,
            Formats = words.OrNull,
            Message = message.Id,
            Permalink = permalink,
        };
    }
}
