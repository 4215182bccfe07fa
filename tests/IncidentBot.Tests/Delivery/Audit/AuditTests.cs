using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Routing;
using IncidentBot.Store;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Delivery.Audit;

public sealed class AuditTests
{
    private static readonly ChatMessage Message = new(new MessageId(Scene.Room, "17.1"), ManualTime.Start, Sam, "Cache is gone", null);

    [Fact]
    public async Task Every_fact_on_record_has_its_link()
    {
        await using var scene = await BusySceneAsync();
        foreach (var (table, kinds) in new[]
        {
            ("incident_fact", "SELECT kind FROM incident_fact"),
            ("checklist_fact", "SELECT kind FROM checklist_fact"),
            ("timeline_entry", "SELECT 'EntryRecorded' FROM timeline_entry"),
            ("timeline_change", "SELECT 'EntryChanged' FROM timeline_change"),
            ("timeline_sign", "SELECT 'MessageMarked' FROM timeline_sign"),
            ("timeline_revision", "SELECT 'MessageRevised' FROM timeline_revision"),
            ("deploy_pull", "SELECT 'DeploysPulled' FROM deploy_pull"),
            ("postmortem", "SELECT 'DraftAssembled' FROM postmortem"),
            ("evidence", "SELECT 'EvidenceKept' FROM evidence"),
        })
        {
            var expected = await scene.Get<Database>().QueryAsync<string>(kinds, null, default);
            Assert.True(expected.Count > 0, $"The scene has no {table}.");
            foreach (var kind in expected.CountBy(kind => kind))
                Assert.Equal((kind.Key, kind.Value), (kind.Key, (await LinksAsync(scene)).Count(link => link.Kind == kind.Key)));
        }
    }

    [Theory]
    [InlineData("StatusChanged", "command", "U1")]
    [InlineData("StepTicked", "button", "U2")]
    [InlineData("MessageMarked", "reaction", "U1")]
    [InlineData("DeploysPulled", "bot", "")]
    public async Task A_link_says_by_whom_and_from_where(string kind, string source, string by)
    {
        await using var scene = await BusySceneAsync();
        var link = (await LinksAsync(scene)).First(one => one.Kind == kind);
        Assert.Equal((source, by), (link.Source, link.ByPerson));
    }

    [Fact]
    public async Task A_chain_that_nobody_touched_holds()
    {
        await using var scene = await BusySceneAsync();
        var report = await VerifyAsync(scene);
        Assert.Null(report.Problem);
        Assert.Equal((await LinksAsync(scene)).Count, report.Head.Seq);
    }

    [Fact]
    public async Task A_chain_holds_on_a_server_that_keeps_no_more_than_microseconds()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(TimeSpan.FromTicks(1234567));
        await scene.TypeAsync("status identified It is the cache");
        var at = await scene.Get<Database>().QueryAsync<string>("SELECT happened_at FROM audit_link WHERE kind = 'StatusChanged'", null, default);
        Assert.EndsWith(".1234560Z", Assert.Single(at), StringComparison.Ordinal);

        var batch = new Batch();
        batch.Add("UPDATE audit_link SET happened_at = substr(happened_at, 1, 26) || '0Z'");
        await scene.Get<Database>().CommitAsync(batch, default);
        Assert.Null((await VerifyAsync(scene)).Problem);
    }

    [Theory]
    [InlineData("UPDATE audit_words SET words = words || ' ' WHERE seq = 3", "the text of change 3")]
    [InlineData("UPDATE audit_link SET by_person = 'U9' WHERE seq = 3", "change 3")]
    [InlineData("DELETE FROM audit_link WHERE seq = 3", "change 3 is missing")]
    [InlineData("DELETE FROM audit_words WHERE seq = 3", "no recorded erasure explains it")]
    [InlineData("UPDATE audit_link SET words_hash = '00' WHERE seq = 3", "change 3")]
    public async Task A_chain_that_somebody_touched_does_not_hold(string sql, string problem)
    {
        await using var scene = await BusySceneAsync();
        var batch = new Batch();
        batch.Add(sql, expectedRows: 1);
        await scene.Get<Database>().CommitAsync(batch, default);
        Assert.Contains(problem, (await VerifyAsync(scene)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erased_words_leave_a_chain_that_holds()
    {
        await using var scene = await BusySceneAsync();
        Assert.NotEmpty(await scene.RowsWithAsync("Cache is gone"));
        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Sam, Scene.Room, ManualTime.Start.AddMinutes(5), new ReplyTo(Scene.Room, Sam.Id), Message));
        Assert.Empty(await scene.RowsWithAsync("Cache is gone"));
        var report = await VerifyAsync(scene);
        Assert.Null(report.Problem);
        Assert.True(report.Erased > 0);
    }

    [Fact]
    public async Task Changes_at_the_same_time_each_have_their_place()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var commands = scene.Get<DirectCommands>();
        var requests = Enumerable.Range(1, 12).Select(number => new DirectRequest(
            Scene.Workspace, scene.Chat.Name, Maya, new IncidentId(1), new NoteCommand(FormattableString.Invariant($"note {number}"), null, null)));
        var results = await Task.WhenAll(requests.Select(request => Task.Run(() => commands.DoAsync(request, default))));

        var written = results.Count(result => result.IsDone);
        Assert.Equal(written, (await LinksAsync(scene)).Count(link => link is { Kind: "EntryRecorded", Source: "command line" }));
        Assert.Equal(written, (await scene.TimelineAsync()).Count);
        Assert.Null((await VerifyAsync(scene)).Problem);
    }

    [Fact]
    public async Task A_change_that_is_in_conflict_leaves_no_link()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var before = await LinksAsync(scene);
        var work = new Work(Scene.Workspace, scene.Chat.Name, "x", ManualTime.Start);
        work.Batch.Add("UPDATE incident SET title = 'x' WHERE number = 99", expectedRows: 1);
        work.Batch.Record(new Change(1, "Something", "words"));

        Assert.Equal(CommitResult.Conflict, await scene.Get<WorkCommit>().CommitAsync(new Batch(), work, default));
        Assert.Equal(before.Count, (await LinksAsync(scene)).Count);
    }

    [Fact]
    public async Task Exports_print_the_head()
    {
        await using var scene = await BusySceneAsync();
        var export = scene.Get<IncidentExport>();
        var incident = await scene.IncidentAsync();
        var head = (await VerifyAsync(scene)).Head.Hash;
        foreach (var format in Enum.GetValues<ExportFormat>())
            Assert.Contains(head, await export.WriteAsync(incident, format, default), StringComparison.Ordinal);

        await scene.TypeAsync("export");
        Assert.Contains("Audit trail of INC-1", scene.Chat.Last<UploadFile>().Content, StringComparison.Ordinal);
    }

    private static async Task<Scene> BusySceneAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        scene.Chat.Messages[Message.Id] = Message;
        await scene.ReactAsync("pushpin", Message.Id);
        await scene.PressAsync(TimelineButtonIds.SetKind, "1|1|fix");
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|commander", Sam);
        await scene.TypeAsync("status identified It is the cache");
        await scene.TypeAsync("postmortem");
        return scene;
    }

    private static async Task<AuditReport> VerifyAsync(Scene scene)
    {
        var report = await scene.Get<AuditCheck>().VerifyAsync(Scene.Workspace, 1, default);
        Assert.Empty(report.RowProblems);
        return report;
    }

    private static Task<IReadOnlyList<LinkRow>> LinksAsync(Scene scene) =>
        scene.Get<Database>().QueryAsync<LinkRow>("SELECT kind, source, by_person FROM audit_link ORDER BY seq", null, default);

    private sealed class LinkRow
    {
        public string Kind { get; init; } = string.Empty;

        public string Source { get; init; } = string.Empty;

        public string ByPerson { get; init; } = string.Empty;
    }
}
