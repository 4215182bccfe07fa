using Dapper;
using IncidentBot.Store;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Tests.Store;

/// <summary>The tables and columns that the SQLite migrations make, asked of SQLite.</summary>
internal static class SqliteSchema
{
    public static IReadOnlyList<string> Columns(IEnumerable<Migration> migrations)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var migration in migrations)
        {
            connection.Execute(migration.Sql);
        }

        return [.. connection.Query<string>("""
            SELECT t.name || '.' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
            """).Order(StringComparer.Ordinal)];
    }
}
