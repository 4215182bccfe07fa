using Microsoft.Data.SqlClient;

namespace IncidentBot.Store;

/// <summary>
/// Opens connections to the server: nobody waits for one longer than requests may wait, and after an outage nobody waits without need.
/// </summary>
internal sealed class SqlServerConnections
{
    // What is not said in the connection string. A connection that is refused is tried again until this is over, and others wait behind it.
    private const int ConnectSeconds = 2;
    private const int OpenedAhead = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.2), PatienceAtStart = TimeSpan.FromSeconds(30);

    private readonly string pooled, lasting, atStart;

    /// <param name="connectionString">As the settings have it.</param>
    /// <exception cref="StoreUnavailableException">It is blank or malformed.</exception>
    public SqlServerConnections(string connectionString)
    {
        var settings = Read(connectionString);
        atStart = new SqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString;
        if (!settings.ShouldSerialize("Connect Timeout")) settings.ConnectTimeout = ConnectSeconds;
        Database = settings.InitialCatalog;
        lasting = new SqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString;

        // The pool would refuse for a growing time what it could not do once.
        settings.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
        if (!settings.ShouldSerialize("Min Pool Size")) settings.MinPoolSize = Math.Min(OpenedAhead, settings.MaxPoolSize);
        pooled = settings.ConnectionString;
    }

    /// <summary>The database's name; empty: the log-in's own.</summary>
    public string Database { get; }

    /// <summary>A connection of the pool.</summary>
    /// <exception cref="StoreUnavailableException">None could be had in time.</exception>
    public Task<SqlConnection> OpenAsync(CancellationToken cancellationToken) => OpenAsync(pooled, Patience, cancellationToken);

    /// <summary>A connection that is kept, and waits for nobody else's.</summary>
    /// <exception cref="StoreUnavailableException">None could be had in time.</exception>
    public Task<SqlConnection> OpenLastingAsync(CancellationToken cancellationToken) => OpenAsync(lasting, Patience, cancellationToken);

    /// <summary>
    /// A connection for the schema's change, before anyone waits: a busy server gets its time, and one that does not run is tried
    /// for a while.
    /// </summary>
    /// <exception cref="StoreUnavailableException">None could be had in time.</exception>
    public Task<SqlConnection> OpenAtStartAsync(CancellationToken cancellationToken) =>
        OpenAsync(atStart, PatienceAtStart, cancellationToken);

    private static async Task<SqlConnection> OpenAsync(string connectionString, TimeSpan patience, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var opening = connection.OpenAsync(limit.Token);
        try
        {
            await opening.WaitAsync(limit.Token);
            return connection;
        }
        catch (Exception e)
        {
            // Whatever still comes of it is not wanted any more.
            _ = opening.ContinueWith(
                _ => connection.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new StoreUnavailableException(SqlServerErrors.NoAnswer, e);
            throw;
        }
    }

    private static SqlConnectionStringBuilder Read(string connectionString)
    {
        SqlConnectionStringBuilder settings;
        try
        {
            settings = new SqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StoreUnavailableException("Store:ConnectionString is not one for SQL Server. The README shows one.", e);
        }

        return settings.DataSource.Length > 0
            ? settings
            : throw new StoreUnavailableException(
                "Store:ConnectionString names no server. Store:Provider is SqlServer, so write 'Server=...;Database=...'.");
    }
}
