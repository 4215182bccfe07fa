using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Store;

/// <summary>Brings the database to the schema of this program, at start; several processes may do so at once.</summary>
public sealed partial class Migrations(Database database, TimeProvider time, ILogger<Migrations> log)
{
    private const string CreateVersionsOnSqlite = """
        CREATE TABLE IF NOT EXISTS schema_version (
            version INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at TEXT NOT NULL)
        """;

    private const string CreateVersionsOnSqlServer = """
        IF OBJECT_ID(N'schema_version') IS NULL
        CREATE TABLE schema_version (
            version INT NOT NULL CONSTRAINT pk_schema_version PRIMARY KEY,
            name NVARCHAR(200) NOT NULL,
            checksum NVARCHAR(64) NOT NULL,
            applied_at DATETIME2(7) NOT NULL)
        """;

    private const string CountVersionTablesOnSqlite = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'";

    private const string CountVersionTablesOnSqlServer = "SELECT CASE WHEN OBJECT_ID(N'schema_version') IS NULL THEN 0 ELSE 1 END";

    private const string SelectVersions = "SELECT version, name, checksum FROM schema_version ORDER BY version";

    private const string SelectNewestVersion = "SELECT MAX(version) FROM schema_version";

    private const string InsertVersion =
        "INSERT INTO schema_version (version, name, checksum, applied_at) VALUES (@Version, @Name, @Checksum, @AppliedAt)";

    /// <summary>Applies what is missing, each migration in a transaction of its own; nothing is done when nothing is missing.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The database cannot be reached, is newer than this program, or holds a migration that was changed since.
    /// </exception>
    public Task RunAsync(CancellationToken cancellationToken) =>
        RunAsync(Embedded(database.Dialect), cancellationToken);

    /// <summary>The newest version that this program knows.</summary>
    public int Newest => Embedded(database.Dialect).Max(migration => migration.Version);

    /// <summary>The version that the database is at.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<int> VersionAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync<int>(SelectNewestVersion, null, cancellationToken))[0];

    /// <summary>
    /// The migrations that the database was made with and that are not this program's, though their numbers are;
    /// such a database is not started on.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<string>> ListForeignAsync(CancellationToken cancellationToken)
    {
        var own = Embedded(database.Dialect).ToDictionary(migration => migration.Version, migration => migration.Checksum);
        var present = await database.QueryAsync<VersionRow>(SelectVersions, null, cancellationToken);
        return
        [
            .. present
                .Where(row => own.TryGetValue(row.Version, out var checksum)
                    && !string.Equals(checksum, row.Checksum, StringComparison.Ordinal))
                .Select(row => row.Name),
        ];
    }

    /// <summary>Whether no program of this kind has used the database yet.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        var count = database.Dialect.Pick(CountVersionTablesOnSqlite, CountVersionTablesOnSqlServer);
        return (await database.QueryAsync<int>(count, null, cancellationToken))[0] == 0;
    }

    internal async Task RunAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        while (await database.ChangeSchemaAsync(
            (connection, transaction) => ApplyNextAsync(migrations, connection, transaction), cancellationToken) is { } applied)
        {
            Applied(applied.Version, applied.Name);
        }
    }

    /// <summary>The migrations of an engine, as they are embedded in this program with the checksums that its build took of them.</summary>
    internal static IReadOnlyList<Migration> Embedded(Dialect dialect)
    {
        const string Folder = "IncidentBot.Store.Sql.";
        var ending = $".{dialect.Name}.sql";
        return
        [
            .. ReadText(Folder + "checksums").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split(' '))
                .Where(parts => parts[0].EndsWith(ending, StringComparison.Ordinal))
                .OrderBy(parts => parts[0], StringComparer.Ordinal)
                .Select(parts => new Migration(parts[0][..^ending.Length], parts[1], () => ReadText(Folder + parts[0]))),
        ];
    }

    private static string ReadText(string name)
    {
        using var reader = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private async Task<Migration?> ApplyNextAsync(IReadOnlyList<Migration> migrations, DbConnection connection, DbTransaction transaction)
    {
        await connection.ExecuteAsync(database.Dialect.Pick(CreateVersionsOnSqlite, CreateVersionsOnSqlServer), transaction: transaction);
        var present = await ReadVersionsAsync(connection, transaction);
        Refuse(present, migrations);

        var next = migrations.FirstOrDefault(migration => present.TrueForAll(row => row.Version != migration.Version));
        if (next is null)
            return null;

        await connection.ExecuteAsync(next.Sql, transaction: transaction);
        var row = new { next.Version, next.Name, next.Checksum, AppliedAt = time.GetUtcNow() };
        await connection.ExecuteAsync(InsertVersion, ParameterTypes.For(database.Dialect, row), transaction);
        return next;
    }

    // Not through Dapper, whose first query of a type makes code: a start on a current schema would wait for it.
    private static async Task<List<VersionRow>> ReadVersionsAsync(DbConnection connection, DbTransaction transaction)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = SelectVersions;
        command.Transaction = transaction;
        var rows = new List<VersionRow>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(new VersionRow { Version = reader.GetInt32(0), Name = reader.GetString(1), Checksum = reader.GetString(2) });
        }

        return rows;
    }

    private static void Refuse(List<VersionRow> present, IReadOnlyList<Migration> migrations)
    {
        foreach (var row in present)
        {
            var known = migrations.FirstOrDefault(migration => migration.Version == row.Version) ?? throw Newer(row, migrations);
            if (!string.Equals(known.Checksum, row.Checksum, StringComparison.Ordinal))
                throw new StoreUnavailableException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Migration {row.Version} ({row.Name}) is not the one that this database was made with. "
                    + $"Run the program that belongs to the database; never edit a migration, add one."));
        }
    }

    private static StoreUnavailableException Newer(VersionRow row, IReadOnlyList<Migration> migrations) =>
        new(string.Create(
            CultureInfo.InvariantCulture,
            $"The database is at version {row.Version} ({row.Name}), this program knows versions up to "
            + $"{migrations.Max(migration => migration.Version)}. "
            + $"Start the newer program again, or restore the backup from before the upgrade."));

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Schema changed: migration {Version} ({Name}) applied")]
    private partial void Applied(int version, string name);

    private sealed class VersionRow
    {
        public int Version { get; init; }

        public string Name { get; init; } = string.Empty;

        public string Checksum { get; init; } = string.Empty;
    }
}

/// <summary>One change of the schema, known by the number its file name begins with.</summary>
/// <param name="name">Such as <c>0001_delivery</c>.</param>
/// <param name="checksum">The SHA-256 of its text with plain line ends, in hexadecimal digits.</param>
/// <param name="readSql">Reads its text, which only a database that lacks it needs.</param>
internal sealed class Migration(string name, string checksum, Func<string> readSql)
{
    public int Version { get; } = int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);

    public string Name { get; } = name;

    public string Checksum { get; } = checksum;

    public string Sql => readSql();

    /// <summary>A migration by its name and its text, whose line endings do not count.</summary>
    public static Migration Of(string name, string sql)
    {
        var text = sql.ReplaceLineEndings("\n");
        return new Migration(name, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))), () => text);
    }
}
