using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentBot.Store;

/// <summary>A prepared statement that changes rows, bound without the provider's objects: every accepted request passes here.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private Type? boundType;
    private Parameter[] parameters = [];

    /// <exception cref="ArgumentException">The text holds more than one statement.</exception>
    /// <exception cref="SqliteException">It is not understood.</exception>
    public SqliteStatement(sqlite3 connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, sql, out statement, out var rest));
        if (!string.IsNullOrWhiteSpace(rest))
            throw new ArgumentException("One statement is run at a time.", nameof(sql));
    }

    /// <summary>Runs it; returns how many rows it touched.</summary>
    public int Execute(object? args)
    {
        Bind(args);
        Run();
        return raw.sqlite3_stmt_readonly(statement) != 0 ? 0 : raw.sqlite3_changes(connection);
    }

    /// <summary>Runs one without parameters.</summary>
    public void Run() => Check(Step());

    /// <summary>Runs one without parameters; false: another process holds a lock that it needs.</summary>
    public bool TryRun()
    {
        var answer = Step();
        if (answer == raw.SQLITE_BUSY)
            return false;

        Check(answer);
        return true;
    }

    public void Dispose() => statement.Dispose();

    // What it gives back is not asked for here.
    private int Step()
    {
        int answer;
        do
        {
            answer = raw.sqlite3_step(statement);
        }
        while (answer == raw.SQLITE_ROW);
        _ = raw.sqlite3_reset(statement);
        return answer;
    }

    private void Bind(object? args)
    {
        if (args?.GetType() != boundType || boundType is null)
        {
            parameters = Match(args);
            boundType = args?.GetType();
        }

        foreach (var parameter in parameters)
        {
            Check(Bind(parameter.Index, parameter.Source.Property.GetValue(args)));
        }
    }

    // As the provider does: what a statement names must be given, what is given need not be named.
    private Parameter[] Match(object? args)
    {
        var given = ParameterTypes.Of(args).ToDictionary(named => named.Parameter, StringComparer.Ordinal);
        var matched = new Parameter[raw.sqlite3_bind_parameter_count(statement)];
        for (var i = 0; i < matched.Length; i++)
        {
            var name = raw.sqlite3_bind_parameter_name(statement, i + 1).utf8_to_string();
            matched[i] = given.TryGetValue(name, out var source)
                ? new Parameter(i + 1, source)
                : throw new InvalidOperationException($"The statement has a parameter {name}, which is not given.");
        }

        return matched;
    }

    private int Bind(int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, index),
        string text => BindText(index, text),
        int number => raw.sqlite3_bind_int(statement, index, number),
        long number => raw.sqlite3_bind_int64(statement, index, number),
        bool yes => raw.sqlite3_bind_int(statement, index, yes ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, index, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
        DateTimeOffset instant => BindText(index, Instants.ToText(instant)),
        Enum name => BindText(index, name.ToString()),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no parameter.", nameof(value)),
    };

    private int BindText(int index, string text)
    {
        // An empty span has no address, which SQLite takes for NULL.
        if (text.Length == 0)
            return raw.sqlite3_bind_text(statement, index, text);

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return raw.sqlite3_bind_text(statement, index, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Check(int answer) => SqliteException.ThrowExceptionForRC(answer, connection);

    private readonly record struct Parameter(int Index, ParameterTypes.Named Source);
}
