namespace IncidentBot.Store;

/// <summary>Tells whether requests can be stored at this moment, by storing something.</summary>
public sealed class Readiness(Database database)
{
    // A write that changes nothing goes all the way to the disk like any other.
    private const string Touch = "UPDATE schema_version SET name = name WHERE version = 1";

    /// <summary>Whether a write became durable just now.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Add(Touch, expectedRows: 1);
        try
        {
            return await database.CommitAsync(batch, cancellationToken) == CommitResult.Committed;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
