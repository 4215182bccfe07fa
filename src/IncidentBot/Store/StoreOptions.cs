namespace IncidentBot.Store;

/// <summary>Which database the bot keeps its records in; the section <c>Store</c> of the configuration.</summary>
public sealed class StoreOptions
{
    /// <summary>The file used when nothing else is said, relative to the folder the bot was started from.</summary>
    public const string DefaultConnectionString = "Data Source=data/incidentbot.db";

    /// <summary>The engine; SQLite by default.</summary>
    public StoreProvider Provider { get; set; } = StoreProvider.Sqlite;

    /// <summary>How to reach it; blank: <see cref="DefaultConnectionString"/> on SQLite. SQL Server has no default.</summary>
    public string? ConnectionString { get; set; }
}

/// <summary>The engines that the bot can keep its records in.</summary>
public enum StoreProvider
{
    /// <summary>A file, for one process.</summary>
    Sqlite,

    /// <summary>A server, for any number of processes.</summary>
    SqlServer,
}

/// <summary>
/// The database cannot be used just now, or not with this configuration; the message is a sentence for an admin, without secrets.
/// </summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>For serialisers.</summary>
    public StoreUnavailableException()
    {
    }

    /// <summary>With a sentence that says what to do.</summary>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence that says what to do, and the cause.</summary>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
