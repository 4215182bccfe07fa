using IncidentBot.Causes;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Tests.Store;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Causes;

/// <summary>What the store of whys and factors keeps to on every engine.</summary>
public abstract class CauseStoreContract
{
    // A name of its own for each run, since a server's database may be used again.
    private readonly WorkspaceId workspace = new("T" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(16));

    [Fact]
    public async Task Whys_and_factors_come_back_as_they_were_written()
    {
        await using var database = await OpenAsync();
        var tree = await BeginAsync(database);
        tree = await SaveAsync(database, tree, Add(tree, CauseKind.Why, "The pool “at 80 %”\u00A0🔥 was empty", null, CauseCategory.Capacity));
        tree = await SaveAsync(database, tree, Add(tree, CauseKind.Why, "Nobody had set it", "1", null));
        tree = await SaveAsync(database, tree, Add(tree, CauseKind.Factor, "No alert", null, CauseCategory.Detection));
        tree = await SaveAsync(database, tree, new CauseSupported(Sam, Now, 2, new CauseEvidence(12, "F1", null)));
        tree = await SaveAsync(database, tree, new CauseSupported(Sam, Now, 2, new CauseEvidence(null, null, new Uri("https://graphs.example/pool"))));
        tree = await SaveAsync(database, tree, new CauseWithdrawn(Maya, Now, 3));

        var read = await ReadAsync(database);

        Assert.Equal((tree.Version, 3), (read.Version, read.All.Count));
        Assert.All(tree.All.Zip(read.All), pair => Assert.Equivalent(pair.First, pair.Second, strict: true));
        Assert.Equal(["Why 1", "Why 1.1"], read.Standing.Select(read.NameOf));
    }

    [Fact]
    public async Task Of_two_who_decide_on_the_same_tree_the_second_is_in_conflict()
    {
        await using var database = await OpenAsync();
        var none = await BeginAsync(database);
        var tree = await SaveAsync(database, none, Add(none, CauseKind.Why, "The pool was empty", null, null));

        Assert.Equal(CommitResult.Conflict, await TryAsync(database, none, Add(none, CauseKind.Why, "The queue was full", null, null)));
        await SaveAsync(database, tree, Add(tree, CauseKind.Why, "It was too small", "1", null));
        Assert.Equal(CommitResult.Conflict, await TryAsync(database, tree, new CauseWithdrawn(Sam, Now, 1)));

        Assert.Equal(["1", "1.1"], (await ReadAsync(database)) is { } now ? now.Whys.Select(now.LabelOf) : []);
    }

    [Fact]
    public async Task Words_that_were_taken_back_leave_the_why_and_all_that_happened_to_it()
    {
        await using var database = await OpenAsync();
        var tree = await BeginAsync(database);
        tree = await SaveAsync(database, tree, Add(tree, CauseKind.Why, "The canary42 pool was empty", null, null));
        tree = await SaveAsync(database, tree, new CauseChanged(Sam, Now, 1, "The canary42 pool was too small", null, "The canary42 pool was empty"));
        tree = await SaveAsync(database, tree, Add(tree, CauseKind.Factor, "No alert", null, null));
        Assert.Equal(3, (await new CauseStore(database).ListFormerAsync(workspace, Outage.Id, default))[1].Count());

        await SaveAsync(database, tree, new CauseWordsRemoved(Now, 1, "[removed]"));

        Assert.Equal(["[removed]", "No alert"], (await ReadAsync(database)).All.Select(cause => cause.Text));
        var former = await new CauseStore(database).ListFormerAsync(workspace, Outage.Id, default);
        Assert.Equal((0, "No alert"), (former[1].Count(), Assert.Single(former[2])));
    }

    private protected abstract Task<Database> OpenAsync();

    private static CauseAdded Add(CauseTree tree, CauseKind kind, string text, string? under, CauseCategory? category) =>
        AddCauseRules.Decide(tree, new WantedCause(kind, text, under, category, null), Maya, Now).Fact!;

    private Task<CauseTree> ReadAsync(Database database) => new CauseStore(database).ListAsync(workspace, Outage.Id, default);

    private async Task<CauseTree> BeginAsync(Database database)
    {
        var batch = new Batch();
        var incident = Outage with { Workspace = workspace };
        IncidentStore.Add(batch, incident, new IncidentStarted(Maya, Now, incident.Title, 2, [], Visibility.Public));
        await database.CommitAsync(batch, default);
        return await ReadAsync(database);
    }

    private async Task<CauseTree> SaveAsync(Database database, CauseTree loaded, CauseFact fact)
    {
        Assert.Equal(CommitResult.Committed, await TryAsync(database, loaded, fact));
        return loaded.After(fact);
    }

    private Task<CommitResult> TryAsync(Database database, CauseTree loaded, CauseFact fact)
    {
        var batch = new Batch();
        CauseStore.Save(batch, workspace, loaded, fact);
        return database.CommitAsync(batch, default);
    }
}

/// <summary>On SQLite; always runs.</summary>
public sealed class SqliteCauseStoreTests : CauseStoreContract, IDisposable
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
public sealed class SqlServerCauseStoreTests : CauseStoreContract
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
