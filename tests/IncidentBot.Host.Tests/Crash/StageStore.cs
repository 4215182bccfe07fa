using System.Globalization;
using System.Security.Cryptography;
using IncidentBot.Store;
using Microsoft.Data.SqlClient;

namespace IncidentBot.Host.Tests.Crash;

/// <summary>An empty store for one stage: a file, or a database of its own on the server that <see cref="Variable"/> names.</summary>
internal sealed class StageStore : IAsyncDisposable
{
    /// <summary>Holds the connection string of a server on which databases may be made.</summary>
    public const string Variable = "INCIDENTBOT_TEST_SQLSERVER";

    private readonly string? created;

    private StageStore(StoreProvider provider, string connectionString, Database database, string? created)
    {
        Options = new StoreOptions { Provider = provider, ConnectionString = connectionString };
        Database = database;
        this.created = created;
    }

    /// <summary>What the bot is told of it.</summary>
    public StoreOptions Options { get; }

    /// <summary>The same store, used beside the bot.</summary>
    public Database Database { get; }

    public bool IsServer => Options.Provider == StoreProvider.SqlServer;

    /// <param name="provider">The engine.</param>
    /// <param name="folder">Where the file is, if it is one.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <exception cref="InvalidOperationException">No server is named.</exception>
    public static async Task<StageStore> OpenAsync(StoreProvider provider, string folder, CancellationToken cancellationToken)
    {
        if (provider == StoreProvider.Sqlite)
        {
            var file = $"Data Source={Path.Combine(folder, "bot.db")}";
            return new StageStore(provider, file, new SqliteDatabase(file), created: null);
        }

        var name = "incidentbot_" + RandomNumberGenerator.GetHexString(12, lowercase: true);
        var server = new SqlConnectionStringBuilder(Server()) { InitialCatalog = name }.ConnectionString;
        // Sets the driver up, which it takes note of at its first connection.
        var database = new SqlServerDatabase(server, TimeProvider.System, new Random(1));
        await ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
        return new StageStore(provider, server, database, name);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (created is null) return;
        SqlConnection.ClearAllPools();
        // A bot that was killed a moment ago may still be connected as far as the server knows.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ExecuteAsync($"DROP DATABASE {created}", CancellationToken.None);
                return;
            }
            catch (SqlException) when (attempt < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            }
        }
    }

    private static string Server() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
            ? server
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Variable} is not set."));

    private static async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new SqlConnection(new SqlConnectionStringBuilder(Server()) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
