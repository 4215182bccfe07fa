using System.Globalization;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>The texts by which rows of a queue are found and taken.</summary>
/// <param name="IsAnyToQueue">Not 0: there are rows whose time has come and that don't wait for their turn yet.</param>
/// <param name="QueueThem">Lets them, or many of them, wait for their turn.</param>
/// <param name="SelectNext">The ids of rows that may be taken, the first one first.</param>
/// <param name="Claim">Takes those of them that are still free.</param>
internal sealed record QueueTexts(string IsAnyToQueue, string QueueThem, string SelectNext, string Claim);

/// <summary>
/// Takes rows of a queue. They are chosen on a reader and only checked in the writer, which everyone waits for; and chosen a few ahead,
/// since finding the head of each of a thousand conversations costs more than taking one.
/// </summary>
internal sealed class QueueClaims(Database database, QueueTexts texts)
{
    private const int Ahead = 64;

    // Short, since what comes in meanwhile may be more urgent.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);

    private readonly Queue<long> chosen = new();
    private DateTimeOffset chosenAt;

    /// <summary>Takes at most so many rows; called by one loop at a time.</summary>
    public async Task<Claimed> ClaimAsync(int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (chosen.Count >= count && now - chosenAt < Fresh)
        {
            var token = Lease.NewToken();
            var ids = await TakeAsync(count, token, now, until, cancellationToken);
            if (ids.Count == count)
                return new Claimed(ids, token);

            // Others took some of them.
            await ChooseAsync(now, cancellationToken);
            return new Claimed([.. ids, .. await TakeAsync(count - ids.Count, token, now, until, cancellationToken)], token);
        }

        await ChooseAsync(now, cancellationToken);
        // A bot with nothing to do draws no token, for which the cryptography library would be loaded.
        return chosen.Count == 0 ? Claimed.Nothing : await TakeChosenAsync(count, now, until, cancellationToken);
    }

    /// <summary>The ids as a JSON array, the form in which lists are parameters.</summary>
    public static string Json(IReadOnlyCollection<long> ids) =>
        string.Create(CultureInfo.InvariantCulture, $"[{string.Join(',', ids)}]");

    private async Task ChooseAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await QueueThoseDueAsync(now, cancellationToken);
        chosen.Clear();
        chosenAt = now;
        foreach (var id in await database.QueryAsync<long>(texts.SelectNext, new { Now = now, Count = Ahead }, cancellationToken))
        {
            chosen.Enqueue(id);
        }
    }

    private async Task<Claimed> TakeChosenAsync(int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var token = Lease.NewToken();
        return new Claimed(await TakeAsync(count, token, now, until, cancellationToken), token);
    }

    private async Task<IReadOnlyList<long>> TakeAsync(
        int count, string token, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        while (ids.Count < count && chosen.TryDequeue(out var id))
        {
            ids.Add(id);
        }

        return ids.Count == 0
            ? ids
            : await database.ChangeAsync<long>(
                texts.Claim, new { Ids = Json(ids), Token = token, Now = now, Until = until }, cancellationToken);
    }

    private async Task QueueThoseDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if ((await database.QueryAsync<int>(texts.IsAnyToQueue, new { Now = now }, cancellationToken))[0] == 0)
            return;

        var batch = new Batch();
        batch.Add(texts.QueueThem, new { Now = now });
        await database.CommitAsync(batch, cancellationToken);
    }
}

/// <summary>The rows that were taken.</summary>
internal sealed record Claimed(IReadOnlyList<long> Ids, string Token)
{
    /// <summary>There was none.</summary>
    public static readonly Claimed Nothing = new([], string.Empty);
}
