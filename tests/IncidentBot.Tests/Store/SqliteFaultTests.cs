using IncidentBot.Store;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Tests.Store;

/// <summary>A disk that fills up, a file that others hold, a process that ends half way.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private const string Insert = "INSERT INTO sent (workspace_id, effect_key, name, sent_at) VALUES ('T1', @Key, @Name, @At)";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_full_disk_is_told_in_a_sentence_and_the_store_goes_on_when_there_is_room()
    {
        await using var database = await TestStore.SqliteAsync(folder);
        await database.ChangeAsync<long>("PRAGMA max_page_count = 1", null, default);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(database, "big", new string('x', 1_000_000)));

        Assert.Contains("the disk is full. Make room; the bot goes on by itself.", failure.Message, StringComparison.Ordinal);
        await database.ChangeAsync<long>("PRAGMA max_page_count = 1000000", null, default);
        Assert.Equal(CommitResult.Committed, await WriteAsync(database, "big", new string('x', 1_000_000)));
    }

    [Fact]
    public async Task On_a_full_disk_nothing_of_the_failed_batch_stands()
    {
        await using var database = await TestStore.SqliteAsync(folder);
        await database.ChangeAsync<long>("PRAGMA max_page_count = 1", null, default);
        var batch = new Batch();
        batch.Add(Insert, new { Key = "first", Name = "small", At = ManualTime.Start });
        batch.Add(Insert, new { Key = "second", Name = new string('x', 1_000_000), At = ManualTime.Start });

        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.CommitAsync(batch, default));

        Assert.Equal([0], await database.QueryAsync<int>("SELECT COUNT(*) FROM sent", null, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_waits_while_another_program_holds_the_file_and_its_caller_does_not(bool isOpen)
    {
        await using var database = await TestStore.SqliteAsync(folder);
        if (isOpen) await WriteAsync(database, "before", "small");
        using var other = Open(folder.Database);
        Execute(other, "BEGIN IMMEDIATE");
        var write = WriteAsync(database, "waits", "small");

        Assert.False(write.IsCompleted);
        Execute(other, "COMMIT");

        Assert.Equal(CommitResult.Committed, await write);
    }

    [Fact]
    public async Task A_process_that_ends_in_the_middle_of_a_migration_leaves_a_file_that_the_next_start_completes()
    {
        var known = Migrations.Embedded(Dialect.Sqlite);
        await using (var database = new SqliteDatabase($"Data Source={folder.Database}"))
        {
            await TestStore.MigrationsOf(database).RunAsync([.. known.Take(2)], default);
        }

        var copy = Path.Combine(folder.Path, "copy.db");
        using (var dying = Open(folder.Database))
        {
            // So small a cache that half of the migration is in the log before it is committed.
            Execute(dying, "PRAGMA cache_size = 1; BEGIN IMMEDIATE");
            Execute(dying, known[2].Sql);
            Execute(dying, "CREATE TABLE ballast (x); INSERT INTO ballast WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT randomblob(2000) FROM n");
            File.Copy(folder.Database, copy);
            File.Copy(folder.Database + "-wal", copy + "-wal");
            Assert.True(new FileInfo(copy + "-wal").Length > 100_000);
        }

        await using var restarted = new SqliteDatabase($"Data Source={copy}");
        await TestStore.MigrateAsync(restarted);

        Assert.Equal([known.Count], await restarted.QueryAsync<int>("SELECT COUNT(*) FROM schema_version", null, default));
        Assert.Equal([0], await restarted.QueryAsync<int>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'ballast'", null, default));
    }

    private static Task<CommitResult> WriteAsync(Database database, string key, string name)
    {
        var batch = new Batch();
        batch.Add(Insert, new { Key = key, Name = name, At = ManualTime.Start });
        return database.CommitAsync(batch, default);
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
