using IncidentBot.Chat;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Tests.Store;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.EarlySigns;

/// <summary>What the stores of alert messages and early signs keep to on every engine.</summary>
public abstract class EarlySignStoreContract
{
    private static readonly ChannelId Alerts = new("C0ALERTS");

    private readonly WorkspaceId workspace = new("T" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(16));

    [Fact]
    public async Task A_message_is_found_by_each_service_that_it_names_once()
    {
        await using var database = await OpenAsync();
        var store = new AlertMessageStore(database);
        var both = Alert("1", 0) with { Services = ["checkout", "search"], EditedAt = Now.AddMinutes(1) };
        await DoAsync(database, batch => AlertMessageStore.Set(batch, workspace, both));
        await DoAsync(database, batch => AlertMessageStore.Set(batch, workspace, Alert("2", 1)));

        Assert.Equivalent(both, await store.FindAsync(workspace, both.Message, default), strict: true);
        Assert.Equal(["1", "2"], (await ListAsync(store, "checkout", "search")).Select(one => one.OwnId));
        Assert.Equal(["1"], (await ListAsync(store, "search")).Select(one => one.OwnId));
        Assert.Empty(await store.ListAsync(workspace, ["checkout"], Now.AddMinutes(2), Now.AddDays(1), default));
        Assert.Empty(await store.ListAsync(new WorkspaceId("T0"), ["checkout"], Now.AddDays(-1), Now.AddDays(1), default));
    }

    [Fact]
    public async Task A_deleted_message_keeps_its_key_alone()
    {
        await using var database = await OpenAsync();
        var store = new AlertMessageStore(database);
        await DoAsync(database, batch => AlertMessageStore.Set(batch, workspace, Alert("1", 0)));

        await DoAsync(database, batch => AlertMessageStore.TakeWords(batch, workspace, Alert("1", 0).Message));

        Assert.True(await store.FindAsync(workspace, Alert("1", 0).Message, default) is { IsDeleted: true, Words: "", Bot: "" });
        Assert.Empty(await ListAsync(store, "checkout"));
        await DoAsync(database, batch => AlertMessageStore.Remove(batch, workspace, Alert("1", 0).Message));
        Assert.Null(await store.FindAsync(workspace, Alert("1", 0).Message, default));
    }

    [Fact]
    public async Task The_signs_of_an_incident_come_back_as_they_were_written_and_may_lose_their_words()
    {
        await using var database = await OpenAsync();
        var store = new EarlySignStore(database);
        await DoAsync(database, batch => IncidentStore.Add(batch, Outage with { Workspace = workspace }, new IncidentStarted(Maya, Now, Outage.Title, 2, [], Visibility.Public)));
        var sign = new EarlySign(new MessageId(Alerts, "1"), Now, "Grafana “p99” 🔥", ["checkout", "search"], new string('x', 300))
        {
            EditedAt = Now.AddMinutes(1), Permalink = new Uri("https://chat.example/1"),
        };
        await DoAsync(database, batch => EarlySignStore.Add(batch, workspace, Outage.Id, sign));

        Assert.Equivalent(sign, Assert.Single(await store.ListAsync(workspace, Outage.Id, default)), strict: true);
        Assert.Equal([Outage.Id], await store.ListIncidentsAsync(workspace, sign.Message, default));
        Assert.Empty(await store.ListIncidentsAsync(workspace, new MessageId(Alerts, "2"), default));

        await DoAsync(database, batch => EarlySignStore.Edit(batch, workspace, Outage.Id, sign with { Words = "checkout is well", EditedAt = Now.AddMinutes(9) }));
        Assert.Equal("checkout is well", Assert.Single(await store.ListAsync(workspace, Outage.Id, default)).Words);
        await DoAsync(database, batch => EarlySignStore.TakeWords(batch, workspace, Outage.Id, sign));
        Assert.Equal((string.Empty, Now), (await store.ListAsync(workspace, Outage.Id, default)) is [var left] ? (left.Words, left.At) : default);
    }

    private protected static AlertSaid Alert(string id, int minutes) =>
        new(Alerts.Value, id, Now.AddMinutes(minutes)) { Services = ["checkout"], Bot = "Grafana", Words = "checkout is slow" };

    private protected abstract Task<Database> OpenAsync();

    private Task<IReadOnlyList<AlertSaid>> ListAsync(AlertMessageStore store, params string[] services) =>
        store.ListAsync(workspace, services, Now.AddDays(-1), Now.AddDays(1), default);

    private static async Task DoAsync(Database database, Action<Batch> write)
    {
        var batch = new Batch();
        write(batch);
        Assert.Equal(CommitResult.Committed, await database.CommitAsync(batch, default));
    }
}

/// <summary>On SQLite; always runs.</summary>
public sealed class SqliteEarlySignStoreTests : EarlySignStoreContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The clean-up is for all workspaces, so it has a database of its own.
    [Fact]
    public async Task The_clean_up_leaves_two_weeks_and_so_many_rows_at_most()
    {
        await using var database = await OpenAsync();
        var store = new AlertMessageStore(database) { Most = 3 };
        var batch = new Batch();
        foreach (var number in Enumerable.Range(0, 5))
            AlertMessageStore.Set(batch, new WorkspaceId("T1"), Alert($"{number}", number));
        AlertMessageStore.Set(batch, new WorkspaceId("T2"), Alert("old", -60 * 24 * 15));
        await database.CommitAsync(batch, default);

        Assert.Equal(3, await store.CleanUpAsync(Now, default));
        Assert.Equal(["2", "3", "4"], (await store.ListAsync(new WorkspaceId("T1"), ["checkout"], Now.AddDays(-30), Now.AddDays(1), default)).Select(one => one.OwnId));
        Assert.Equal(0, await store.CleanUpAsync(Now, default));
    }

    private protected override async Task<Database> OpenAsync()
    {
        await MigratedFile.PutAtAsync(folder.Database);
        return new SqliteDatabase($"Data Source={folder.Database}");
    }
}

/// <summary>Runs when INCIDENTBOT_TEST_SQLSERVER holds the connection string of a database that may be written.</summary>
public sealed class SqlServerEarlySignStoreTests : EarlySignStoreContract
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
