using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>A whole SQLite store as SQL text: the schema as it stands, then one line a row in the order of keys, bytes in hex.</summary>
internal static class StoreText
{
    // Stand for line ends, so that a row is one line.
    private const char Newline = '␤', Return = '␍';

    private const string SelectSchema =
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type = 'index', rowid";

    private const string SelectTables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid";

    private const string SelectKey = "SELECT name FROM pragma_table_info($table) WHERE pk > 0 ORDER BY pk";

    /// <summary>Writes the store down, also while a bot runs on it.</summary>
    public static string Dump(string file)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        var text = new StringBuilder("PRAGMA foreign_keys = OFF;\nBEGIN;\n");
        foreach (var sql in Texts(connection, SelectSchema)) text.Append(sql).Append(";\n");
        foreach (var table in Texts(connection, SelectTables)) AppendRows(text, connection, table, Order(connection, table));
        text.Append("DELETE FROM sqlite_sequence;\n");
        AppendRows(text, connection, "sqlite_sequence", "name");
        return text.Append("COMMIT;\n").ToString();
    }

    /// <summary>Makes a store of a text.</summary>
    public static void Load(string text, string file)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWriteCreate);
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query, each as its fields with bars between.</summary>
    public static IReadOnlyList<string> Read(string file, string sql)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        return Texts(connection, sql);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var where = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 60 };
        var connection = new SqliteConnection(where.ToString());
        connection.Open();
        return connection;
    }

    private static string Order(SqliteConnection connection, string table)
    {
        var key = Texts(connection, SelectKey, table);
        return key.Count == 0 ? "rowid" : string.Join(", ", key);
    }

    private static void AppendRows(StringBuilder text, SqliteConnection connection, string table, string order)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY {order}";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            text.Append("INSERT INTO ").Append(table).Append(" VALUES (");
            for (var field = 0; field < rows.FieldCount; field++) text.Append(field == 0 ? "" : ", ").Append(Literal(rows.GetValue(field)));
            text.Append(");\n");
        }
    }

    private static string Literal(object value) => value switch
    {
        DBNull => "NULL",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        string words => Literal(words),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Literal(string words)
    {
        if (words.Contains(Newline, StringComparison.Ordinal) || words.Contains(Return, StringComparison.Ordinal))
            throw new InvalidOperationException("A text holds a sign that stands for a line end.");
        var quoted = $"'{words.Replace("'", "''", StringComparison.Ordinal).Replace('\n', Newline).Replace('\r', Return)}'";
        if (words.Contains('\n', StringComparison.Ordinal)) quoted = $"replace({quoted}, '{Newline}', char(10))";
        return words.Contains('\r', StringComparison.Ordinal) ? $"replace({quoted}, '{Return}', char(13))" : quoted;
    }

    private static List<string> Texts(SqliteConnection connection, string sql, string? table = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (table is not null) command.Parameters.AddWithValue("$table", table);
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
        {
            var fields = Enumerable.Range(0, rows.FieldCount)
                .Select(field => Convert.ToString(rows.GetValue(field), CultureInfo.InvariantCulture));
            found.Add(string.Join('|', fields));
        }

        return found;
    }
}
