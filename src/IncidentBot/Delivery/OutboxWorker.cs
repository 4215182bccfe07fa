using IncidentBot.Chat;
using IncidentBot.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>Sends outbox rows: each effect once, whatever the platform answers and wherever the process stops.</summary>
internal sealed class OutboxWorker(
    Database database, Sending sending, RouteSent route, WorkCommit commit, HeldLeases held, Retries retries, DeliveryMeter meter,
    ILogger<OutboxWorker> log)
    : QueueWorker
{
    private const string Archived =
        "The channel is archived, so nothing can be posted there. Unarchive it, and what waits for it is sent.";

    private readonly OutboxStore outbox = new(database);
    private readonly InboxStore inbox = new(database);
    private readonly ArchivedChannels archived = new(new OutboxStore(database));

    public override int Parallelism => retries.Options.SendParallelism;

    public override WakeUp WakeUp => commit.WakeUps.Outbox;

    public override async Task<IReadOnlyList<Func<CancellationToken, Task>>> ClaimAsync(int count, CancellationToken cancellationToken)
    {
        var now = retries.Now;
        var rows = await outbox.ClaimAsync(count, now, now + retries.Options.Lease, cancellationToken);
        return [.. rows.Select(row => (Func<CancellationToken, Task>)(token => WorkAsync(row, token)))];
    }

    public override Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => outbox.NextDueAsync(cancellationToken);

    private async Task WorkAsync(LeasedAction row, CancellationToken cancellationToken)
    {
        held.Add(row.Lease);
        using var activity = Trace.Continue(
            $"send {(row.Written is null ? "unknown" : ChatActionNames.Of(row.Written))}", row.TraceParent, row.Lease.Id);
        if (row.TakenOver)
        {
            meter.TookOver(OutboxStore.Queue);
        }

        try
        {
            var outcome = await OutcomeAsync(row, cancellationToken);
            if (outcome is not null && row.AlreadySent is null)
            {
                meter.Tried(row.Platform, row.Written, outcome);
                if (outcome is Sent) retries.NoteDone(row.Platform);
            }

            await EndAsync(row, outcome, cancellationToken);
        }
        finally
        {
            held.Remove(row.Lease);
        }
    }

    private async Task<SendOutcome?> OutcomeAsync(LeasedAction row, CancellationToken cancellationToken)
    {
        if (row.AlreadySent is not null)
            return row.AlreadySent;
        if (row.Written is null)
            return new NotSent(
                "unreadable", Permanent: true, RetryAfter: null, "This version doesn't know this action. Run the version that wrote it.");
        if (row.AfterIsDead || row.Resolved is null)
            return new NotSent(Failure.ForerunnerDead, Permanent: true, RetryAfter: null, "What this depends on failed.");
        if (sending.Find(row.Platform) is not { } platform)
            return new NotSent("no_platform", Permanent: false, RetryAfter: null, $"No connection to {row.Platform} is configured.");

        if (await archived.HasAsync(row, retries.Now, cancellationToken))
            return new NotSent(Failure.ChannelArchived, Permanent: false, RetryAfter: null, Archived) { IsChannelArchived = true };

        try
        {
            return await sending.SendAsync(platform, row, row.Resolved, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            log.SendFailed(e, row.Lease.Id, row.Key, row.Attempt);
            return new OutcomeUnknown(e.Message);
        }
    }

    private Task EndAsync(LeasedAction row, SendOutcome? outcome, CancellationToken cancellationToken)
    {
        outcome = PicturesInstead.Missed(row.Written, outcome);
        switch (outcome)
        {
            case null:
                return WriteAsync(batch => OutboxStore.AddReleased(batch, row.Lease, unsettled: true));
            case Sent:
                log.WasSent(row.Lease.Id, row.Key, row.Attempt);
                Count(row);
                return FinishAsync(row, outcome, cancellationToken);
            case NotSent { IsChannelArchived: true } shelved:
                log.NotSent(row.Lease.Id, row.Key, row.Attempt, shelved.Error);
                return ShelveAsync(row, shelved);
            case NotSent { Permanent: true, IsNoLoss: true } skipped:
                log.Skipped(row.Lease.Id, row.Key, skipped.Error);
                return FinishAsync(row, skipped, cancellationToken);
            case NotSent { Permanent: true } given:
                log.GivenUp(OutboxStore.Queue, row.Lease.Id, row.Key, given.Error, row.Attempt);
                meter.GaveUp(OutboxStore.Queue);
                return FinishAsync(row, given, cancellationToken);
            case NotSent { MayBeOutage: true } lost:
                log.NotSent(row.Lease.Id, row.Key, row.Attempt, lost.Error);
                return PutOffAsync(
                    row, retries.Judge(row.Platform, row.FirstAttemptAt, Failure.Of(lost)), unsettled: false, cancellationToken);
            case NotSent { RetryAfter: { } wait } later:
                log.PutOff(row.Lease.Id, row.Key, later.Error, wait);
                return PutOffAsync(row, Failure.Of(later), unsettled: false, cancellationToken);
            case NotSent later:
                log.NotSent(row.Lease.Id, row.Key, row.Attempt, later.Error);
                return PutOffAsync(row, Failure.Of(later), unsettled: false, cancellationToken);
            case OutcomeUnknown unknown:
                log.NotSent(row.Lease.Id, row.Key, row.Attempt, unknown.Reason);
                return PutOffAsync(row, Judge(row, unknown), unsettled: true, cancellationToken);
            case NotFoundYet missing:
                log.NotFoundYet(row.Lease.Id, row.Key, row.Attempt, missing.Reason);
                return PutOffAsync(row, missing.ToFailure(retries.Options), unsettled: true, cancellationToken, looked: true);
            case NotAsked notAsked:
                log.NotFoundYet(row.Lease.Id, row.Key, row.Attempt, notAsked.Why.Message);
                return PutOffAsync(row, Judge(row, notAsked), unsettled: true, cancellationToken, row.Looked && !notAsked.Counts);
            default:
                throw new InvalidOperationException($"{outcome.GetType().Name} is no outcome.");
        }
    }

    private Failure Judge(LeasedAction row, OutcomeUnknown unknown)
    {
        var failure = Failure.Of(Failure.Unknown, unknown.Reason);
        return unknown.MayBeOutage ? retries.Judge(row.Platform, row.FirstAttemptAt, failure) : failure;
    }

    // To be told to wait is no failure; else what alone cannot be asked about must not hold up its lane for ever.
    private Failure Judge(LeasedAction row, NotAsked notAsked)
    {
        var failure = notAsked.ToFailure(retries.Options);
        return notAsked.Why is { MayBeOutage: false, RetryAfter: not null }
            ? failure
            : retries.Judge(row.Platform, row.FirstAttemptAt, failure);
    }

    private void Count(LeasedAction row)
    {
        if (row is not { Written: DeleteMessage stray, AlreadySent: null })
            return;

        meter.DeletedStray(row.Platform);
        log.StrayDeleted(stray.Message, row.Lease.Id);
    }

    private Task PutOffAsync(LeasedAction row, Failure failure, bool unsettled, CancellationToken cancellationToken, bool looked = false)
    {
        var now = retries.Now;
        if (retries.IsTheEnd(failure, row.Attempt, row.FailingSince, now))
        {
            log.GivenUp(OutboxStore.Queue, row.Lease.Id, row.Key, failure.Error, row.Attempt);
            meter.GaveUp(OutboxStore.Queue);
            var given = new NotSent(failure.Error, Permanent: true, RetryAfter: null, failure.Sentence);
            return FinishAsync(row, PicturesInstead.Missed(row.Written, given) ?? given, cancellationToken);
        }

        var due = retries.NextTry(now, row.Attempt, failure);
        var attempts = failure.Counts ? row.Attempt : row.Attempt - 1;
        return WriteAsync(batch => OutboxStore.AddRetry(batch, row, failure, attempts, now, due, unsettled, looked));
    }

    // Whoever keeps the record is told, since the platform's own news of it may have been missed.
    private async Task ShelveAsync(LeasedAction row, NotSent refused)
    {
        var now = retries.Now;
        await WriteAsync(batch =>
        {
            OutboxStore.AddShelved(batch, row.Lease, Failure.Of(refused), now + ArchivedChannels.Patience, row.Unsettled);
            if (archived.Note(row) is { } news)
                inbox.Add(batch, news.For(row.Workspace, row.Platform), now, dueAt: null);
        });
        commit.WakeUps.Inbox.Call();
    }

    private async Task FinishAsync(LeasedAction row, SendOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            await CommitEndAsync(row, outcome, cancellationToken);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            log.FollowFailed(e, row.Lease.Id, row.Key, row.Attempt);
            await KeepOutcomeAsync(row, outcome, Failure.Of(e));
        }
    }

    private async Task CommitEndAsync(LeasedAction row, SendOutcome outcome, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < WorkCommit.MostConflicts; tried++)
        {
            var work = new Work(row.Workspace, row.Platform, $"sent/{row.Key}", retries.Now);
            // Nothing can follow from a private answer that its reader never got.
            if (row.Written is { } written && (outcome is Sent || written is not Answer))
            {
                await route(new SentAction(row.Key, written, outcome) { For = row.For }, work, cancellationToken);
            }

            foreach (var picture in PicturesInstead.Of(row.Key, row.Resolved, outcome))
            {
                work.Send(picture);
            }

            if (outcome is NotSent { IsNoLoss: false } given && retries.NoticeOf(row.Lease, row.Key, Failure.Of(given)) is { } message)
            {
                work.Send(message);
            }

            if (await commit.CommitAsync(End(row, outcome, work.Now), work, cancellationToken) == CommitResult.Committed)
            {
                // Rows that waited for this one may go now.
                commit.WakeUps.Outbox.Call();
                return;
            }

            if (!await outbox.IsHeldAsync(row.Lease, cancellationToken))
            {
                log.LeaseLost(OutboxStore.Queue, row.Lease.Id);
                return;
            }
        }

        log.ConflictsEndless(OutboxStore.Queue, row.Lease.Id, WorkCommit.MostConflicts);
        await KeepOutcomeAsync(row, outcome, Failure.Of("conflict", "Other work kept changing the same records."));
    }

    private static Batch End(LeasedAction row, SendOutcome outcome, DateTimeOffset now)
    {
        var end = new Batch();
        if (outcome is Sent sent)
        {
            OutboxStore.AddDone(end, row.Lease, now);
            OutboxStore.AddSent(end, row, sent, now);
        }
        else if (outcome is NotSent { IsNoLoss: true } skipped)
        {
            OutboxStore.AddSkipped(end, row.Lease, Failure.Of(skipped), now);
        }
        else if (outcome is NotSent given)
        {
            OutboxStore.AddDead(end, row.Lease, Failure.Of(given), now);
        }

        return end;
    }

    // What was sent stays sent, even when what follows from it cannot be written yet: the next try only does the latter.
    private Task KeepOutcomeAsync(LeasedAction row, SendOutcome outcome, Failure failure)
    {
        var now = retries.Now;
        return WriteAsync(batch =>
        {
            if (retries.IsTheEnd(failure, row.Attempt, row.FailingSince, now))
            {
                OutboxStore.AddDead(batch, row.Lease, failure, now);
                if (retries.NoticeOf(row.Lease, row.Key, failure) is { } message)
                {
                    OutboxStore.Add(batch, new Work(row.Workspace, row.Platform, row.Key, now), message);
                }
            }
            else
            {
                var next = retries.NextTry(now, row.Attempt, failure with { RetryAfter = null });
                OutboxStore.AddRetry(batch, row, failure, row.Attempt, now, next, unsettled: false);
            }

            if (outcome is Sent sent)
            {
                OutboxStore.AddSent(batch, row, sent, now);
                // The next try doesn't know any more how it was sent.
                foreach (var picture in PicturesInstead.Of(row.Key, row.Resolved, outcome))
                    OutboxStore.Add(batch, new Work(row.Workspace, row.Platform, row.Key, now), picture);
            }
        });
    }

    // A conflict here means that the lease is lost: whoever has the row now ends it.
    private async Task WriteAsync(Action<Batch> end)
    {
        var batch = new Batch();
        end(batch);
        await database.CommitAsync(batch, CancellationToken.None);
    }
}
