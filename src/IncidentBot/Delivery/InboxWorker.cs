using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>Works inbox rows: has each routed to its use case and commits what that leads to together with the row's end.</summary>
internal sealed class InboxWorker(
    Database database, RouteItem route, WorkCommit commit, HeldLeases held, Retries retries, DeliveryMeter meter, ILogger<InboxWorker> log)
    : QueueWorker
{
    private readonly InboxStore inbox = new(database);

    public override int Parallelism => retries.Options.Parallelism;

    public override WakeUp WakeUp => commit.WakeUps.Inbox;

    public override async Task<IReadOnlyList<Func<CancellationToken, Task>>> ClaimAsync(int count, CancellationToken cancellationToken)
    {
        var now = retries.Now;
        var rows = await inbox.ClaimAsync(count, now, now + retries.Options.Lease, cancellationToken);
        return [.. rows.Select(row => (Func<CancellationToken, Task>)(token => WorkAsync(row, token)))];
    }

    public override Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => inbox.NextDueAsync(cancellationToken);

    private async Task WorkAsync(LeasedItem row, CancellationToken cancellationToken)
    {
        held.Add(row.Lease);
        using var activity = Trace.Continue($"work {row.Item.Request.Kind}", row.Item.TraceParent, row.Item.Id);
        if (row.TakenOver)
        {
            meter.TookOver(InboxStore.Queue);
        }

        try
        {
            await RouteAsync(row, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndAsync(batch => InboxStore.AddReleased(batch, row.Lease));
        }
        catch (Exception e)
        {
            await FailAsync(row, e);
        }
        finally
        {
            held.Remove(row.Lease);
        }
    }

    private async Task RouteAsync(LeasedItem row, CancellationToken cancellationToken)
    {
        // Counted when it was claimed: a row that ends the whole process is given up as well.
        if (row.Item.Attempt > retries.Options.MaxAttempts)
        {
            await FailAsync(row, Failure.Of(Failure.NeverEnded, "The bot stopped each time it worked on this."));
            return;
        }

        for (var tried = 0; tried < WorkCommit.MostConflicts; tried++)
        {
            var work = NewWork(row.Item);
            await route(row.Item, work, cancellationToken);
            var end = new Batch();
            InboxStore.AddDone(end, row.Lease, work.Now);
            if (await commit.CommitAsync(end, work, cancellationToken) == CommitResult.Committed)
            {
                meter.Worked(row.Item, work.Now);
                return;
            }

            if (!await inbox.IsHeldAsync(row.Lease, cancellationToken))
            {
                log.LeaseLost(InboxStore.Queue, row.Item.Id);
                return;
            }
        }

        log.ConflictsEndless(InboxStore.Queue, row.Item.Id, WorkCommit.MostConflicts);
        await FailAsync(row, Failure.Of("conflict", "Others kept changing what this wanted to change."));
    }

    private Work NewWork(InboxItem item) => new(
        item.Request.Workspace,
        item.Request.Platform,
        string.Create(CultureInfo.InvariantCulture, $"in/{item.Id}"),
        retries.Now);

    private Task FailAsync(LeasedItem row, Exception e)
    {
        var failure = e is ChatUnavailableException { MayBeOutage: true }
            ? retries.Judge(row.Item.Request.Platform, row.Item.AcceptedAt, Failure.Of(e))
            : Failure.Of(e);
        if (failure is { Counts: false, RetryAfter: { } wait })
            log.ItemPutOff(row.Item.Id, row.Item.Request.Kind, row.Item.Request.DeliveryKey, failure.Sentence, wait);
        else
            log.ItemFailed(e, row.Item.Id, row.Item.Request.Kind, row.Item.Request.DeliveryKey, row.Item.Attempt);
        return FailAsync(row, failure);
    }

    private async Task FailAsync(LeasedItem row, Failure failure)
    {
        var now = retries.Now;
        var attempt = row.Item.Attempt;
        if (retries.IsTheEnd(failure, attempt, row.FailingSince, now))
        {
            log.ItemGivenUp(row.Item.Id, row.Item.Request.Kind, row.Item.Request.DeliveryKey, failure.Error, attempt);
            meter.GaveUp(InboxStore.Queue);
            await GiveUpAsync(row, failure, now);
            return;
        }

        var due = retries.NextTry(now, attempt, failure);
        await EndAsync(batch => InboxStore.AddRetry(batch, row, failure, failure.Counts ? attempt : attempt - 1, now, due));
    }

    private async Task GiveUpAsync(LeasedItem row, Failure failure, DateTimeOffset now)
    {
        await EndAsync(batch =>
        {
            InboxStore.AddDead(batch, row.Lease, failure, now);
            if (retries.NoticeOf(row.Lease, row.Item.Request.Kind, failure) is { } message)
            {
                OutboxStore.Add(batch, NewWork(row.Item), message);
            }
        });
        commit.WakeUps.Outbox.Call();
    }

    // A conflict here means that the lease is lost: whoever has the row now ends it.
    private async Task EndAsync(Action<Batch> end)
    {
        var batch = new Batch();
        end(batch);
        await database.CommitAsync(batch, CancellationToken.None);
    }
}
