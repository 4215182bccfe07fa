using System.Text;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Delivery.Audit;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Investigation.Patterns;
using IncidentBot.Store;
using IncidentBot.Postmortem.Blame;
using IncidentBot.Tests.Postmortem.Versions;
using IncidentBot.Timeline;
using Microsoft.Data.Sqlite;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Delivery.Audit;

/// <summary>An incident that has a row in every table of the record, and what somebody with access to the database may do to it.</summary>
internal static class AuditScene
{
    public static readonly ChatMessage Message = new(new MessageId(Scene.Room, "17.1"), ManualTime.Start, Sam, "Cache is gone", null)
    {
        Files = [new ChatFile("F1", "graph.png", "image/png")],
    };

    public static readonly ChatMessage Other = new(new MessageId(Scene.Room, "17.2"), ManualTime.Start.AddSeconds(1), Sam, "Disk is full", null);

    public static async Task<Scene> BusyAsync(AuditOptions? audit = null)
    {
        var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Platforms = Scene.Announcing("#incidents") }, audit: audit);
        scene.Chat.Messages[Message.Id] = Message;
        scene.Chat.Messages[Other.Id] = Other;
        scene.Chat.OnFile = (file, _) => new FileRead(file, Encoding.UTF8.GetBytes("a picture"));
        await scene.ReactAsync("pushpin", Message.Id);
        await scene.ReactAsync("wrench", Other.Id, Sam);
        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Sam, Scene.Room, ManualTime.Start.AddMinutes(5), Reply(Sam), Other));
        await scene.TypeAsync("note Called the database team");
        await scene.PressAsync(TimelineButtonIds.SetKind, "1|1|fix");
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|commander", Sam);
        await scene.TypeAsync("role commander me", who: Sam);
        await scene.TypeAsync("impact Nobody can pay");
        await scene.TypeAsync("status identified It is the cache");
        await scene.TypeAsync("update We restart it");
        await scene.TypeAsync("action Cap the pool due in 2 weeks");
        await scene.TypeAsync("why The pool was too small evidence 1");
        await scene.TypeAsync("hypothesis The pool leaks connections since v2");
        await scene.PressAsync(PatternButtonIds.Dismiss, "1|traffic");
        await scene.TypeAsync("nudges off observe");
        await scene.TypeAsync("postmortem");
        await scene.TypeAsync("postmortem review @Sam", mentions: new Mention(18, 4, Sam.Id));
        return scene;
    }

    /// <summary>The same with a change that people decided about, and an answer to whether it was the cause.</summary>
    public static async Task<Scene> DecidedAsync()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["shop/checkout"] };
        var scene = await Scene.SetAsync(catalogue: catalogue);
        scene.Source.Answer = new ChangeAnswer([new("k1", ManualTime.Start.AddMinutes(-2), "checkout", "production", "v2", null, null)], []);
        await scene.TypeAsync("start Checkout returns 500s --sev 2", Scene.Lobby);
        await scene.TypeAsync("changes rule-out 1 It only touches the docs");
        await scene.TypeAsync("changes likely 1");
        await scene.TypeAsync("status resolved It is back");
        await scene.TypeAsync("changes yes");
        return scene;
    }

    /// <summary>One with a draft in which a sentence was left as it is.</summary>
    public static async Task<Scene> LeftAsync()
    {
        var scene = await DraftScene.ResolvedAsync();
        await scene.EditAsync("Lessons", "Maya forgot to renew the certificate.");
        await scene.TypeAsync("postmortem check");
        var leave = scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items[^1];
        await scene.SubmitAsync(BlameFormIds.Leave, leave.Value, (LeaveSentence.Reason, "She wants it so."));
        return scene;
    }

    /// <summary>One that has what an alert bot wrote before it on record.</summary>
    public static async Task<Scene> SignedAsync()
    {
        var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 2 --service checkout");
        var batch = new Batch();
        AlertMessageStore.Set(
            batch, Scene.Workspace, new AlertSaid("C0ALERTS", "3.1", ManualTime.Start.AddMinutes(-9)) { Services = ["checkout"], Bot = "Grafana", Words = "checkout is slow" });
        Assert.Equal(CommitResult.Committed, await scene.Get<Database>().CommitAsync(batch, default));
        await scene.WorkAsync(CollectSigns.Kind.Later("collect", CollectSigns.Conversation(new IncidentId(1)), new OfIncident(1)));
        return scene;
    }

    public static ReplyTo Reply(Person who) => new(Scene.Room, who.Id);

    public static Task DeleteAsync(Scene scene, ChatMessage message) => scene.HappenAsync(
        new MessageDeleted(Scene.Workspace, Sam, Scene.Room, ManualTime.Start.AddMinutes(9), Reply(Sam), message));

    public static Task<AuditReport> VerifyAsync(Scene scene, int incident = 1) =>
        scene.Get<AuditCheck>().VerifyAsync(Scene.Workspace, incident, default);

    /// <summary>Everything that a check has found wrong.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(Scene scene, int incident = 1)
    {
        var report = await VerifyAsync(scene, incident);
        return report.Problem is { } problem ? [problem] : report.RowProblems;
    }

    /// <summary>Changes rows behind the bot's back.</summary>
    public static async Task TamperAsync(Scene scene, params string[] sql)
    {
        var path = ((SqliteDatabase)scene.Get<Database>()).Path;
        await using var connection = new SqliteConnection($"Data Source={path};Foreign Keys=False;Pooling=False");
        await connection.OpenAsync();
        foreach (var statement in sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }

    public static async Task<int> CountAsync(Scene scene, string table) =>
        (await scene.Get<Database>().QueryAsync<int>($"SELECT COUNT(*) FROM {table}", null, default))[0];
}
