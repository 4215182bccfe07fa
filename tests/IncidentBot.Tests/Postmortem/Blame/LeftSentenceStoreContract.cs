using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Blame;
using IncidentBot.Store;
using IncidentBot.Tests.Store;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem.Blame;

/// <summary>What the store of left sentences keeps to on every engine.</summary>
public abstract class LeftSentenceStoreContract
{
    private static readonly LeftSentence First = new(1, "Maya forgot “it” 🔥.", "She says so herself.", Maya, Now);

    private readonly WorkspaceId workspace = new("T" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(16));

    [Fact]
    public async Task Sentences_come_back_in_their_order()
    {
        await using var database = await OpenAsync();
        await AddAsync(database, First);
        await AddAsync(database, First with { Number = 2, By = Sam, Words = new string('x', 9000) });

        Assert.Equal([First, First with { Number = 2, By = Sam, Words = new string('x', 9000) }], await ListAsync(database));
    }

    [Fact]
    public async Task Of_two_with_the_same_number_the_second_is_in_conflict()
    {
        await using var database = await OpenAsync();
        await AddAsync(database, First);
        Assert.Equal(CommitResult.Conflict, await AddAsync(database, First with { Words = "Another." }));
        Assert.Equal([First], await ListAsync(database));
    }

    [Fact]
    public async Task A_forgotten_one_keeps_who_and_when()
    {
        await using var database = await OpenAsync();
        await AddAsync(database, First);
        var batch = new Batch();
        LeftSentenceStore.Forget(batch, workspace, Outage.Id, First);
        Assert.Equal(CommitResult.Committed, await database.CommitAsync(batch, default));
        Assert.Equal([First with { Words = string.Empty, Reason = string.Empty }], await ListAsync(database));
    }

    private protected abstract Task<Database> OpenAsync();

    private Task<IReadOnlyList<LeftSentence>> ListAsync(Database database) => new LeftSentenceStore(database).ListAsync(workspace, Outage.Id, default);

    private async Task<CommitResult> AddAsync(Database database, LeftSentence left)
    {
        var batch = new Batch();
        if (left.Number == 1 && (await new IncidentStore(database).FindAsync(workspace, Outage.Id, default)) is null)
            IncidentStore.Add(batch, Outage with { Workspace = workspace }, new IncidentStarted(Maya, Now, Outage.Title, 2, [], Visibility.Public));
        LeftSentenceStore.Add(batch, workspace, Outage.Id, left);
        return await database.CommitAsync(batch, default);
    }
}

/// <summary>On SQLite; always runs.</summary>
public sealed class SqliteLeftSentenceStoreTests : LeftSentenceStoreContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private protected override async Task<Database> OpenAsync()
    {
        await MigratedFile.PutAtAsync(folder.Database);
        return new SqliteDatabase($"Data Source={folder.Database}");
    }
}

/// <summary>Runs when INCIDENTBOT_TEST_SQLSERVER holds the connection string of a database that may be written.</summary>
public sealed class SqlServerLeftSentenceStoreTests : LeftSentenceStoreContract
{
    private static readonly string? ConnectionString = Environment.GetEnvironmentVariable("INCIDENTBOT_TEST_SQLSERVER");

    private protected override async Task<Database> OpenAsync()
    {
        Assert.SkipWhen(string.IsNullOrWhiteSpace(ConnectionString), "INCIDENTBOT_TEST_SQLSERVER is not set.");
        var database = new SqlServerDatabase(ConnectionString!, TimeProvider.System, new Random(1));
        await TestStore.MigrateAsync(database);
        return database;
    }
}
