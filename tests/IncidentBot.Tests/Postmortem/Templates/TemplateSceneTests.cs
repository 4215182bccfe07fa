using System.IO.Compression;
using IncidentBot.Chat;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Tests.Postmortem.Versions;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem.Templates;

/// <summary>Drafts of an own template are edited, merged, checked and exported like any other, also when the template changes.</summary>
public sealed class TemplateSceneTests : IAsyncDisposable
{
    private readonly PostmortemOptions options = new() { OwnTemplates = OwnTemplate.Templates };
    private Scene? opened;

    public async ValueTask DisposeAsync()
    {
        if (opened is not null)
            await opened.DisposeAsync();
    }

    [Fact]
    public async Task What_people_write_into_a_section_of_it_stays_while_the_record_changes()
    {
        var scene = await ResolvedAsync();
        await scene.EditAsync("Personal data", "None: only counters were lost (entry 1).");
        await scene.TypeAsync("severity 1");
        await scene.TypeAsync("note Cache restarted");
        await scene.PassAsync(DraftScene.Later);

        var draft = (await scene.DraftAsync()).Markdown;

        Assert.Contains("## Personal data\n\nNone: only counters were lost (entry 1).\n\n## Follow-up\n", draft, StringComparison.Ordinal);
        Assert.Contains("Cache restarted", draft[draft.IndexOf("## Chronology", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.StartsWith(draft, await scene.ExportAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_template_that_calls_a_section_otherwise_finds_what_people_wrote_in_it()
    {
        var scene = await ResolvedAsync();
        var impact = (await scene.FormAsync("What customers saw")).Fields.OfType<TextField>().Last().Initial!;
        await scene.EditAsync("What customers saw", impact + "\n\nAcme's own customers were not affected (entry 1).");
        options.OwnTemplates = OwnTemplate.Of(
            OwnTemplate.Text.Replace("## What customers saw", "## Customer impact", StringComparison.Ordinal).Replace("## Personal data", "## Legal\n\nSee [the policy](https://wiki.acme.example/legal).\n\n## Personal data", StringComparison.Ordinal));
        await scene.TypeAsync("postmortem");
        await scene.PassAsync(DraftScene.Later);

        var draft = (await scene.DraftAsync()).Markdown;

        Assert.DoesNotContain("## What customers saw", draft, StringComparison.Ordinal);
        Assert.Contains("\n\nAcme's own customers were not affected (entry 1).\n\n## In short\n", draft[draft.IndexOf("## Customer impact", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("## Legal\n\nSee [the policy](https://wiki.acme.example/legal).\n\n## Personal data\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("Conflict 1", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_wrote_stays_when_the_template_drops_its_section_and_when_it_is_taken_away()
    {
        var scene = await ResolvedAsync();
        await scene.EditAsync("Personal data", "None: only counters were lost (entry 1).");
        options.OwnTemplates = null;
        await scene.TypeAsync("postmortem");
        await scene.PassAsync(DraftScene.Later);

        var draft = (await scene.DraftAsync()).Markdown;

        Assert.Contains("## Personal data\n\nNone: only counters were lost (entry 1).\n", draft, StringComparison.Ordinal);
        Assert.Contains("\n## 5 whys\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("## Follow-up", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_learnt_needs_no_evidence_under_any_title_wherever_the_draft_is_given_out()
    {
        const string learnt = "We did not know that the flag was global.", fact = "The flag was on for all of Europe.";
        (options.Repository, options.OwnTemplates) = ("acme/pm", OwnTemplate.Of(OwnTemplate.Text + "## What we take along\n\n{{sections.lessons}}\n"));
        var scene = await ResolvedAsync();
        await scene.EditAsync("What we take along", $"- {learnt}\n");
        await scene.EditAsync("Why it happened", $"- {fact}\n");

        List<string> given = [await scene.ExportAsync(), await ZippedAsync(scene)];
        foreach (var form in Enum.GetValues<ExportFormat>())
            given.Add(await scene.Get<IncidentExport>().WriteAsync(await scene.IncidentAsync(), form, default));
        await scene.TypeAsync("export pr");
        given.Add(Assert.Single(scene.Repository.Files).Content);
        Assert.All(given, text => Assert.Contains(learnt, text, StringComparison.Ordinal));
        Assert.All(given, text => Assert.Contains($"{fact} (no evidence yet)", text, StringComparison.Ordinal));
        Assert.All(given, text => Assert.DoesNotContain($"{learnt} (no", text, StringComparison.Ordinal));

        await scene.TypeAsync("postmortem read Why it happened");
        Assert.Contains($"{fact} (no evidence yet)", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem read What we take along");
        Assert.Contains(learnt, scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("(no evidence yet)", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_published_when_its_gates_pass()
    {
        var scene = await ResolvedAsync();
        await scene.TypeAsync("postmortem publish");

        Assert.Equal(1, (await scene.Get<PostmortemStore>().States.FindAsync(Scene.Workspace, new IncidentBot.Incidents.IncidentId(1), default)).Published?.Version);
    }

    [Fact]
    public async Task A_private_incident_s_draft_of_it_goes_nowhere_else()
    {
        var scene = opened = await DraftScene.ResolvedAsync("start --private Payroll leaks --sev 2", postmortem: options);
        await scene.TypeAsync("export");

        Assert.Contains("**Handle with care:**", (await scene.DraftAsync()).Markdown, StringComparison.Ordinal);
        Assert.All(scene.Chat.Done.Select(request => request.Action).OfType<UploadFile>(), upload => Assert.NotEqual(Scene.Lobby.Value, upload.Channel.Known));
    }

    private static async Task<string> ZippedAsync(Scene scene)
    {
        using var zip = new MemoryStream();
        await scene.Get<IncidentArchive>().WriteAsync(await scene.IncidentAsync(), zip, default);
        await using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        using var reader = new StreamReader(await archive.GetEntry("postmortem.md")!.OpenAsync());
        return await reader.ReadToEndAsync();
    }

    private async Task<Scene> ResolvedAsync() => opened = await DraftScene.ResolvedAsync(postmortem: options);
}
