using IncidentBot.Actions;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Tests.Store;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Actions;

/// <summary>What the store of action items keeps to on every engine.</summary>
public abstract class ActionStoreContract
{
    private static readonly ActionTerms Terms = new("Cap the pool “at 80 %”\u00A0🔥") { Owner = Sam, Due = new DateOnly(2026, 12, 4), Kind = ActionKind.SystemicFix, Horizon = ActionHorizon.Short, DoneWhen = "The load test passes" };

    private static readonly MessageId Message = new(new ChannelId("C1"), "17.1");

    // A name of its own for each run, since a server's database may be used again.
    private readonly WorkspaceId workspace = new("T" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(16));

    [Fact]
    public async Task An_action_item_comes_back_as_it_was_written()
    {
        await using var database = await OpenAsync();
        var opened = new ActionOpened(Maya, Now, 1, Terms, Message, new Uri("https://chat.example/1"));
        await AddAsync(database, opened);

        Assert.Equal(opened.Item, await FindAsync(database));
        Assert.Equal(2, await new ActionStore(database).NextAsync(workspace, Outage.Id, default));
    }

    [Fact]
    public async Task Of_two_who_decide_on_the_same_version_the_second_is_in_conflict()
    {
        await using var database = await OpenAsync();
        var item = (await AddAsync(database, new ActionOpened(Maya, Now, 1, Terms, null, null))).Item;

        Assert.Equal(CommitResult.Committed, await SaveAsync(database, item, new ActionSettled(Maya, Now, 1, ActionState.Done, null, "Maya")));
        Assert.Equal(CommitResult.Conflict, await SaveAsync(database, item, new ActionSettled(Sam, Now, 1, ActionState.Dropped, "No", "Sam")));

        Assert.Equal((ActionState.Done, "Maya", 2), (await FindAsync(database)) is { } now ? (now.State, now.SettledBy, now.Version) : default);
    }

    [Fact]
    public async Task It_is_found_by_its_owner_its_message_and_its_issue()
    {
        await using var database = await OpenAsync();
        var item = (await AddAsync(database, new ActionOpened(Maya, Now, 1, Terms, Message, null))).Item;
        await AddItemAsync(database, new ActionOpened(Maya, Now, 2, Terms with { Owner = null }, null, null));
        await SaveAsync(database, item, new IssueAsked(Maya, Now, 1, "Acme/Ops"));
        await SaveAsync(database, (await FindAsync(database))!, new IssueMade(Now, 1, 4, new Uri("https://tracker.example/4"), "Without labels."));
        var store = new ActionStore(database);

        Assert.Equal([1, 2], Numbers(await store.ListOpenAsync(workspace, 10, default)));
        Assert.Equal([1], Numbers(await store.ListOpenAsync(workspace, 1, default)));
        Assert.Equal([1], Numbers(await store.ListOwnedAsync(workspace, Sam.Id, 10, default)));
        Assert.Equal([1], Numbers(await store.ListByMessageAsync(workspace, Message, default)));
        Assert.Equal([1], Numbers([.. (await store.ListByIssueAsync("acme/OPS", 4, default)).Where(kept => kept.Workspace == workspace)]));
        Assert.Equal([1], Numbers(await store.ListTrackedAsync(workspace, 10, default)));
        Assert.Equal(new ActionIssue("Acme/Ops", Now) { Number = 4, Address = new Uri("https://tracker.example/4"), Remark = "Without labels." }, (await FindAsync(database))!.Issue);
        Assert.Empty(await store.ListOpenAsync(new WorkspaceId("T-other"), 10, default));
    }

    [Fact]
    public async Task Its_words_leave_the_item_and_all_that_happened_to_it()
    {
        await using var database = await OpenAsync();
        var item = (await AddAsync(database, new ActionOpened(Maya, Now, 1, Terms, Message, null))).Item;
        await SaveAsync(database, item, new ActionChanged(Sam, Now, 1, Terms with { Text = "Cap the pool at 90" }, Terms));
        await SaveAsync(database, (await FindAsync(database))!, new ActionWordsRemoved(Now, 1));

        var now = (await FindAsync(database))!;
        Assert.Equal((true, ActionItem.Removed, (string?)null, Sam), (now.IsRemoved, now.Text, now.Terms.DoneWhen, now.Terms.Owner));
        Assert.All(await database.QueryAsync<string>("SELECT body FROM action_fact WHERE workspace_id = @Workspace", new { Workspace = workspace.Value }, default), Assert.Empty);
        Assert.Empty(await new ActionStore(database).ListByMessageAsync(workspace, Message, default));
    }

    [Fact]
    public async Task A_message_is_found_under_its_channels_new_id()
    {
        await using var database = await OpenAsync();
        await AddAsync(database, new ActionOpened(Maya, Now, 1, Terms, Message, null));
        var batch = new Batch();
        ActionStore.Move(batch, workspace, Message.Channel, new ChannelId("C2"));
        await database.CommitAsync(batch, default);

        Assert.Equal([Outage.Id], await new ActionStore(database).ListIncidentsInAsync(workspace, new ChannelId("C2"), default));
        Assert.Equal([1], Numbers(await new ActionStore(database).ListByMessageAsync(workspace, new MessageId(new ChannelId("C2"), "17.1"), default)));
    }

    [Fact]
    public async Task The_latest_snooze_counts()
    {
        await using var database = await OpenAsync();
        foreach (var days in new[] { 7, 14 })
        {
            var batch = new Batch();
            SnoozeStore.Save(batch, workspace, Sam.Id, Now.AddDays(days));
            Assert.Equal(CommitResult.Committed, await database.CommitAsync(batch, default));
        }

        Assert.Equal(Now.AddDays(14), await new SnoozeStore(database).FindAsync(workspace, Sam.Id, default));
        Assert.Null(await new SnoozeStore(database).FindAsync(workspace, Maya.Id, default));
    }

    private protected abstract Task<Database> OpenAsync();

    private static IEnumerable<int> Numbers(IReadOnlyList<KeptAction> all) => all.Select(kept => kept.Item.Number);

    private Task<ActionItem?> FindAsync(Database database) => new ActionStore(database).FindAsync(workspace, Outage.Id, 1, default);

    private async Task<ActionOpened> AddAsync(Database database, ActionOpened opened)
    {
        var batch = new Batch();
        var incident = Outage with { Workspace = workspace };
        IncidentStore.Add(batch, incident, new IncidentStarted(Maya, Now, incident.Title, 2, [], Visibility.Public));
        await database.CommitAsync(batch, default);
        return await AddItemAsync(database, opened);
    }

    private async Task<ActionOpened> AddItemAsync(Database database, ActionOpened opened)
    {
        var batch = new Batch();
        ActionStore.Add(batch, workspace, Outage.Id, opened);
        Assert.Equal(CommitResult.Committed, await database.CommitAsync(batch, default));
        return opened;
    }

    private Task<CommitResult> SaveAsync(Database database, ActionItem loaded, ActionFact fact)
    {
        var batch = new Batch();
        ActionStore.Save(batch, workspace, Outage.Id, loaded, fact);
        return database.CommitAsync(batch, default);
    }
}

/// <summary>On SQLite; always runs.</summary>
public sealed class SqliteActionStoreTests : ActionStoreContract, IDisposable
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
public sealed class SqlServerActionStoreTests : ActionStoreContract
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
