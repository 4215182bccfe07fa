using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Editing;
using IncidentBot.Routing;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem.Versions;

/// <summary>A resolved incident with a draft, and people who edit it.</summary>
internal static class DraftScene
{
    public static readonly TimeSpan Later = TimeSpan.FromMinutes(3);

    public static async Task<Scene> ResolvedAsync(string start = "start Checkout returns 500s --sev 2", IncidentOptions? options = null, PostmortemOptions? postmortem = null)
    {
        var scene = await Scene.OfIncidentAsync(start, options, postmortem: postmortem);
        scene.Chat.People[Sam.Id] = Sam;
        scene.Chat.People[Maya.Id] = Maya;
        await scene.TypeAsync("role commander me");
        await scene.PlanFixAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(20));
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PassAsync(Later);
        return scene;
    }

    /// <summary>Puts a systemic fix among the action items, without which nobody publishes the postmortem of a severe incident unasked.</summary>
    public static async Task PlanFixAsync(this Scene scene)
    {
        var form = Assert.IsType<OpenIt>(await Scene.FoundAsync(scene.Immediate.OnCommandAsync(Scene.Asker(Scene.Room), TypedText.Of("action"), default))).Form;
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Bound the cache"), ("kind", "systemic-fix"), ("done", "The load test passes"));
    }

    public static async Task<PostmortemDraft> DraftAsync(this Scene scene, int? version = null) =>
        (version is { } one
            ? await scene.Get<PostmortemStore>().FindAsync(Scene.Workspace, new IncidentId(1), one, default)
            : await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, new IncidentId(1), default))
        ?? throw new InvalidOperationException("There is no draft.");

    /// <summary>Opens the form of a section as it is shown in a version.</summary>
    public static async Task<Form> FormAsync(this Scene scene, string section) =>
        Assert.IsType<OpenIt>(await Scene.FoundAsync(scene.Immediate.OnCommandAsync(Scene.Asker(Scene.Room), TypedText.Of($"postmortem edit {section}"), default))).Form;

    /// <summary>Sends a form with other words in it; its heading stays.</summary>
    public static Task SendAsync(this Scene scene, Form form, string text, Person? who = null, string? heading = null)
    {
        var by = who ?? Maya;
        var values = form.Fields.OfType<TextField>().ToDictionary(field => field.Name, field => field.Initial ?? string.Empty, StringComparer.Ordinal);
        values[SectionForm.Text] = text;
        if (heading is not null)
            values[SectionForm.Heading] = heading;
        return scene.HappenAsync(new FormSubmitted(Scene.Workspace, by, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, by.Id), form.Id, form.Context, values));
    }

    public static async Task EditAsync(this Scene scene, string section, string text, Person? who = null) =>
        await scene.SendAsync(await scene.FormAsync(section), text, who);

    public static Task<DirectResult> ImportAsync(this Scene scene, string file, int? version = null) => scene.Get<RunDirectly>()(
        new DirectRequest(Scene.Workspace, "fake", new Person(new PersonId(""), "Ada", "UTC"), new IncidentId(1), new ImportDraftCommand(file, version)), default);

    public static async Task<string> ExportAsync(this Scene scene)
    {
        await scene.TypeAsync("export");
        return scene.Chat.Last<UploadFile>().Content;
    }
}
