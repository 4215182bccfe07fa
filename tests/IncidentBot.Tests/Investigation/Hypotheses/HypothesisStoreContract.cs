using IncidentBot.Causes;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Store;
using IncidentBot.Tests.Store;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Investigation.Hypotheses;

/// <summary>What the store of hypotheses keeps to on every engine.</summary>
public abstract class HypothesisStoreContract
{
    private static readonly MessageId Message = new(new ChannelId("C1"), "17.1");

    // A name of its own for each run, since a server's database may be used again.
    private readonly WorkspaceId workspace = new("T" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(16));

    [Fact]
    public async Task Hypotheses_come_back_as_they_were_written()
    {
        await using var database = await OpenAsync();
        var list = await BeginAsync(database);
        list = await SaveAsync(database, list, State(list, new HypothesisTerms("The pool “at 80 %”\u00A0🔥 leaks"), new HypothesisOrigin(new HypothesisSource(Message, new Uri("https://chat.example/1")), null)));
        list = await SaveAsync(database, list, State(list, new HypothesisTerms("DNS") { Component = "resolver", Observed = [new CauseEvidence(12, "F1", null)] }, new HypothesisOrigin(null, "github/acme/checkout/7")));
        list = await SaveAsync(database, list, new HypothesisPlaced(Sam, Now, 2, new HandOrder(1, [2, 1])));
        list = await SaveAsync(database, list, new HypothesisMoved(Sam, Now, 1, new HypothesisStep(HypothesisState.Testing, Sam, Now, 3)));
        list = await SaveAsync(database, list, new HypothesisMoved(Sam, Now, 1, new HypothesisStep(HypothesisState.Weakened, Sam, Now.AddMinutes(3), 4)
        {
            Reason = "It didn’t happen",
            Evidence = [new CauseEvidence(null, null, new Uri("https://graphs.example/pool"))],
            Attempt = new ReproductionAttempt(ReproductionKind.Load, ReproductionResult.NotReproduced),
        }));
        list = await SaveAsync(database, list, new HypothesisSpecified(Maya, Now, 1, list.All[0].Terms with { Confirms = "x" }, list.All[0].Terms));

        var read = await ReadAsync(database);

        Assert.Equal((list.Version, 2), (read.Version, read.All.Count));
        Assert.All(list.All.Zip(read.All), pair => Assert.Equivalent(pair.First, pair.Second, strict: true));
        Assert.Equal([Outage.Id], await new HypothesisStore(database).ListIncidentsOfAsync(workspace, Message, default));
    }

    [Fact]
    public async Task Of_two_who_decide_on_the_same_list_the_second_is_in_conflict()
    {
        await using var database = await OpenAsync();
        var none = await BeginAsync(database);
        var list = await SaveAsync(database, none, State(none, new HypothesisTerms("The pool leaks")));

        Assert.Equal(CommitResult.Conflict, await TryAsync(database, none, State(none, new HypothesisTerms("The queue is full"))));
        await SaveAsync(database, list, new HypothesisPlaced(Sam, Now, 1, new HandOrder(1, [1])));
        Assert.Equal(CommitResult.Conflict, await TryAsync(database, list, new HypothesisPlaced(Maya, Now, 1, new HandOrder(1, [1]))));
    }

    [Fact]
    public async Task Words_that_were_taken_back_leave_the_hypothesis_and_all_that_happened_to_it()
    {
        await using var database = await OpenAsync();
        var list = await BeginAsync(database);
        list = await SaveAsync(database, list, State(list, new HypothesisTerms("The canary42 pool leaks")));
        list = await SaveAsync(database, list, State(list, new HypothesisTerms("DNS")));
        Assert.Single((await new HypothesisStore(database).ListFormerAsync(workspace, Outage.Id, default))[1]);

        await SaveAsync(database, list, new HypothesisWordsRemoved(Now, 1, new HypothesisTerms("[removed]"), []));

        Assert.Equal(["[removed]", "DNS"], (await ReadAsync(database)).All.Select(one => one.Terms.Text));
        var former = await new HypothesisStore(database).ListFormerAsync(workspace, Outage.Id, default);
        Assert.Equal((0, "DNS"), (former[1].Count(), Assert.Single(former[2])));
    }

    [Fact]
    public async Task A_channel_that_goes_by_another_id_takes_its_messages_along()
    {
        await using var database = await OpenAsync();
        var list = await BeginAsync(database);
        await SaveAsync(database, list, State(list, new HypothesisTerms("The pool leaks"), new HypothesisOrigin(new HypothesisSource(Message, null), null)));
        var batch = new Batch();

        HypothesisStore.Move(batch, workspace, Message.Channel, new ChannelId("C2"));
        await database.CommitAsync(batch, default);

        Assert.Equal(new ChannelId("C2"), (await ReadAsync(database)).All[0].Source!.Message.Channel);
        Assert.Equal([Outage.Id], await new HypothesisStore(database).ListIncidentsInAsync(workspace, new ChannelId("C2"), default));
    }

    private protected abstract Task<Database> OpenAsync();

    private static HypothesisStated State(HypothesisList list, HypothesisTerms terms, HypothesisOrigin? origin = null) =>
        StateHypothesisRules.Decide(list, terms, origin ?? HypothesisOrigin.None, 1, Maya, Now).Fact!;

    private Task<HypothesisList> ReadAsync(Database database) => new HypothesisStore(database).ListAsync(workspace, Outage.Id, default);

    private async Task<HypothesisList> BeginAsync(Database database)
    {
        var batch = new Batch();
        var incident = Outage with { Workspace = workspace };
        IncidentStore.Add(batch, incident, new IncidentStarted(Maya, Now, incident.Title, 2, [], Visibility.Public));
        await database.CommitAsync(batch, default);
        return await ReadAsync(database);
    }

    private async Task<HypothesisList> SaveAsync(Database database, HypothesisList loaded, HypothesisFact fact)
    {
        Assert.Equal(CommitResult.Committed, await TryAsync(database, loaded, fact));
        return loaded.After(fact);
    }

    private Task<CommitResult> TryAsync(Database database, HypothesisList loaded, HypothesisFact fact)
    {
        var batch = new Batch();
        HypothesisStore.Save(batch, workspace, loaded, fact);
        return database.CommitAsync(batch, default);
    }
}

/// <summary>On SQLite; always runs.</summary>
public sealed class SqliteHypothesisStoreTests : HypothesisStoreContract, IDisposable
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
public sealed class SqlServerHypothesisStoreTests : HypothesisStoreContract
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
