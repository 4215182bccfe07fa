using IncidentBot.Delivery.Audit;

using static IncidentBot.Tests.Delivery.Audit.AuditScene;

namespace IncidentBot.Tests.Delivery.Audit;

/// <summary>Each incident's chain names the one before it in the store, so that a missing incident is seen.</summary>
public sealed class StoreChainTests
{
    private static readonly string[] Tables =
    [
        "timeline_change", "timeline_entry", "timeline_sign", "timeline_revision", "timeline_removal", "timeline_file", "checklist_fact",
        "checklist_step", "checklist", "deploy", "deploy_pull", "postmortem", "evidence", "update_reminder", "sweep", "incident_fact",
        "audit_link", "audit_words", "audit_salt",
    ];

    [Fact]
    public async Task Incidents_that_nobody_touched_follow_each_other()
    {
        await using var scene = await ThreeAsync();
        Assert.Empty(await StoreProblemsAsync(scene));
        var newest = await scene.Get<AuditCheck>().FindStoreHeadAsync(default);
        Assert.Equal((3L, 3), (newest!.Place, newest.Incident));
        Assert.Equal((await VerifyAsync(scene, 3)).Head, newest.Head);
    }

    [Theory]
    [InlineData(1, "INC-1 is missing: INC-2 began after it")]
    [InlineData(2, "INC-2 is missing: INC-3 began after it")]
    public async Task An_incident_that_was_deleted_with_its_chain_is_missed(int number, string problem)
    {
        await using var scene = await ThreeAsync();
        await ForgetAsync(scene, number);
        Assert.Contains(problem, await StoreProblemsAsync(scene));
    }

    [Fact]
    public async Task The_newest_incident_is_missed_by_the_head_of_the_store()
    {
        await using var scene = await ThreeAsync();
        var head = (await scene.Get<AuditCheck>().FindStoreHeadAsync(default))!.Head.Hash;
        await ForgetAsync(scene, 3);
        Assert.Empty(await StoreProblemsAsync(scene));
        Assert.DoesNotContain(await ReportsAsync(scene), one => one.Report.Hashes.Contains(head));
    }

    [Fact]
    public async Task A_former_chain_that_was_cut_off_is_found_out_by_the_next()
    {
        await using var scene = await ThreeAsync();
        await TamperAsync(scene, "DELETE FROM audit_link WHERE incident = 1 AND seq > 1", "DELETE FROM audit_words WHERE incident = 1 AND seq > 1");
        Assert.Contains(await StoreProblemsAsync(scene), one => one.StartsWith("the chain of INC-1 was rebuilt or cut off: INC-2 began after its head ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE audit_store SET incident = 4 WHERE incident = 3", "the place of INC-3 among the store's incidents was changed")]
    [InlineData("DELETE FROM audit_store WHERE incident = 3", "the place of INC-3 among the store's incidents was changed")]
    [InlineData("INSERT INTO audit_store VALUES (4, 'T1', 9)", "INC-9 has a place among the store's incidents, but its chain is missing")]
    public async Task The_list_of_places_must_be_that_of_the_chains(string sql, string problem)
    {
        await using var scene = await ThreeAsync();
        await TamperAsync(scene, sql);
        Assert.Contains(problem, await StoreProblemsAsync(scene));
    }

    [Fact]
    public async Task An_incident_that_somebody_wrote_into_the_database_is_found_out()
    {
        await using var scene = await ThreeAsync();
        await TamperAsync(scene, "CREATE TABLE spare AS SELECT * FROM incident WHERE number = 1", "UPDATE spare SET number = 9, channel = NULL", "INSERT INTO incident SELECT * FROM spare");
        Assert.Contains("no change recorded it", Assert.Single(await ProblemsAsync(scene, 9)), StringComparison.Ordinal);
        Assert.Contains(await ReportsAsync(scene), one => one is { Incident.Incident: 9, Report.IsIntact: false });
    }

    [Fact]
    public async Task Incidents_that_start_at_the_same_time_take_their_places_one_after_the_other()
    {
        await using var scene = await Scene.SetAsync();
        var commands = scene.Get<IncidentBot.Routing.DirectCommands>();
        var workspaces = Enumerable.Range(1, 6).Select(number => new IncidentBot.Chat.WorkspaceId($"T{number}")).ToList();
        var started = await Task.WhenAll(workspaces.Select(workspace => Task.Run(() => commands.DoAsync(
            new IncidentBot.Routing.DirectRequest(workspace, scene.Chat.Name, Incidents.Samples.Maya, null, new IncidentBot.Incidents.StartCommand("Checkout", null, [])), default))));
        Assert.All(started, one => Assert.True(one.IsDone));
        Assert.Empty(await StoreProblemsAsync(scene));
        Assert.Equal(6, (await scene.Get<AuditCheck>().FindStoreHeadAsync(default))!.Place);
    }

    private static async Task<Scene> ThreeAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("start Search is slow", Scene.Lobby);
        await scene.TypeAsync("start Mail is late", Scene.Lobby);
        return scene;
    }

    private static Task ForgetAsync(Scene scene, int number) => TamperAsync(
        scene,
        [
            .. Tables.Select(table => FormattableString.Invariant($"DELETE FROM {table} WHERE incident = {number}")),
            FormattableString.Invariant($"DELETE FROM incident WHERE number = {number}"),
            FormattableString.Invariant($"DELETE FROM audit_store WHERE incident = {number}"),
        ]);

    private static async Task<IReadOnlyList<string>> StoreProblemsAsync(Scene scene) =>
        await scene.Get<AuditCheck>().VerifyStoreAsync(await ReportsAsync(scene), default);

    private static async Task<IReadOnlyList<(AuditedIncident Incident, AuditReport Report)>> ReportsAsync(Scene scene)
    {
        var reports = new List<(AuditedIncident, AuditReport)>();
        foreach (var incident in await scene.Get<AuditCheck>().ListAsync(default))
            reports.Add((incident, await scene.Get<AuditCheck>().VerifyAsync(incident.Workspace, incident.Incident, default)));
        return reports;
    }
}
