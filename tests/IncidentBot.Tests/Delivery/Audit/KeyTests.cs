using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Store;
using Microsoft.Extensions.Logging.Abstractions;

using static IncidentBot.Tests.Delivery.Audit.AuditScene;

namespace IncidentBot.Tests.Delivery.Audit;

/// <summary>With a key, nobody who has only the database can rebuild a chain unseen.</summary>
public sealed class KeyTests
{
    private static readonly string First = $"2026:{Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray())}";

    private static readonly string Second = $"2027:{Convert.ToBase64String(Enumerable.Repeat((byte)2, 48).ToArray())}";

    [Fact]
    public async Task A_chain_that_begins_with_a_key_has_a_code_on_each_link()
    {
        await using var scene = await BusyAsync(new AuditOptions { Key = First });
        var report = await VerifyAsync(scene);
        Assert.True(report.IsIntact, report.Problem);
        Assert.Equal(KeyState.Checked, report.Key);
        Assert.Equal(["KeyBegan", "IncidentStarted"], (await KindsAsync(scene)).Take(2));
        Assert.Empty(await scene.RowsWithAsync(First.Split(':')[1]));
    }

    [Fact]
    public async Task Without_the_key_the_hashes_are_verified_and_the_codes_are_not()
    {
        await using var scene = await BusyAsync(new AuditOptions { Key = First });
        Assert.Equal((true, KeyState.NotChecked), await StateAsync(scene, key: null));
        Assert.Equal((false, KeyState.Checked), await StateAsync(scene, Second));
    }

    [Theory]
    [InlineData("UPDATE audit_link SET mac = NULL, key_id = NULL WHERE seq = 5", "change 5 (")]
    [InlineData("UPDATE audit_link SET mac = (SELECT mac FROM audit_link WHERE seq = 4) WHERE seq = 5", "the MAC of change 5 (")]
    [InlineData("UPDATE audit_link SET key_id = '2027' WHERE seq = 5", "has no MAC of the key 2026")]
    public async Task A_link_whose_code_is_missing_or_wrong_is_named(string sql, string problem)
    {
        await using var scene = await BusyAsync(new AuditOptions { Key = First });
        await TamperAsync(scene, sql);
        Assert.Contains(problem, Assert.Single(await ProblemsAsync(scene)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_was_written_without_the_key_after_it_began_is_named()
    {
        await using var scene = await BusyAsync(new AuditOptions { Key = First });
        var batch = new Batch();
        new ChainWriter(batch, Scene.Workspace, 1, ManualTime.Start, await EndAsync(scene), AuditKeys.None)
            .Add(new Change(1, "StatusTold", "Never said"), IncidentBot.Delivery.Origin.Bot, []);
        Assert.Equal(CommitResult.Committed, await scene.Get<Database>().CommitAsync(batch, default));
        Assert.Contains("has no MAC of the key 2026", Assert.Single(await ProblemsAsync(scene)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_begins_once_in_every_chain_that_is_there_and_until_then_the_check_says_so()
    {
        await using var scene = await BusyAsync();
        await scene.TypeAsync("start Search is slow", Scene.Lobby);
        await scene.TypeAsync("status cancelled", SceneChat.ChannelOf(new IncidentId(2)));
        var before = (await VerifyAsync(scene)).Hashes;
        Assert.Equal((true, KeyState.Waiting), await StateAsync(scene, First));

        Assert.Equal(2, await BeginAsync(scene, First));
        Assert.Equal(0, await BeginAsync(scene, First));
        Assert.Equal((true, KeyState.Checked), await StateAsync(scene, First));
        Assert.Equal((true, KeyState.Checked), await StateAsync(scene, First, 2));
        Assert.Equal(before, (await VerifyAsync(scene)).Hashes.Take(before.Count));
    }

    [Fact]
    public async Task A_chain_that_lacks_its_beginning_of_the_key_is_broken_and_stays_so()
    {
        await using var scene = await BusyAsync();
        await scene.TypeAsync("start Search is slow", Scene.Lobby);
        await BeginAsync(scene, First);
        await TamperAsync(scene, "DELETE FROM audit_link WHERE incident = 1 AND kind = 'KeyBegan'");
        Assert.Equal((false, KeyState.Checked), await StateAsync(scene, First));
        Assert.Equal(0, await BeginAsync(scene, First));
        Assert.Equal((false, KeyState.Checked), await StateAsync(scene, First));

        // Nor does it help to take away that it was done.
        await TamperAsync(scene, "DELETE FROM audit_key");
        Assert.Equal((false, KeyState.Late), await StateAsync(scene, First));
        await TamperAsync(scene, "INSERT INTO audit_key VALUES ('T1', '2026', '2026-03-02T09:00:00.0000000Z', 'aa')");
        Assert.Equal((false, KeyState.Late), await StateAsync(scene, First));
    }

    [Fact]
    public async Task The_newest_chain_rebuilt_without_the_key_is_found_out_though_the_key_begins_in_it_again()
    {
        await using var scene = await TwoAsync(new AuditOptions { Key = First });
        Assert.Empty(await StoreProblemsAsync(scene));
        await TamperAsync(scene, [.. WithoutTrail, "DELETE FROM audit_key", "UPDATE incident SET title = 'Nothing' WHERE number = 2"]);
        await RebuildAsync(scene, 2);
        await BeginAsync(scene, First);
        Assert.Equal((true, KeyState.Checked), await StateAsync(scene, First, 2));
        Assert.Contains("INC-2 began without a key, but INC-1 before it began with one", await StoreProblemsAsync(scene));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_newest_record_passed_off_as_a_former_versions_is_found_out(bool hasKey)
    {
        await using var scene = await TwoAsync(hasKey ? new AuditOptions { Key = First } : null);
        await TamperAsync(
            scene, [.. WithoutTrail, "INSERT INTO audit_pending (workspace_id, incident) VALUES ('T1', 2)", "DELETE FROM audit_key",
                "UPDATE incident SET title = 'Nothing' WHERE number = 2"]);
        const string problem = "INC-2 is marked as from a former version, but INC-1, which began before it, is of this one";
        Assert.Contains(problem, await StoreProblemsAsync(scene));

        await scene.TypeAsync("note Anything", SceneChat.ChannelOf(new IncidentId(2)));
        await scene.Get<TakeRecords>().RunAsync(default);
        if (hasKey)
            await BeginAsync(scene, First);
        Assert.True((await VerifyAsync(scene, 2)).IsIntact);
        Assert.Contains(problem, await StoreProblemsAsync(scene));
    }

    [Fact]
    public async Task A_key_is_changed_and_what_the_former_one_wrote_is_still_checked()
    {
        await using var scene = await BusyAsync(new AuditOptions { Key = First });
        await BeginAsync(scene, First);
        Assert.Equal((true, KeyState.Waiting), await StateAsync(scene, $"{Second} {First}"));
        Assert.Equal(1, await BeginAsync(scene, $"{Second} {First}"));
        Assert.Equal((true, KeyState.Checked), await StateAsync(scene, $"{Second} {First}"));
        Assert.Contains("the key 2026, which ", (await CheckAsync(scene, Second, 1)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exports_print_when_the_key_began_and_the_head_of_the_store()
    {
        await using var scene = await BusyAsync(new AuditOptions { Key = First });
        var head = (await scene.Get<AuditCheck>().FindStoreHeadAsync(default))!.Head.Hash;
        foreach (var format in new[] { ExportFormat.Markdown, ExportFormat.Html })
        {
            var text = await scene.Get<IncidentExport>().WriteAsync(await scene.IncidentAsync(), format, default);
            Assert.Contains("MACs with the key 2026 since change 1, 20", text, StringComparison.Ordinal);
            Assert.Contains($"audit verify --store-head {head}", text, StringComparison.Ordinal);
        }

        var json = await scene.Get<IncidentExport>().WriteAsync(await scene.IncidentAsync(), ExportFormat.Json, default);
        Assert.Contains($"\"storeHead\": \"{head}\"", json, StringComparison.Ordinal);
        Assert.Contains("\"key\": \"2026\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secretsecret", "Audit:Key, key 1 must be ID:SECRET")]
    [InlineData(":AAAA", "Audit:Key, key 1 must be ID:SECRET")]
    [InlineData("a b:AAAA", "Audit:Key, key 1 must be ID:SECRET")]
    [InlineData("2026:AAAA", "Audit:Key, key 1 (2026) must have a secret of at least 32 bytes")]
    [InlineData("2026:not-base64-at-all-but-long-enough-to-be-a-key", "at least 32 bytes in Base64")]
    public void A_key_that_is_none_is_refused_without_being_shown(string setting, string problem)
    {
        var problems = new AuditOptions { Key = setting }.Problems();
        Assert.Contains(problems, one => one.Contains(problem, StringComparison.Ordinal));
        Assert.DoesNotContain(problems, one => one.Contains("AAAA", StringComparison.Ordinal) || one.Contains("secretsecret", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_keys_have_two_ids() =>
        Assert.Contains("give each its own", Assert.Single(new AuditOptions { Key = $"{First} {First}" }.Problems()), StringComparison.Ordinal);

    private static readonly string[] WithoutTrail =
    [
        "DELETE FROM audit_link WHERE incident = 2", "DELETE FROM audit_words WHERE incident = 2", "DELETE FROM audit_salt WHERE incident = 2",
        "DELETE FROM audit_store WHERE incident = 2",
    ];

    private static async Task<Scene> TwoAsync(AuditOptions? audit)
    {
        var scene = await BusyAsync(audit);
        await scene.TypeAsync("start Search is slow", Scene.Lobby);
        return scene;
    }

    // What somebody can do who has the database and not the key.
    private static async Task RebuildAsync(Scene scene, int incident)
    {
        var (chains, batch) = (scene.Get<ChainStore>(), new Batch());
        var writer = new ChainWriter(
            batch, Scene.Workspace, incident, ManualTime.Start, await chains.FindEndAsync(Scene.Workspace, incident, default), AuditKeys.None);
        writer.Begin((await chains.FindNewestChainAsync(default))!.AsFormer);
        var rows = await scene.Get<RecordReader>().ReadAsync(Scene.Workspace, incident, default);
        writer.Add(new Change(incident, AuditCheck.Started, "As it was") { Rows = rows }, IncidentBot.Delivery.Origin.Bot, []);
        Assert.Equal(CommitResult.Committed, await scene.Get<Database>().CommitAsync(batch, default));
    }

    private static async Task<IReadOnlyList<string>> StoreProblemsAsync(Scene scene)
    {
        var check = scene.Get<AuditCheck>();
        var verified = new List<(AuditedIncident, AuditReport)>();
        foreach (var one in await check.ListAsync(default))
            verified.Add((one, await check.VerifyAsync(one.Workspace, one.Incident, default)));
        return await check.VerifyStoreAsync(verified, default);
    }

    private static AuditKeys Keys(string? key) => AuditKeys.Of(new AuditOptions { Key = key });

    private static async Task<(bool IsIntact, KeyState Key)> StateAsync(Scene scene, string? key, int incident = 1)
    {
        var report = await CheckAsync(scene, key, incident);
        return (report.IsIntact, report.Key);
    }

    private static Task<AuditReport> CheckAsync(Scene scene, string? key, int incident)
    {
        var (database, keys) = (scene.Get<Database>(), Keys(key));
        return new AuditCheck(database, new ChainStore(database), scene.Get<RecordReader>(), new KeyMarks(database, keys, scene.Time), keys)
            .VerifyAsync(Scene.Workspace, incident, default);
    }

    private static Task<int> BeginAsync(Scene scene, string key)
    {
        var (database, keys) = (scene.Get<Database>(), Keys(key));
        return new BeginKeys(database, new ChainStore(database), new KeyMarks(database, keys, scene.Time), keys, scene.Time, NullLogger<BeginKeys>.Instance)
            .RunAsync(default);
    }

    private static Task<ChainEnd> EndAsync(Scene scene) => scene.Get<ChainStore>().FindEndAsync(Scene.Workspace, 1, default);

    private static Task<IReadOnlyList<string>> KindsAsync(Scene scene) =>
        scene.Get<Database>().QueryAsync<string>("SELECT kind FROM audit_link WHERE incident = 1 ORDER BY seq", null, default);
}
