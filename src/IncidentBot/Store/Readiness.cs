namespace IncidentBot.Store;

/// <summary>Tells whether requests can be stored at this moment, by storing something.</summary>
public sealed class Readiness(Database database)
{
    // A write that changes nothing goes all the way to the disk like any other.
    private const string Touch = "UPDATE schema_version SET name = name WHERE version = 1";

    // Whoever asks gives up soon, and a store that is slower than this takes no requests either.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>Whether a write became durable just now; answered within 2.5 s.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Add(Touch, expectedRows: 1);
        try
        {
            return await database.CommitAsync(batch, cancellationToken).WaitAsync(Patience, cancellationToken) == CommitResult.Committed;
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            return false;
        }
    }
}
