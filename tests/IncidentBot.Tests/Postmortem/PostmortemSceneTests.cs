using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Tests.Incidents;

namespace IncidentBot.Tests.Postmortem;

/// <summary>From the first word in the chat to the file in the channel.</summary>
public sealed class PostmortemSceneTests
{
    [Fact]
    public async Task Resolving_assembles_a_draft_and_the_button_uploads_it()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 2");
        await scene.TypeAsync("note cache-1 was killed for *memory*");
        await scene.TypeAsync("impact 40 % of checkouts fail");
        scene.Time.Advance(TimeSpan.FromMinutes(9));
        await scene.TypeAsync("status resolved Errors are gone");

        var button = scene.Chat.Shown(IncidentKeys.Card(new IncidentId(1))).Parts.OfType<Buttons>().Single().Items[0];
        await scene.PressAsync(button.Action, button.Value);

        var upload = scene.Chat.Last<UploadFile>();
        // Assembled once the resolution was told, so that the first draft can point to that message.
        Assert.Equal((Scene.Room.Value, "INC-1-postmortem-v1.md"), (upload.Channel.Known, upload.FileName));
        Assert.Contains(@"Observation: cache-1 was killed for \*memory\*", upload.Content, StringComparison.Ordinal);
        Assert.Contains("Recovery: Errors are gone", upload.Content, StringComparison.Ordinal);
        Assert.Contains("40 % of checkouts fail", upload.Content, StringComparison.Ordinal);
        Assert.Contains("**Resolved** · Recovery: Errors are gone (Maya", upload.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_line_of_the_timeline_points_to_the_message_that_shows_it()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 2");
        await scene.TypeAsync("severity 1");
        await scene.TypeAsync("role scribe me");
        await scene.TypeAsync("time detected now");
        await scene.TypeAsync("note cache-1 was killed");
        await scene.TypeAsync("status mitigated Errors are gone");
        await scene.TypeAsync("postmortem");

        var draft = await scene.Get<IncidentBot.Postmortem.PostmortemStore>().FindNewestAsync(Scene.Workspace, new IncidentId(1), default);
        var timeline = draft!.Markdown[draft.Markdown.IndexOf("## Timeline", StringComparison.Ordinal)..draft.Markdown.IndexOf("## What changed", StringComparison.Ordinal)];
        var lines = timeline.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).ToList();
        Assert.Equal(["**Declared**", "**SEV1**", "**Detected**", "**Mitigated** · Fix: Errors are gone"], new[] { "**Declared**", "**SEV1**", "**Detected**", "**Mitigated** · Fix: Errors are gone" }.Where(said => lines.Exists(line => line.Contains(said, StringComparison.Ordinal))));
        Assert.Contains(lines, line => line.Contains("Observation: cache-1 was killed", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Contains("[message](<https://chat.example/", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Asking_twice_makes_one_draft()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("postmortem");
        await scene.TypeAsync("postmortem");

        Assert.Single(scene.Chat.DoneKeys, key => key.StartsWith("INC-1/postmortem/", StringComparison.Ordinal));
        Assert.Contains("Draft 1 of the postmortem is up to date", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_channel_is_told_of_a_draft_is_not_told_to_who_asked_there_as_well()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var answers = scene.Chat.Answers.Count;
        await scene.TypeAsync("postmortem");
        await scene.TypeAsync("export");
        Assert.Equal(answers, scene.Chat.Answers.Count);
        Assert.Equal("INC-1-postmortem-v1.md", scene.Chat.Last<UploadFile>().FileName);

        // The line that is there is only edited, so whoever asks again may have long scrolled past it.
        await scene.TypeAsync("note Cache is full");
        await scene.TypeAsync("postmortem");
        Assert.StartsWith("Draft 2 of the postmortem is ready.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_is_exported_is_no_longer_offered_until_there_is_a_newer_one()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("postmortem");
        await scene.TypeAsync("export");
        var told = scene.Chat.Shown("INC-1/postmortem/1");
        Assert.Equal("Draft 1 of the postmortem is ready and was exported as INC-1-postmortem-v1.md.", told.Text);
        Assert.Equal(["Read the draft"], Assert.Single(told.Parts.OfType<Buttons>()).Items.Select(button => button.Label));

        await scene.TypeAsync("note Cache is full");
        await scene.TypeAsync("postmortem");
        Assert.Equal("Draft 2 of the postmortem is ready.", scene.Chat.Shown("INC-1/postmortem/1").Text);
    }

    [Fact]
    public async Task The_draft_is_read_in_the_chat_as_people_read_it()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("impact A *third* of all checkouts");
        await scene.TypeAsync("postmortem");
        var read = Assert.Single(scene.Chat.Shown("INC-1/postmortem/1").Parts.OfType<Buttons>()).Items[0];

        await scene.PressAsync(read.Action, read.Value, Samples.Sam);

        var card = scene.Chat.Answers[^1].Card;
        var shown = string.Join('\n', card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText()));
        Assert.Contains("A *third* of all checkouts", shown, StringComparison.Ordinal);
        Assert.Contains(card.Parts.OfType<Paragraph>(), part => part.Text.Spans.OfType<BoldSpan>().Any(span => span.Text == "Timeline"));
        Assert.Contains(card.Parts.OfType<Paragraph>(), part => part.Text.Spans.OfType<LinkSpan>().Any());
        Assert.DoesNotContain("##", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("](", shown, StringComparison.Ordinal);
        Assert.EndsWith("type /incident export.", Assert.IsType<SmallPrint>(card.Parts[^1]).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_long_for_a_message_is_named()
    {
        await using var scene = await Scene.OfIncidentAsync();
        for (var note = 0; note < 12; note++)
            await scene.TypeAsync($"note {note} {new string('w', 500)}");
        await scene.TypeAsync("postmortem");

        await scene.TypeAsync("postmortem read");

        Assert.Contains("Too long to show here: Timeline. For all of it as a file", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_could_not_be_uploaded_is_still_offered()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("postmortem");
        scene.Chat.OnSend = request => request.Action is UploadFile ? new NotSent("missing_scope", Permanent: true, null, "The bot lacks the scope files:write.") : null;
        await scene.TypeAsync("export");
        Assert.EndsWith("Draft 1 of the postmortem is ready.", scene.Chat.Shown("INC-1/postmortem/1").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_draft_is_exported_by_the_button_on_the_card_alone()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.TypeAsync("postmortem");
        Assert.Equal(
            [IncidentKeys.Card(new IncidentId(1))],
            new[] { IncidentKeys.Card(new IncidentId(1)), "INC-1/postmortem/1" }.Where(key => scene.Chat.Shown(key).Parts.OfType<Buttons>()
                .SelectMany(row => row.Items).Any(button => button.Action == IncidentButtonIds.ExportPostmortem)));
    }

    [Fact]
    public async Task Who_asks_for_a_draft_from_elsewhere_is_told_of_which_incident_it_is()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.HappenAsync(new ButtonPressed(Scene.Workspace, Samples.Maya, Scene.Lobby, scene.Time.GetUtcNow(), new ReplyTo(Scene.Lobby, Samples.Maya.Id), IncidentButtonIds.AssemblePostmortem, "1", null));
        Assert.StartsWith("Draft 1 of the postmortem for INC-1 is ready.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_exports_from_elsewhere_is_told_where_the_file_is()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.HappenAsync(new ButtonPressed(Scene.Workspace, Samples.Maya, Scene.Lobby, scene.Time.GetUtcNow(), new ReplyTo(Scene.Lobby, Samples.Maya.Id), IncidentButtonIds.ExportPostmortem, "INC-1", null));
        Assert.StartsWith("Draft 1 of the postmortem for INC-1 is being uploaded to the incident's channel", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_cannot_be_uploaded_is_not_lost_in_silence()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnSend = request => request.Action is UploadFile ? new NotSent("missing_scope", Permanent: true, null, "The bot lacks the scope files:write.") : null;

        await scene.TypeAsync("export");

        Assert.StartsWith("INC-1-postmortem-v1.md could not be uploaded. The bot lacks the scope files:write.", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_deploys_are_shown_at_the_start_and_again_when_impact_start_is_known()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var first = scene.Chat.Shown(IncidentKeys.Deploys(new IncidentId(1)));

        scene.Time.Advance(TimeSpan.FromMinutes(5));
        await scene.TypeAsync("time impact-start 2026-03-02T08:30:00Z");

        var second = scene.Chat.Shown(IncidentKeys.Deploys(new IncidentId(1)));
        Assert.Contains("Catalogue:Services", first.Text, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.Contains(second.Parts.OfType<SmallPrint>(), small => small.Text.ToPlainText().Contains("back to 2026-03-01 08:30 UTC", StringComparison.Ordinal));
    }
}
