using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Timeline.Sweep;

/// <summary>
/// Compares an incident's channel with the record, and hands to the inbox what the platform has not delivered. It goes a few
/// calls at a time, and what it has found is committed together with how far it has come.
/// </summary>
internal sealed class SweepChannel(
    IncidentStore incidents, TimelineStore timeline, MessageHistoryStore messages, SweepStore store, ChatPlatforms platforms,
    StrayMessages strays, FileRequests files, TimelineOptions options)
{
    /// <summary>The kind of own work that leads to a turn of a sweep.</summary>
    internal static readonly WorkKind<SweepTask> Kind = SweepTask.Kind;

    private const int CallsPerTurn = 5;

    // Replies are asked for again and again, so that only few calls are spent on them.
    private const int MostAskedFor = 3;

    // What is found may be many hundred; the answer only counts them.
    private const int MostFound = 500;

    /// <summary>An incident was started, or is worked on again: its sweeps begin.</summary>
    public Happened Begin(Incident incident, Work work)
    {
        work.Then(SweepTask.Next(incident.Id, work.Now, options));
        return Happened.Nothing;
    }

    /// <summary>
    /// Compares a person's incident with its channel at once, and asks again for the files that are missing; they hear privately what came
    /// of it.
    /// </summary>
    public async Task<Happened> SyncAsync(Incident incident, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var missing = await files.TryAgainAsync(incident.Id, entry: null, work, cancellationToken);
        var task = new SweepTask(incident.Id.Number, SweepTask.CallsForPerson) { Asker = new SweepAsker(by.Who, by.Reply) };
        work.Then(task.ToFollowUp($"{work.Key}/sweep", dueAt: null));
        return missing > 0 ? Happened.Answered(FileWords.TriedAgain(incident.Id, missing, by.At)) : Happened.Nothing;
    }

    /// <summary>Does one turn of a sweep.</summary>
    public async Task<Happened> HandleAsync(SweepTask task, Work work, CancellationToken cancellationToken)
    {
        var incident = await incidents.FindAsync(work.Workspace, task.Id, cancellationToken)
            ?? throw new InvalidOperationException($"There is no incident {task.Id} to sweep.");
        if (incident.Channel is not { } channel)
            return End(incident, task with { HasFailed = true }, work);

        var mark = await store.FindAsync(work.Workspace, incident.Id, cancellationToken);
        var turn = new SweepTurn(platforms.Of(work.Platform), work.Workspace, channel);
        var isFirst = task.Walk is null;
        await turn.RunAsync(
            task with { Walk = task.Walk ?? (task.Asker is null ? SweepWalk.From(mark) : new SweepWalk()) }, CallsPerTurn,
            cancellationToken);

        task = await TakeInAsync(incident, channel, turn, work, cancellationToken);
        SweepStore.Save(work.Batch, work.Workspace, incident.Id, task.Walk!.Mark(mark));
        return turn.IsOver ? End(incident, task, work) : GoOn(task, turn.Wait, isFirst, work);
    }

    private async Task<SweepTask> TakeInAsync(
        Incident incident, ChannelId channel, SweepTurn turn, Work work, CancellationToken cancellationToken)
    {
        foreach (var own in turn.Seen.Where(message => message.OwnKey is not null))
            await strays.DeleteAsync(own.Id, own.OwnKey!, work, cancellationToken);

        var histories = await messages.ListAsync(work.Workspace, incident.Id, cancellationToken);
        var entries = await timeline.ListAllAsync(work.Workspace, incident.Id, histories, cancellationToken);
        var record = new SweepRecord(
            [.. entries.Where(entry => !entry.IsWithdrawn && (entry.Message is not { } message || message.Channel == channel))], histories);
        var heard = await store.ListHeardAsync(work.Workspace, channel, cancellationToken);
        var missing = SweepRules.Missing(turn.Seen, record.IsCaptured, heard.Contains, options);
        foreach (var news in missing)
            work.Then(record.Anew(news));

        var changes = record.Changes(turn.Seen, turn.Pinned, work.Now);
        var lost = options.DeletedMessages == DeletedMessages.KeepText ? [] : SweepRules.LostFiles(turn.Seen, entries);
        foreach (var change in changes.Concat(lost))
            work.Then(change.Later());

        var gone = await FindGoneAsync(record, turn, work, cancellationToken);
        return turn.Task with
        {
            Found = [.. turn.Task.Found, .. missing.Select(news => news.Message).Take(MostFound)],
            Changed =
                [
                    .. turn.Task.Changed,
                    .. changes.Concat(lost).Select(change => change.Message).Concat(gone.Select(message => message.Id)).Take(MostFound),
                ],
        };
    }

    private async Task<IReadOnlyList<MessageId>> FindGoneAsync(
        SweepRecord record, SweepTurn turn, Work work, CancellationToken cancellationToken)
    {
        if (turn.From is not { } from || record.Missing(turn.Seen, from, turn.To) is not { Count: > 0 } missing)
            return [];

        // Each time it begins with another, so that all have their turn.
        var first = (int)(work.Now.ToUnixTimeSeconds() / 60 % missing.Count);
        var asked = missing.Skip(first).Concat(missing.Take(first)).Take(MostAskedFor)
            .ToDictionary(entry => entry.Message!.Value);
        var gone = await turn.FindGoneAsync([.. asked.Keys], cancellationToken);
        foreach (var message in gone)
            work.Then(FoundNews.Of(message, DeletionOf(asked[message], work.Now)).Later());
        return gone;
    }

    private static FoundDeletion DeletionOf(TimelineEntry entry, DateTimeOffset now) =>
        new(entry.Author.Id, entry.Changes.FirstOrDefault(change => change.Field == EntryField.Time)?.FormerTime ?? entry.At, now);

    private Happened End(Incident incident, SweepTask task, Work work)
    {
        if (task.Asker is not null)
            work.Then(TellSweep.Later(incident, task, $"{work.Key}/told"));

        if (incident.Status < IncidentStatus.Resolved)
            work.Then(SweepTask.Next(incident.Id, work.Now, options));

        return Happened.Nothing;
    }

    private static Happened GoOn(SweepTask task, TimeSpan? wait, bool isFirst, Work work)
    {
        work.Then(task.ToFollowUp($"{work.Key}/sweep", wait is { } pause ? work.Now + pause : null));
        return task.Asker is { } asker && isFirst
            ? Happened.Answered(
                Card.Of(
                    $"I'm comparing this channel with the record of {task.Id}. This may take a minute or two; "
                        + $"I'll tell you here what I find. ({When.ToTheSecond(work.Now)})"),
                asker.Reply)
            : Happened.Nothing;
    }
}

/// <summary>What of a channel is missing on record.</summary>
internal static class SweepRules
{
    /// <summary>
    /// What would have done something, the earliest message first, and of each message only one: an entry is made once.
    /// </summary>
    /// <param name="seen">What history says.</param>
    /// <param name="isRecorded">Whether a message is in the timeline.</param>
    /// <param name="isHeard">Whether a message to the bot was acted on, by its id.</param>
    /// <param name="options">Which reactions capture.</param>
    public static IReadOnlyList<FoundNews> Missing(
        IEnumerable<SeenMessage> seen, Predicate<MessageId> isRecorded, Predicate<string> isHeard, TimelineOptions options) =>
    [
        .. seen.Where(message => !isRecorded(message.Id))
            .SelectMany(
                message => message.Found.Where(found => IsWanted(found, message, isHeard, options)).Take(1),
                (message, found) => (message.At, News: FoundNews.Of(message.Id, NotBefore(message, found))))
            .DistinctBy(one => one.News.Id)
            .OrderBy(one => one.At)
            .Select(one => one.News),
    ];

    /// <summary>
    /// The files on record of which the channel shows only a mark, be their entry withdrawn or not. A file that its message does not show
    /// at all
    /// was taken out of it by an edit: that is no deletion, and the record keeps it with the former words, as it does when it hears of the
    /// edit.
    /// </summary>
    /// <param name="seen">What history says.</param>
    /// <param name="entries">All entries, with their files.</param>
    public static IReadOnlyList<FoundNews> LostFiles(IEnumerable<SeenMessage> seen, IReadOnlyList<TimelineEntry> entries)
    {
        var kept = entries.SelectMany(entry => entry.Files).Where(file => file.State != FileState.Removed)
            .Select(file => (file.Message, file.Id)).ToHashSet();
        return
        [
            .. seen.SelectMany(
                message => message.LostFiles.Where(lost => kept.Remove((message.Id, lost))),
                (message, lost) => FoundNews.Of(message.Id, new FoundFileLoss(lost))),
        ];
    }

    private static Found NotBefore(SeenMessage message, Found found) =>
        found is FoundPin pin && pin.At < message.At ? pin with { At = message.At } : found;

    private static bool IsWanted(Found found, SeenMessage message, Predicate<string> isHeard, TimelineOptions options) => found switch
    {
        FoundMention => !isHeard(message.Id.Id),
        FoundReaction reaction => options.KindOf(reaction.Reaction) is not null,
        _ => true,
    };
}
