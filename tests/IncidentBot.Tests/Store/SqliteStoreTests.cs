using IncidentBot.Store;

namespace IncidentBot.Tests.Store;

public sealed class SqliteStoreTests : StoreContract, IDisposable
{
    private const string Insert = "INSERT INTO sent (workspace_id, effect_key, sent_at) VALUES ('T1', @Key, @At)";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_folder_is_made()
    {
        await using var database = new SqliteDatabase($"Data Source={Path.Combine(folder.Path, "data", "deep", "bot.db")}");

        await TestStore.MigrateAsync(database);

        Assert.True(File.Exists(Path.Combine(folder.Path, "data", "deep", "bot.db")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "file"), "not a folder");
        await using var database = new SqliteDatabase($"Data Source={Path.Combine(folder.Path, "file", "bot.db")}");

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => TestStore.MigrateAsync(database));

        Assert.Contains($"The folder {Path.Combine(folder.Path, "file")} for the database cannot be made", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_refused_with_a_sentence()
    {
        await File.WriteAllTextAsync(folder.Database, string.Concat(Enumerable.Repeat("This is a diary, not a database. ", 200)));
        await using var database = new SqliteDatabase($"Data Source={folder.Database}");

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => TestStore.MigrateAsync(database));

        Assert.Contains("is damaged or no SQLite database", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=bot.db;Mode=Memory")]
    [InlineData("Server=db;Database=incidents")]
    [InlineData("")]
    public void What_names_no_file_is_refused_with_a_sentence(string connectionString)
    {
        var failure = Assert.Throws<StoreUnavailableException>(() => new SqliteDatabase(connectionString));

        Assert.Contains("Store:ConnectionString", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instants_are_read_with_all_seven_digits_since_old_links_of_the_trail_hash_them()
    {
        await using var database = await OpenAsync();
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).AddTicks(1234567);
        var batch = new Batch();
        batch.Add(Insert, new { Key = "a", At = at });
        await database.CommitAsync(batch, default);

        Assert.Equal([at], await database.QueryAsync<DateTimeOffset>("SELECT sent_at FROM sent", null, default));
    }

    [Fact]
    public async Task Writes_are_flushed_to_disk_before_they_are_answered()
    {
        await using var database = await OpenAsync();

        Assert.Equal([2], await database.ChangeAsync<int>("PRAGMA synchronous", null, default));
        Assert.Equal(["wal"], await database.ChangeAsync<string>("PRAGMA journal_mode", null, default));
        Assert.Equal([1], await database.ChangeAsync<int>("PRAGMA foreign_keys", null, default));
    }

    [Fact]
    public async Task A_query_cannot_write()
    {
        await using var database = await OpenAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => database.QueryAsync<int>("DELETE FROM sent", null, default));
    }

    [Fact]
    public async Task Several_processes_may_write_one_file()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Task.Run(async () =>
            await Task.WhenAll(InsertAsync(first, n), InsertAsync(second, n)))));

        Assert.All(results, pair => Assert.Equal([CommitResult.Committed, CommitResult.Conflict], pair.Order()));
        Assert.Equal([100], await first.QueryAsync<int>("SELECT COUNT(*) FROM sent", null, default));
    }

    [Fact]
    public async Task What_is_waiting_when_the_store_closes_is_written_first()
    {
        var database = await OpenAsync();
        var writes = Enumerable.Range(0, 50).Select(n => InsertAsync(database, n)).ToList();

        await database.DisposeAsync();

        Assert.All(await Task.WhenAll(writes), result => Assert.Equal(CommitResult.Committed, result));
    }

    [Fact]
    public async Task The_log_is_copied_back_while_writing_goes_on()
    {
        await using var database = await OpenAsync();
        var many = new Batch();
        many.Add("""
            INSERT INTO sent (workspace_id, effect_key, name, sent_at)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            SELECT @Workspace, i, hex(randomblob(1000)), '' FROM n
            """, new { Workspace = "much" });
        await database.CommitAsync(many, default);

        for (var round = 0; round < 40; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(n => InsertAsync(database, round * 100 + n)));
        }

        Assert.True(new FileInfo(folder.Database).Length > 2_000_000);
    }

    [Fact]
    public async Task A_changed_migration_is_refused()
    {
        await using var database = await OpenAsync();
        var known = Migrations.Embedded(Dialect.Sqlite);
        IReadOnlyList<Migration> changed = [Migration.Of(known[0].Name, known[0].Sql + " -- later thought"), .. known.Skip(1)];

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => TestStore.MigrationsOf(database).RunAsync(changed, default));

        Assert.Contains("is not the one that this database was made with", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_endings_do_not_count_as_a_change()
    {
        var migration = Migrations.Embedded(Dialect.Sqlite)[0];

        Assert.Equal(migration.Checksum, Migration.Of(migration.Name, migration.Sql.ReplaceLineEndings("\r\n")).Checksum);
    }

    [Fact]
    public async Task An_older_program_refuses_a_newer_schema()
    {
        await using var database = await OpenAsync();
        var known = Migrations.Embedded(Dialect.Sqlite);
        await TestStore.MigrationsOf(database).RunAsync([.. known, Migration.Of("9001_future", "CREATE TABLE future (workspace_id TEXT)")], default);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => TestStore.MigrateAsync(database));

        Assert.Contains("The database is at version 9001 (9001_future), this program knows versions up to", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_and_can_be_repeated()
    {
        await using var database = await OpenAsync();
        var known = Migrations.Embedded(Dialect.Sqlite);
        var migrations = TestStore.MigrationsOf(database);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            migrations.RunAsync([.. known, Migration.Of("9001_half", "CREATE TABLE half (workspace_id TEXT); CREATE TABL typo")], default));
        await migrations.RunAsync([.. known, Migration.Of("9001_half", "CREATE TABLE half (workspace_id TEXT)")], default);

        Assert.Equal([0], await database.QueryAsync<int>("SELECT COUNT(*) FROM half", null, default));
    }

    protected override async Task<Database> OpenAsync() => await TestStore.SqliteAsync(folder);

    private static Task<CommitResult> InsertAsync(Database database, int key)
    {
        var batch = new Batch();
        batch.Add(Insert, new { Key = key, At = ManualTime.Start });
        return database.CommitAsync(batch, default);
    }
}
