using System.Data.Common;
using System.Globalization;

namespace IncidentBot.Store;

/// <summary>The texts in which SQLite and SQL Server differ, as text; everything else is written once for both.</summary>
public abstract class Dialect
{
    /// <summary>The embedded engine's dialect.</summary>
    public static Dialect Sqlite { get; } = new SqliteDialect();

    /// <summary>SQL Server's dialect.</summary>
    public static Dialect SqlServer { get; } = new SqlServerDialect();

    /// <summary>The ending of this engine's migration files: <c>sqlite</c> or <c>sqlserver</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Ends an ordered SELECT after so many rows: <c>LIMIT @n</c>, or <c>OFFSET 0 ROWS FETCH NEXT @n ROWS ONLY</c>.</summary>
    public abstract string Limit(string parameter);

    /// <summary>Stands between SET and WHERE of a change that gives rows back (<c>OUTPUT</c>); empty on SQLite.</summary>
    /// <param name="columns">The columns after the change.</param>
    public abstract string Output(params string[] columns);

    /// <summary>Ends a change that gives rows back (<c>RETURNING</c>); empty on SQL Server.</summary>
    /// <param name="columns">The columns after the change.</param>
    public abstract string Returning(params string[] columns);

    /// <summary>
    /// Stands behind a table's alias that a claim looks at: it must see what others have just committed, also where readers are given a
    /// snapshot.
    /// </summary>
    public abstract string Current { get; }

    /// <summary>A subquery of the numbers in a parameter that holds a JSON array: <c>id IN </c> followed by this.</summary>
    public abstract string EachNumberOf(string parameter);

    /// <summary>An INSERT of one row that touches nothing when a row with its key is there.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns, separated by commas.</param>
    /// <param name="values">What they get, in the same order.</param>
    /// <param name="key">The condition that finds the row that is there.</param>
    public abstract string InsertOnce(string table, string columns, string values, string key);

    /// <summary>The same, of a row whose INSERT can also be written for several.</summary>
    internal string InsertOnce(RowInsert insert) => InsertOnce(insert.Table, insert.Columns, insert.Values, insert.KeyIs());

    /// <summary>Picks the text of this engine where nothing smaller is the same.</summary>
    public abstract string Pick(string sqlite, string sqlServer);

    /// <summary>Sets a parameter the way this engine stores the type: instants in UTC, enums as their names.</summary>
    internal abstract void Set(DbParameter parameter, Type type, object? value);
}

internal sealed class SqliteDialect : Dialect
{
    public override string Name => "sqlite";

    public override string Limit(string parameter) => $"LIMIT {parameter}";

    public override string Output(params string[] columns) => string.Empty;

    public override string Returning(params string[] columns) => $"RETURNING {string.Join(", ", columns)}";

    public override string Current => string.Empty;

    public override string EachNumberOf(string parameter) => $"(SELECT value FROM json_each({parameter}))";

    // Not INSERT ... SELECT: a text that reads the table it writes has SQLite copy the row and the pages aside first.
    public override string InsertOnce(string table, string columns, string values, string key) =>
        $"INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT DO NOTHING";

    public override string Pick(string sqlite, string sqlServer) => sqlite;

    internal override void Set(DbParameter parameter, Type type, object? value) =>
        parameter.Value = value switch
        {
            null => DBNull.Value,
            DateTimeOffset instant => Instants.ToText(instant),
            Enum name => name.ToString(),
            _ => value,
        };
}

internal sealed class SqlServerDialect : Dialect
{
    // One size for all texts keeps one plan for each statement; 4,000 is the longest that is not a MAX type.
    private const int TextSize = 4000;

    public override string Name => "sqlserver";

    public override string Limit(string parameter) => $"OFFSET 0 ROWS FETCH NEXT {parameter} ROWS ONLY";

    public override string Output(params string[] columns) =>
        $"OUTPUT {string.Join(", ", columns.Select(column => $"inserted.{column} AS {column}"))}";

    public override string Returning(params string[] columns) => string.Empty;

    // https://learn.microsoft.com/sql/t-sql/queries/hints-transact-sql-table: locks even with READ_COMMITTED_SNAPSHOT on, the default on
    // Azure.
    public override string Current => " WITH (READCOMMITTEDLOCK)";

    public override string EachNumberOf(string parameter) => $"(SELECT CAST(value AS BIGINT) FROM OPENJSON({parameter}))";

    public override string InsertOnce(string table, string columns, string values, string key) =>
        $"INSERT INTO {table} ({columns}) SELECT {values} WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {key})";

    public override string Pick(string sqlite, string sqlServer) => sqlServer;

    internal override void Set(DbParameter parameter, Type type, object? value)
    {
        parameter.DbType = ParameterTypes.DbTypeOf(type);
        parameter.Value = value switch
        {
            null => DBNull.Value,
            DateTimeOffset instant => instant.UtcDateTime,
            Enum name => name.ToString(),
            _ => value,
        };
        if (parameter.DbType == System.Data.DbType.String)
        {
            parameter.Size = value is string { Length: > TextSize } ? -1 : TextSize;
        }
    }
}
