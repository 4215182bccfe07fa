using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Merging;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem.Versions.Editing;

/// <summary>People edit the draft by form and by file while the record goes on.</summary>
public sealed class EditDraftTests
{
    private const string Lesson = "We did not know that the limit was per pod.";

    [Fact]
    public async Task An_edit_is_a_version_with_its_author_and_stays_when_the_record_changes()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.EditAsync("Lessons", Lesson);
        var edited = await scene.DraftAsync();
        Assert.Equal((2, "Maya", 1), (edited.Version, edited.Author?.Name, edited.MadeFrom));
        Assert.Equal((await scene.DraftAsync(1)).Markdown, edited.MergeBase);
        Assert.Contains($"## Lessons\n\n{Lesson}\n", edited.Markdown, StringComparison.Ordinal);
        Assert.Equal("Saved as draft 2.", scene.LastAnswer);

        await scene.TypeAsync("severity 1");
        await scene.PassAsync(DraftScene.Later);

        var followed = await scene.DraftAsync();
        Assert.Equal((3, null), (followed.Version, followed.Author?.Name));
        Assert.Contains(Lesson, followed.Markdown, StringComparison.Ordinal);
        Assert.Contains("**Severity:** SEV1", followed.Markdown, StringComparison.Ordinal);
        Assert.Equal(0, ConflictMarks.Count(followed.Markdown));
        Assert.StartsWith("Draft 3 of the postmortem is ready.", scene.Chat.Shown("INC-1/postmortem/1").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_holds_the_section_as_it_is_and_sent_untouched_changes_nothing()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var form = await scene.FormAsync("time");
        var fields = form.Fields.OfType<TextField>().ToList();
        Assert.StartsWith("All times are UTC.", fields[0].Initial, StringComparison.Ordinal);
        Assert.Equal("Timeline", fields[1].Initial);

        await scene.SendAsync(form, fields[0].Initial!);

        Assert.StartsWith("Draft 1 reads like this already; nothing was changed.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(1, (await scene.DraftAsync()).Version);
    }

    [Fact]
    public async Task The_draft_s_message_leads_to_the_form_of_each_section()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var menu = scene.Chat.Shown("INC-1/postmortem/1").Parts.OfType<Paragraph>().Single().Menu!;
        Assert.Equal(["Edit a section", "Check for blame", "Ask for a review", "Publish the postmortem", "Show the versions"], menu.Items.Select(item => item.Label));

        await scene.PressAsync(menu.Items[0].Action, menu.Items[0].Value);
        var buttons = scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items;
        Assert.Contains(buttons, button => button.Label == "Contributing factors");
        var lessons = buttons.Single(button => button.Label == "Lessons");

        // Whoever presses a button of an older list edits the newest draft.
        await scene.EditAsync("Contributing factors", "A limit that nobody knew.");
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(lessons.Action, lessons.Value)).Form;
        Assert.StartsWith("1|2|", form.Context, StringComparison.Ordinal);
        Assert.Equal("Lessons", form.Fields[0].Label);
    }

    [Fact]
    public async Task A_section_that_is_longer_than_a_form_takes_is_edited_as_a_file()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.ImportAsync((await scene.ExportAsync()).Replace("## Lessons", $"## Lessons\n\n{new string('x', 4000)}", StringComparison.Ordinal));

        var answer = await Scene.FoundAsync(scene.Immediate.OnCommandAsync(Scene.Asker(Scene.Room), TypedText.Of("postmortem edit Lessons"), default));

        var said = Assert.IsType<SayIt>(answer).Card.Text;
        Assert.Contains("and a form takes 3000. Edit it as a file", said, StringComparison.Ordinal);
        Assert.EndsWith("edit the file, and share it here with a message that says @IncidentBot postmortem import.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_is_renamed_and_deleted_by_its_form()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.SendAsync(await scene.FormAsync("Lessons"), Lesson, heading: "What we learned");
        await scene.SendAsync(await scene.FormAsync("Where we got lucky"), string.Empty, heading: string.Empty);
        await scene.TypeAsync("severity 1");
        await scene.PassAsync(DraftScene.Later);

        var draft = (await scene.DraftAsync()).Markdown;
        Assert.Contains($"## What we learned\n\n{Lesson}\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("## Where we got lucky", draft, StringComparison.Ordinal);
        Assert.Contains("**Severity:** SEV1", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_wrote_stays_where_a_lower_severity_makes_the_draft_shorter()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.EditAsync("5 whys", "A limit that nobody knew.");
        await scene.TypeAsync("severity 3");
        await scene.PassAsync(DraftScene.Later);

        var draft = (await scene.DraftAsync()).Markdown;
        Assert.Contains("## 5 whys\n\nA limit that nobody knew.\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("## What went badly", draft, StringComparison.Ordinal);
        Assert.Equal(0, ConflictMarks.Count(draft));
    }

    [Fact]
    public async Task Two_who_edit_different_lines_at_once_are_both_heard()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var (mayas, sams) = (await scene.FormAsync("Lessons"), await scene.FormAsync("Contributing factors"));
        await scene.SendAsync(mayas, Lesson);
        await scene.SendAsync(sams, "A limit that nobody knew.", Sam);

        Assert.Equal("Saved as draft 3. Meanwhile Maya had changed other lines; both edits are in it.", scene.LastAnswer);
        var draft = await scene.DraftAsync();
        Assert.Contains(Lesson, draft.Markdown, StringComparison.Ordinal);
        Assert.Contains("A limit that nobody knew.", draft.Markdown, StringComparison.Ordinal);
        Assert.Equal(("Sam", 1), (draft.Author?.Name, draft.MadeFrom));
    }

    [Fact]
    public async Task Who_edits_the_same_lines_second_gets_both_texts_and_nothing_is_lost()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var (mayas, sams) = (await scene.FormAsync("Lessons"), await scene.FormAsync("Lessons"));
        await scene.SendAsync(mayas, Lesson);
        await scene.SendAsync(sams, "Limits are per pod.", Sam);

        var answer = scene.Chat.Answers[^1];
        Assert.Equal(Sam.Id, answer.To.Person);
        Assert.StartsWith("Saved as draft 3. Meanwhile Maya had changed the same place, so both texts stand there, marked.", answer.Card.Text, StringComparison.Ordinal);
        Assert.Contains($"Yours: Limits are per pod. Maya: {Lesson}", answer.Card.Text, StringComparison.Ordinal);
        Assert.Equal("Lessons", Assert.Single(answer.Card.Parts.OfType<Buttons>().Single().Items).Label);
        var draft = (await scene.DraftAsync()).Markdown;
        Assert.Contains("Sam wrote:**\n\nLimits are per pod.\n", draft, StringComparison.Ordinal);
        Assert.Contains($"Maya says:**\n\n{Lesson}\n", draft, StringComparison.Ordinal);
        Assert.Contains("In one place two texts stand", scene.Chat.Shown("INC-1/postmortem/1").Text, StringComparison.Ordinal);

        await scene.EditAsync("Lessons", Lesson);
        Assert.Equal(0, ConflictMarks.Count((await scene.DraftAsync()).Markdown));
    }

    [Fact]
    public async Task Who_edits_over_a_person_and_the_record_is_told_of_both()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var sams = await scene.FormAsync("Lessons");
        await scene.EditAsync("Lessons", Lesson);
        await scene.TypeAsync("severity 1");
        await scene.PassAsync(DraftScene.Later);

        await scene.SendAsync(sams, "Limits are per pod.", Sam);

        Assert.StartsWith("Saved as draft 4. Meanwhile Maya or the record had changed the same place", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("Maya or the record says:**", (await scene.DraftAsync()).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_person_and_the_record_change_the_same_line_both_texts_stand()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var form = await scene.FormAsync("The beginning");
        await scene.SendAsync(form, ((TextField)form.Fields[0]).Initial!.Replace("**Severity:** SEV2", "**Severity:** SEV2, as it felt", StringComparison.Ordinal));
        await scene.TypeAsync("severity 1");
        await scene.PassAsync(DraftScene.Later);

        var conflict = Assert.Single(ConflictMarks.Read((await scene.DraftAsync()).Markdown));
        Assert.Contains("**Severity:** SEV2, as it felt", Assert.Single(conflict.Yours), StringComparison.Ordinal);
        Assert.Contains("**Severity:** SEV1", Assert.Single(conflict.Theirs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exported_file_comes_back_edited()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var file = await scene.ExportAsync();
        Assert.EndsWith("\n<!-- incidentbot: INC-1 draft 1 -->\n", file, StringComparison.Ordinal);

        var result = await scene.ImportAsync("\uFEFF" + file.Replace("## Lessons\n", $"## Lessons\n\n{Lesson}\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n## Written below\r\n\r\nMore.\r\n");

        Assert.True(result.IsDone);
        Assert.Equal("Saved as draft 2.", Assert.Single(result.Sentences).ToPlainText());
        var draft = await scene.DraftAsync();
        Assert.Equal("Ada", draft.Author?.Name);
        Assert.Contains($"## Lessons\n\n{Lesson}\n", draft.Markdown, StringComparison.Ordinal);
        Assert.EndsWith("\n## Written below\n\nMore.\n", draft.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("Audit trail of", draft.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", draft.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_comes_back_untouched_changes_nothing()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var result = await scene.ImportAsync(await scene.ExportAsync());
        Assert.False(result.IsDone);
        Assert.Equal("Draft 1 reads like this already; nothing was changed.", Assert.Single(result.Sentences).ToPlainText());
    }

    [Fact]
    public async Task A_fact_without_a_reference_says_so_in_what_is_given_out_and_not_in_what_is_kept()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.EditAsync("What went badly", "- We lost about 300 orders that day.");

        var file = await scene.ExportAsync();
        Assert.Contains("- We lost about 300 orders that day. (no evidence yet)\n", file, StringComparison.Ordinal);
        Assert.DoesNotContain("that day. (no", (await scene.DraftAsync()).Markdown, StringComparison.Ordinal);
        Assert.Equal("Draft 2 reads like this already; nothing was changed.", Assert.Single((await scene.ImportAsync(file)).Sentences).ToPlainText());
        await scene.TypeAsync("postmortem read What went badly");
        Assert.Contains("that day. (no evidence yet)", scene.LastAnswer, StringComparison.Ordinal);

        await scene.ImportAsync(file.Replace("that day. (no evidence yet)", "that day (entry 1). (no evidence yet)", StringComparison.Ordinal));

        Assert.Contains("- We lost about 300 orders that day (entry 1).\n", (await scene.DraftAsync()).Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("that day (entry 1). (no", await scene.ExportAsync(), StringComparison.Ordinal);
        await scene.TypeAsync("evidence check");
        Assert.DoesNotContain("300 orders", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_an_older_draft_is_merged()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var file = await scene.ExportAsync();
        await scene.TypeAsync("severity 1");
        await scene.PassAsync(DraftScene.Later);
        await scene.EditAsync("Contributing factors", "A limit that nobody knew.");

        await scene.ImportAsync(file.Replace("## Lessons\n", $"## Lessons\n\n{Lesson}\n", StringComparison.Ordinal));

        var draft = await scene.DraftAsync();
        Assert.Equal((4, 1), (draft.Version, draft.MadeFrom));
        Assert.All([Lesson, "A limit that nobody knew.", "**Severity:** SEV1"], said => Assert.Contains(said, draft.Markdown, StringComparison.Ordinal));
        Assert.Equal(0, ConflictMarks.Count(draft.Markdown));
    }

    [Fact]
    public async Task A_file_of_another_incident_or_of_none_is_refused()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var file = await scene.ExportAsync();
        Assert.Equal(
            "Nothing was changed: this file is the postmortem of INC-9, not of INC-1.",
            Assert.Single((await scene.ImportAsync(file.Replace("incidentbot: INC-1", "incidentbot: INC-9", StringComparison.Ordinal))).Sentences).ToPlainText());
        Assert.StartsWith("Nothing was changed: the file doesn't tell which draft", Assert.Single((await scene.ImportAsync("# Mine\n")).Sentences).ToPlainText(), StringComparison.Ordinal);
        Assert.Equal("Nothing was changed: INC-1 has no draft 7 of its postmortem.", Assert.Single((await scene.ImportAsync("# Mine\n", 7)).Sentences).ToPlainText());
        Assert.Equal(1, (await scene.DraftAsync()).Version);
    }

    [Fact]
    public async Task A_file_that_is_shared_with_a_mention_comes_back()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var file = (await scene.ExportAsync()).Replace("## Lessons\n", $"## Lessons\n\n{Lesson}\n", StringComparison.Ordinal);
        scene.Chat.OnFile = (asked, _) => new FileRead(asked, System.Text.Encoding.UTF8.GetBytes(file));

        await ShareAsync(scene);
        Assert.StartsWith("Nothing was changed: there is no Markdown file.", scene.LastAnswer, StringComparison.Ordinal);
        await ShareAsync(scene, new ChatFile("F1", "graph.png", "image/png"), new ChatFile("F2", "INC-1-postmortem-v1.md", "text/plain"));

        Assert.Equal("Saved as draft 2.", scene.LastAnswer);
        Assert.Contains(Lesson, (await scene.DraftAsync()).Markdown, StringComparison.Ordinal);
        scene.Chat.OnFile = (asked, _) => new FileRead(asked, [0xFF, 0xFE, 0x00]);
        await ShareAsync(scene, new ChatFile("F3", "draft.md", ""));
        Assert.Equal("Nothing was changed: draft.md isn't UTF-8 text. Save it as UTF-8, then share it again.", scene.LastAnswer);
        scene.Chat.OnFile = (asked, _) => new FileNotRead(asked, "the bot lacks the scope files:read", Permanent: true);
        await ShareAsync(scene, new ChatFile("F3", "draft.md", ""));
        Assert.StartsWith("Nothing was changed: draft.md could not be read, because the bot lacks the scope files:read.", scene.LastAnswer, StringComparison.Ordinal);
    }

    private static Task ShareAsync(Scene scene, params ChatFile[] files) => scene.HappenAsync(
        new CommandTyped(Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Maya.Id), TypedText.Of("postmortem import"), new MessageId(Scene.Room, $"77.{files.FirstOrDefault()?.Id}{scene.Chat.Answers.Count}")) { Files = files });

    [Fact]
    public async Task Versions_and_their_differences_are_shown()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.EditAsync("Lessons", Lesson);
        await scene.TypeAsync("postmortem versions");
        Assert.StartsWith("Draft 2: edited by Maya, from draft 1, 2026-", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("\nDraft 1: assembled from the record, 2026-", scene.LastAnswer, StringComparison.Ordinal);

        await scene.TypeAsync("postmortem diff");
        Assert.StartsWith("--- draft 1\n+++ draft 2\n@@ ", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains($"\n+{Lesson}\n", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem diff 2 2");
        Assert.Equal("Draft 2 and draft 2 read the same.", scene.LastAnswer);
        await scene.TypeAsync("postmortem diff 1 9");
        Assert.StartsWith("Not both of these drafts exist.", scene.LastAnswer, StringComparison.Ordinal);

        await scene.ImportAsync((await scene.ExportAsync()).Replace(Lesson, string.Join('\n', Enumerable.Range(0, 500).Select(line => $"- lesson {line}")), StringComparison.Ordinal));
        await scene.TypeAsync("postmortem diff 2 3");
        Assert.Equal("INC-1-postmortem-v2-v3.diff", scene.Chat.Last<UploadFile>().FileName);
        Assert.Contains("\n+- lesson 499\n", scene.Chat.Last<UploadFile>().Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_section_is_read_privately()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.TypeAsync("postmortem read lessons");
        Assert.StartsWith("Draft 1, Lessons\n", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem read Lesions");
        Assert.Contains("Did you mean “Lessons”?", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_text_of_the_record_is_merged_into_what_people_wrote() =>
        Assert.Equal(
            "# A\n\n## B\n\n- new\n- mine\n",
            PostmortemRules.Decide(new PostmortemDraft(2, Now, "# A\n\n## B\n\n- old\n- mine\n") { MachineText = "# A\n\n## B\n\n- old\n" }, "# A\n\n## B\n\n- new\n", Now, "Ada").Fact!.Draft.Markdown);
}
