using Microsoft.Data.SqlClient;

namespace IncidentBot.Store;

/// <summary>
/// Opens connections to the server: nobody waits for one longer than requests may wait, and after an outage nobody waits without need.
/// While the server is away, only <see cref="SqlServerSearch"/> asks for it.
/// </summary>
internal sealed class SqlServerConnections : IDisposable
{
    // What is not said in the connection string. A connection that is refused is tried again until this is over, and others wait behind it.
    private const int ConnectSeconds = 2;
    private const int OpenedAhead = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.2), PatienceAtStart = TimeSpan.FromSeconds(30);

    // Four looks share the time that one may take.
    private static readonly TimeSpan LeastBetweenLooks = TimeSpan.FromMilliseconds(400);

    private readonly string pooled, lasting, atStart;
    private readonly SqlServerSearch search;
    private CancellationTokenSource untilReturn = new();

    // Has the driver cut what arrives into the server's packets before it reads them. Unless it does, a long text that the server sends as
    // one chunk over several packets makes it throw whenever two of them arrive at once, and the connection cannot be used any more. Some
    // servers of SQL Server's protocol send such texts. The driver reads the switch once, at its first connection.
    static SqlServerConnections() => AppContext.SetSwitch("Switch.Microsoft.Data.SqlClient.UseCompatibilityProcessSni", false);

    /// <param name="connectionString">As the settings have it.</param>
    /// <exception cref="StoreUnavailableException">It is blank or malformed.</exception>
    public SqlServerConnections(string connectionString)
    {
        var settings = Read(connectionString);
        atStart = new SqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString;
        if (!settings.ShouldSerialize("Connect Timeout") || settings.ConnectTimeout == 0) settings.ConnectTimeout = ConnectSeconds;
        Database = settings.InitialCatalog;
        lasting = new SqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString;

        // The pool would refuse for a growing time what it could not do once.
        settings.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
        // The driver would connect again without a word, and a batch go on outside its transaction.
        settings.ConnectRetryCount = 0;
        if (!settings.ShouldSerialize("Min Pool Size")) settings.MinPoolSize = Math.Min(OpenedAhead, settings.MaxPoolSize);
        pooled = settings.ConnectionString;
        search = new SqlServerSearch(LookAsync, Return, BetweenLooks(settings.ConnectTimeout), TimeProvider.System);
    }

    /// <summary>The database's name; empty: the log-in's own.</summary>
    public string Database { get; }

    /// <summary>
    /// Cancelled when the server answers again after it did not: nothing more is to be expected over connections from before.
    /// </summary>
    public CancellationToken Returned => Volatile.Read(ref untilReturn).Token;

    /// <summary>Waits while the server is away.</summary>
    /// <exception cref="StoreUnavailableException">It did not come back in time.</exception>
    public async Task WaitWhileAwayAsync(CancellationToken cancellationToken)
    {
        try
        {
            await search.Found.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new StoreUnavailableException(SqlServerErrors.NoAnswer, e);
        }
    }

    /// <summary>Tells that the server closed a connection, or did not answer on it.</summary>
    public void Miss() => search.Begin();

    /// <summary>A connection of the pool; at once none while the server is away.</summary>
    /// <exception cref="StoreUnavailableException">None could be had in time.</exception>
    public Task<SqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        OpenUnlessAwayAsync(pooled, static (connection, limit) => connection.OpenAsync(limit), cancellationToken);

    /// <summary>A connection that is kept, and waits for nobody else's; at once none while the server is away.</summary>
    /// <exception cref="StoreUnavailableException">None could be had in time.</exception>
    public Task<SqlConnection> OpenLastingAsync(CancellationToken cancellationToken) =>
        OpenUnlessAwayAsync(lasting, static (connection, _) => OpenOnItsOwnAsync(connection), cancellationToken);

    /// <summary>
    /// A connection for the schema's change, before anyone waits: a busy server gets its time, and one that does not run is tried
    /// for a while.
    /// </summary>
    /// <exception cref="StoreUnavailableException">None could be had in time.</exception>
    public Task<SqlConnection> OpenAtStartAsync(CancellationToken cancellationToken) =>
        OpenAsync(atStart, static (connection, limit) => connection.OpenAsync(limit), PatienceAtStart, cancellationToken);

    /// <summary>Stops looking for the server.</summary>
    public void Dispose() => search.Dispose();

    private async Task<SqlConnection> OpenUnlessAwayAsync(
        string connectionString, Func<SqlConnection, CancellationToken, Task> openAsync, CancellationToken cancellationToken)
    {
        if (!search.Found.IsCompleted) throw new StoreUnavailableException(SqlServerErrors.NoAnswer);
        try
        {
            return await OpenAsync(connectionString, openAsync, Patience, cancellationToken);
        }
        catch (Exception e) when (e is StoreUnavailableException || e is SqlException sql && SqlServerErrors.IsNoAnswer(sql))
        {
            Miss();
            throw;
        }
    }

    private static async Task<SqlConnection> OpenAsync(
        string connectionString, Func<SqlConnection, CancellationToken, Task> openAsync, TimeSpan patience,
        CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var opening = openAsync(connection, limit.Token);
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

    // Outside the pool, the driver opens only as many connections at once as there are processors, unless each has its own thread.
    private static Task OpenOnItsOwnAsync(SqlConnection connection) =>
        Task.Factory.StartNew(connection.Open, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<bool> LookAsync()
    {
        await using var connection = new SqlConnection(lasting);
        try
        {
            await OpenOnItsOwnAsync(connection);
            return true;
        }
        catch (SqlException e) when (SqlServerErrors.IsNoAnswer(e))
        {
            return false;
        }
        catch (Exception)
        {
            // Whoever opens the next connection is told why it cannot be had.
            return true;
        }
    }

    private void Return()
    {
        // The pool's connections are broken, and whoever has given up still waits in it, each for as long as one connection may take.
        using (var any = new SqlConnection(pooled)) SqlConnection.ClearPool(any);
        var before = Interlocked.Exchange(ref untilReturn, new CancellationTokenSource());
        // What runs when it is cancelled must not keep anyone from the server.
        _ = Task.Run(before.Cancel);
    }

    private static TimeSpan BetweenLooks(int connectSeconds)
    {
        var share = TimeSpan.FromSeconds(connectSeconds) / SqlServerSearch.MostAtOnce;
        return share > LeastBetweenLooks ? share : LeastBetweenLooks;
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
