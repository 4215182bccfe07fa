using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Changes.Told;

/// <summary>
/// Keeps what a source of changes tells by itself, while it waits: the changes and the work of telling incidents are on disk together.
/// What is known already changes nothing.
/// </summary>
public sealed partial class KeepToldChange
{
    private readonly Database database;
    private readonly Inbox inbox;
    private readonly TimeProvider time;
    private readonly SeenChangeStore seen;
    private readonly ToldHistoryStore histories;
    private readonly IncidentStore incidents;
    private readonly ILogger<KeepToldChange> log;

    internal KeepToldChange(Database database, Inbox inbox, TimeProvider time, ILogger<KeepToldChange> log)
    {
        (this.database, this.inbox, this.time, this.log) = (database, inbox, time, log);
        seen = new SeenChangeStore(database);
        histories = new ToldHistoryStore(database);
        incidents = new IncidentStore(database);
    }

    /// <summary>What was told before of the same thing; null: nothing.</summary>
    public Task<ToldHistory?> FindHistoryAsync(string key, CancellationToken cancellationToken) =>
        histories.FindAsync(key, cancellationToken);

    /// <summary>What was told of a scope since an instant, the newest first, at most so many.</summary>
    public Task<IReadOnlyList<ToldHistory>> ListHistoriesAsync(
        string scope, DateTimeOffset since, int most, CancellationToken cancellationToken) =>
        histories.ListAsync(scope, since, most, cancellationToken);

    /// <summary>A change by its key; null: the bot was told of none.</summary>
    public Task<ServiceChange?> FindAsync(string key, CancellationToken cancellationToken) => seen.FindAsync(key, cancellationToken);

    /// <summary>The known changes of services in a span of time, newest first.</summary>
    public Task<IReadOnlyList<ServiceChange>> ListAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        seen.ListAsync(services, from, to, cancellationToken);

    /// <summary>
    /// Keeps a change by itself, or how it has gone on; what was said later counts. What lies in the future happened just now, and the log
    /// says so.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It could not be kept: it must not be acknowledged.</exception>
    public async Task<ToldOutcome> HandleAsync(ServiceChange told, CancellationToken cancellationToken)
    {
        var change = ToldNow(told);
        var known = await seen.FindAsync(change.Key, cancellationToken);
        // The same words again happened when they were first said: a time that was brought to now would move with each delivery.
        if (!SeenChangeRules.IsNews(known, change) || (known is not null && SeenChangeRules.IsSame(known, change with { At = known.At })))
            return ToldOutcome.Known;

        for (var tries = 1; tries <= WorkCommit.MostConflicts; tries++)
        {
            var batch = new Batch();
            var now = Instants.Cut(time.GetUtcNow());
            SeenChangeStore.Add(batch, change, now);
            if (await TryCommitAsync(batch, [change], cancellationToken))
                return ToldOutcome.Kept;
        }

        throw new StoreUnavailableException("Others were first, again and again.");
    }

    /// <summary>Keeps a history and the changes that all of it amounts to, in place of those that less of it amounted to.</summary>
    /// <exception cref="StoreUnavailableException">It could not be kept: it must not be acknowledged.</exception>
    public async Task<ToldOutcome> HandleAsync(
        ToldHistory history, IReadOnlyList<ServiceChange> changes, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        var now = Instants.Cut(time.GetUtcNow());
        ToldHistoryStore.Add(batch, history, now);
        var news = new List<ServiceChange>();
        foreach (var change in changes.Select(ToldNow))
        {
            if (SeenChangeRules.IsSame(await seen.FindAsync(change.Key, cancellationToken), change))
                continue;

            SeenChangeStore.Set(batch, change, now);
            news.Add(change);
        }

        return await TryCommitAsync(batch, news, cancellationToken) ? ToldOutcome.Kept : ToldOutcome.Conflict;
    }

    private ServiceChange ToldNow(ServiceChange told)
    {
        var now = Instants.Cut(time.GetUtcNow());
        if (told.At > now)
            InTheFuture(told.Key, Instants.ToText(told.At), Instants.ToText(now));
        return SeenChangeRules.ToldAt(told, now);
    }

    [LoggerMessage(
        2052, LogLevel.Information,
        "The change {Change} was told for {Told}, which is in the future; it counts as of {Now}. Check the clocks of both sides")]
    private partial void InTheFuture(string change, string told, string now);

    private async Task<bool> TryCommitAsync(Batch batch, IReadOnlyList<ServiceChange> news, CancellationToken cancellationToken)
    {
        foreach (var (workspace, platform) in news.Count == 0 ? [] : await incidents.ListPlacesAsync(cancellationToken))
        {
            foreach (var change in news)
                inbox.Add(batch, ToldChanges.Telling(change), workspace, platform);
        }

        if (await database.CommitAsync(batch, cancellationToken) != CommitResult.Committed)
            return false;

        inbox.Wake();
        return true;
    }
}

/// <summary>What came of something that a source told.</summary>
public enum ToldOutcome
{
    /// <summary>It is on disk.</summary>
    Kept,

    /// <summary>All of it was known.</summary>
    Known,

    /// <summary>Another was told of the same thing at the same moment: read it again, and try once more.</summary>
    Conflict,
}
