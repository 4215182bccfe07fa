using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace IncidentBot.Store;

/// <summary>The connection for <see cref="SqlServerInserts"/>, with a prepared statement for each number of rows.</summary>
internal sealed class SqlServerInsertSession : IDisposable
{
    private const int AnySize = 8;
    private const int WarmUpSeconds = 10;

    // It adds nothing, since a schema has versions.
    private const string WarmUpOnSqlServer = """
        INSERT INTO schema_version (version, name, checksum, applied_at)
        SELECT @Version, @Name, @Checksum, @At WHERE NOT EXISTS (SELECT 1 FROM schema_version)
        """;

    private readonly SqlConnection connection;
    private readonly Dictionary<(RowInsert Insert, int Rows), SqlCommand> prepared = [];

    private SqlServerInsertSession(SqlConnection connection) => this.connection = connection;

    public bool IsOpen => connection.State == ConnectionState.Open;

    /// <summary>Opens the connection and has the server do once what it is slow at the first time.</summary>
    /// <exception cref="StoreUnavailableException">None could be had in time.</exception>
    public static async Task<SqlServerInsertSession> OpenAsync(SqlServerConnections connections, CancellationToken cancellationToken)
    {
        var opened = await connections.OpenLastingAsync(cancellationToken);
        try
        {
            await using var command = new SqlCommand(WarmUpOnSqlServer, opened) { CommandTimeout = WarmUpSeconds };
            var version = new { Version = 0, Name = string.Empty, Checksum = string.Empty, At = DateTimeOffset.UnixEpoch };
            ParameterTypes.Add(command, Dialect.SqlServer, version);
            await command.ExecuteNonQueryAsync(CancellationToken.None).WaitAsync(cancellationToken);
        }
        catch (SqlException) when (opened.State == ConnectionState.Open)
        {
            // There is no schema yet.
        }
        catch
        {
            // A connection on which an answer is missing cannot be closed at once.
            _ = Task.Run(opened.Dispose, CancellationToken.None);
            throw;
        }

        return new SqlServerInsertSession(opened);
    }

    /// <summary>Writes the rows in one statement, which is a transaction of its own.</summary>
    /// <exception cref="SqlException">None of them is written: one was there already, or cannot be.</exception>
    public Task WriteAsync(IReadOnlyList<SqlServerInserts.WaitingRow> rows) => CommandFor(rows[0].Insert, rows).ExecuteNonQueryAsync();

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private SqlCommand CommandFor(RowInsert insert, IReadOnlyList<SqlServerInserts.WaitingRow> rows)
    {
        var isNew = !prepared.TryGetValue((insert, rows.Count), out var command);
        command ??= new SqlCommand(insert.TextForRows(rows.Count), connection);
        var place = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var named in ParameterTypes.Of(rows[row].Row))
            {
                if (isNew)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"{named.Parameter}{row}");
                    command.Parameters.Add(new SqlParameter { ParameterName = name });
                }

                var parameter = command.Parameters[place++];
                Dialect.SqlServer.Set(parameter, named.Type, named.Property.GetValue(rows[row].Row));
                // Instants too need one before they can be prepared; it is not looked at.
                if (parameter.Size == 0) parameter.Size = AnySize;
            }
        }

        if (isNew)
        {
            command.Prepare();
            prepared.Add((insert, rows.Count), command);
        }

        return command;
    }
}
