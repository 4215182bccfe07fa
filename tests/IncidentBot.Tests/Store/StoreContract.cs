using System.Globalization;
using IncidentBot.Store;

namespace IncidentBot.Tests.Store;

/// <summary>What every engine keeps to; each has a class that runs all of this.</summary>
public abstract class StoreContract
{
    private const string Insert = "INSERT INTO sent (workspace_id, effect_key, channel_id, name, sent_at) VALUES (@Workspace, @Key, @Channel, @Name, @At)";
    private const string Rename = "UPDATE sent SET name = @Name WHERE workspace_id = @Workspace AND effect_key = @Key";
    private const string Select = "SELECT effect_key, channel_id, ts, name, sent_at FROM sent WHERE workspace_id = @Workspace ORDER BY sent_at, effect_key";

    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    // A name of its own for each run, since a server's database may be used again.
    private readonly string workspace = "T" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(16);

    [Fact]
    public async Task What_was_committed_can_be_read()
    {
        await using var database = await OpenAsync();

        Assert.Equal(CommitResult.Committed, await database.CommitAsync(Sent("a", "b"), default));

        Assert.Equal(["a", "b"], await KeysAsync(database));
    }

    [Fact]
    public async Task An_empty_batch_is_committed()
    {
        await using var database = await OpenAsync();

        Assert.Equal(CommitResult.Committed, await database.CommitAsync(new Batch(), default));
    }

    [Fact]
    public async Task A_key_that_exists_is_a_conflict_and_nothing_of_the_batch_is_written()
    {
        await using var database = await OpenAsync();
        await database.CommitAsync(Sent("a"), default);

        Assert.Equal(CommitResult.Conflict, await database.CommitAsync(Sent("b", "a", "c"), default));

        Assert.Equal(["a"], await KeysAsync(database));
    }

    [Theory]
    [InlineData("a", 2)]
    [InlineData("absent", 1)]
    public async Task Another_number_of_rows_than_expected_is_a_conflict_and_nothing_is_written(string key, int expected)
    {
        await using var database = await OpenAsync();
        await database.CommitAsync(Sent("a"), default);
        var batch = Sent("b");
        batch.Add(Rename, new { Workspace = workspace, Key = key, Name = "new" }, expected);

        Assert.Equal(CommitResult.Conflict, await database.CommitAsync(batch, default));

        var row = Assert.Single(await RowsAsync(database));
        Assert.Null(row.Name);
    }

    [Fact]
    public async Task A_statement_that_fails_is_an_exception_and_nothing_is_written()
    {
        await using var database = await OpenAsync();
        var batch = Sent("a");
        batch.Add(Insert, Args(key: null));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.CommitAsync(batch, default));

        Assert.Empty(await KeysAsync(database));
    }

    [Fact]
    public async Task Batches_that_come_at_once_are_each_answered_for_themselves()
    {
        await using var database = await OpenAsync();
        var batches = Enumerable.Range(0, 200).Select(n => Sent(Name("own", n), Name("shared", n / 2))).ToList();

        var results = await Task.WhenAll(batches.Select(batch => Task.Run(() => database.CommitAsync(batch, default))));

        Assert.Equal(100, results.Count(result => result == CommitResult.Committed));
        Assert.Equal(100, results.Count(result => result == CommitResult.Conflict));
        Assert.Equal(200, (await KeysAsync(database)).Count);
    }

    [Fact]
    public async Task A_batch_that_fails_does_not_spoil_those_that_come_with_it()
    {
        await using var database = await OpenAsync();
        var failing = Sent("before the failure");
        failing.Add("UPDATE no_such_table SET x = 1");

        var tasks = Enumerable.Range(0, 50).Select(n => database.CommitAsync(n % 5 == 0 ? failing : Sent(Name("k", n)), default)).ToList();

        for (var n = 0; n < tasks.Count; n++)
        {
            if (n % 5 == 0)
            {
                await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => tasks[n]);
            }
            else
            {
                Assert.Equal(CommitResult.Committed, await tasks[n]);
            }
        }

        Assert.Equal(40, (await KeysAsync(database)).Count);
    }

    [Fact]
    public async Task A_change_gives_back_the_rows_that_it_changed()
    {
        await using var database = await OpenAsync();
        await database.CommitAsync(Sent("a", "b", "c"), default);
        var sql = $"""
            UPDATE sent SET name = @Name {database.Dialect.Output("effect_key", "name")}
            WHERE workspace_id = @Workspace AND effect_key <> 'b' {database.Dialect.Returning("effect_key", "name")}
            """;

        var rows = await database.ChangeAsync<Row>(sql, new { Workspace = workspace, Name = "new" }, default);

        Assert.Equal(["a", "c"], rows.Select(row => row.EffectKey).Order());
        Assert.All(rows, row => Assert.Equal("new", row.Name));
        Assert.Equal(3, (await RowsAsync(database)).Count);
    }

    [Fact]
    public async Task Instants_keep_all_their_digits_and_sort_by_time_whatever_their_offset()
    {
        await using var database = await OpenAsync();
        var batch = new Batch();
        batch.Add(Insert, Args("later", at: At.AddTicks(1).ToOffset(TimeSpan.FromHours(-8))));
        batch.Add(Insert, Args("earlier", at: At.ToOffset(TimeSpan.FromHours(9))));
        await database.CommitAsync(batch, default);

        var rows = await RowsAsync(database);

        Assert.Equal(["earlier", "later"], rows.Select(row => row.EffectKey));
        Assert.Equal([At, At.AddTicks(1)], rows.Select(row => row.SentAt));
        Assert.All(rows, row => Assert.Equal(TimeSpan.Zero, row.SentAt.Offset));
    }

    [Theory]
    [InlineData("日本語 🔥 'quoted' \"double\" [brackets]\r\n--;")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Texts_come_back_as_they_were(string? text)
    {
        await using var database = await OpenAsync();
        var batch = new Batch();
        batch.Add(Insert, Args("a", name: text));
        await database.CommitAsync(batch, default);

        Assert.Equal(text, Assert.Single(await RowsAsync(database)).Name);
    }

    [Fact]
    public async Task Keys_that_differ_by_case_alone_are_two()
    {
        await using var database = await OpenAsync();

        Assert.Equal(CommitResult.Committed, await database.CommitAsync(Sent("C0ffee", "C0FFEE"), default));
    }

    [Fact]
    public async Task Rows_can_be_named_by_a_list_of_numbers()
    {
        await using var database = await OpenAsync();
        var sql = $"SELECT COUNT(*) FROM inbox WHERE id IN {database.Dialect.EachNumberOf("@Ids")}";

        Assert.Equal([0], await database.QueryAsync<int>(sql, new { Ids = "[-1,-2]" }, default));
    }

    [Fact]
    public async Task What_cannot_be_a_parameter_is_named()
    {
        await using var database = await OpenAsync();

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => database.QueryAsync<Row>(Select, new { Workspace = new[] { "a" } }, default));

        Assert.Contains("Workspace", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_cancelled_before_it_began_is_not_written()
    {
        await using var database = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.CommitAsync(Sent("a"), new CancellationToken(canceled: true)));

        Assert.Empty(await KeysAsync(database));
    }

    [Fact]
    public async Task Processes_that_start_at_once_migrate_once()
    {
        await using var database = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TestStore.MigrateAsync(database))));

        var versions = await database.QueryAsync<int>("SELECT version FROM schema_version ORDER BY version", null, default);
        Assert.Equal(Migrations.Embedded(database.Dialect).Select(migration => migration.Version), versions);
    }

    /// <summary>Opens a migrated database of the engine, or skips the test.</summary>
    protected abstract Task<Database> OpenAsync();

    private static string Name(string text, int number) => string.Create(CultureInfo.InvariantCulture, $"{text} {number}");

    private Batch Sent(params string[] keys)
    {
        var batch = new Batch();
        foreach (var key in keys)
        {
            batch.Add(Insert, Args(key));
        }

        return batch;
    }

    private object Args(string? key, string? name = null, DateTimeOffset? at = null) =>
        new { Workspace = workspace, Key = key, Channel = (string?)null, Name = name, At = at ?? At };

    private Task<IReadOnlyList<Row>> RowsAsync(Database database) => database.QueryAsync<Row>(Select, new { Workspace = workspace }, default);

    private async Task<IReadOnlyList<string>> KeysAsync(Database database) => [.. (await RowsAsync(database)).Select(row => row.EffectKey)];

    private sealed class Row
    {
        public string EffectKey { get; init; } = string.Empty;

        public string? Name { get; init; }

        public DateTimeOffset SentAt { get; init; }
    }
}
