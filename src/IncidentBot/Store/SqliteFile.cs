using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentBot.Store;

/// <summary>The database file: opens connections to it the one way that is durable, and says in a sentence why it cannot.</summary>
internal sealed class SqliteFile
{
    private readonly string connectionString;

    // No connection is used by two threads at once, and nobody asks how much memory SQLite takes: neither needs SQLite's locks.
    static SqliteFile()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    public SqliteFile(string connectionString)
    {
        var settings = Parse(connectionString);
        if (settings.DataSource.Length == 0 || settings.Mode == SqliteOpenMode.Memory || settings.DataSource == ":memory:")
            throw new StoreUnavailableException(
                "Store:ConnectionString names no file. Write 'Data Source=' and a path; "
                    + "a database in memory would lose what was acknowledged.");

        Path = System.IO.Path.GetFullPath(settings.DataSource);
        settings.DataSource = Path;
        settings.Pooling = false;
        settings.ForeignKeys = true;
        this.connectionString = settings.ToString();
    }

    public string Path { get; }

    public void CreateWithFolder()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        try
        {
            PrivateFiles.CreateFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"The folder {folder} for the database cannot be made. Make it writable, or name another place in Store:ConnectionString.",
                e);
        }

        try
        {
            // SQLite gives the files beside it the same permissions.
            PrivateFiles.CreateIfMissing(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // SQLite cannot make it either, and says why when it is opened.
        }
    }

    // Secure deletion: what is deleted is overwritten in the pages that are written anyway.
    public SqliteConnection OpenWriter() => Open(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA wal_autocheckpoint = 0; "
            + "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;");

    public SqliteConnection OpenReader() => Open("PRAGMA query_only = 1; PRAGMA cache_size = -8192;");

    public SqliteConnection OpenCheckpointer() => Open("PRAGMA synchronous = FULL;");

    /// <summary>The sentence for a failure of the file or its disk; null: the failure is the statement's own.</summary>
    public string? Explain(SqliteException e)
    {
        var what = e.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is locked by another program. Close it, or wait until it is done.",
            raw.SQLITE_READONLY or raw.SQLITE_PERM => "cannot be written. Make the file and its folder writable.",
            raw.SQLITE_CANTOPEN =>
                "cannot be opened. Make its folder readable and writable, or name another place in Store:ConnectionString.",
            raw.SQLITE_FULL => "cannot grow: the disk is full. Make room; the bot goes on by itself.",
            raw.SQLITE_IOERR => "cannot be read or written: the disk reports an error.",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
                "is damaged or no SQLite database. Restore a backup, or name another file in Store:ConnectionString.",
            _ => null,
        };
        return what is null ? null : $"The database {Path} {what}";
    }

    private static SqliteConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException e)
        {
            throw new StoreUnavailableException(
                "Store:ConnectionString is not one for SQLite. Write 'Data Source=' and a path, or set Store:Provider to SqlServer.", e);
        }
    }

    private SqliteConnection Open(string settings)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute(settings);
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StoreUnavailableException(Explain(e) ?? $"The database {Path} cannot be opened.", e);
        }
    }
}
