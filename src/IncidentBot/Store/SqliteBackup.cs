using Dapper;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store;

/// <summary>Copies the database file while it is in use, and puts a copy in its place while it is not.</summary>
public static class SqliteBackup
{
    /// <summary>Writes a whole, consistent copy; the bot may run on meanwhile.</summary>
    /// <param name="database">The database's file.</param>
    /// <param name="copy">A file that is empty, or does not exist yet; its folder does.</param>
    /// <exception cref="StoreUnavailableException">It cannot be read or written.</exception>
    public static void Write(string database, string copy) => Do(database, SqliteOpenMode.ReadWrite, connection =>
    {
        connection.Execute("VACUUM INTO @Copy", new { Copy = copy });
        return true;
    });

    /// <summary>What is wrong with a file as a backup of the bot; null: nothing.</summary>
    /// <param name="copy">The file.</param>
    /// <param name="newest">The newest schema that the program knows.</param>
    public static string? Problem(string copy, int newest)
    {
        try
        {
            return Do(copy, SqliteOpenMode.ReadOnly, connection => Problem(connection, copy, newest));
        }
        catch (StoreUnavailableException e)
        {
            return e.Message;
        }
    }

    /// <summary>Whether any program has the database open; what its log still holds is copied back where none has.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    public static bool IsInUse(string database)
    {
        try
        {
            // Leaving the write-ahead log takes the whole file for oneself.
            return Do(
                database, SqliteOpenMode.ReadWrite,
                connection => connection.ExecuteScalar<string>("PRAGMA journal_mode = DELETE") != "delete");
        }
        catch (StoreUnavailableException e) when (e.InnerException is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY })
        {
            return true;
        }
    }

    private static string? Problem(SqliteConnection connection, string copy, int newest)
    {
        if (
            connection.ExecuteScalar<int>(
                "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN ('schema_version', 'inbox', 'outbox')") != 3)
            return $"{copy} is a database, but not one of this bot.";
        var version = connection.ExecuteScalar<int>("SELECT MAX(version) FROM schema_version");
        if (version > newest)
            return FormattableString.Invariant(
                $"{copy} is at version {version}, this program knows versions up to {newest}. Restore it with the newer program.");
        var check = connection.ExecuteScalar<string>("PRAGMA integrity_check");
        return check == "ok" ? null : $"{copy} is damaged: {check}";
    }

    private static T Do<T>(string path, SqliteOpenMode mode, Func<SqliteConnection, T> step)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        try
        {
            using var connection = new SqliteConnection(settings.ToString());
            connection.Open();
            return step(connection);
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException(new SqliteFile(settings.ToString()).Explain(e) ?? $"{path} cannot be used: {e.Message}", e);
        }
    }
}
