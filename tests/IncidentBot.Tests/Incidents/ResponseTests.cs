using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Routing;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

public sealed class ResponseTests
{
    private static readonly IncidentId Id = new(1);

    [Fact]
    public async Task A_status_without_a_sentence_asks_what_changed_and_records_it()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(IncidentButtonIds.SetStatus, "1|mitigated");
        var opened = Assert.IsType<OpenIt>(await scene.AskAsync(IncidentButtonIds.SayWhatChanged, "1"));

        await scene.SubmitAsync(IncidentFormIds.WhatChanged, opened.Form.Context, (WhatChangedForm.Sentence, "Rolled back to v2.3.0"));

        Assert.Equal("Rolled back to v2.3.0", Assert.Single(await scene.TimelineAsync()).Text);
        Assert.Equal(IncidentStatus.Mitigated, (await scene.IncidentAsync()).Status);
    }

    [Fact]
    public async Task A_status_with_a_sentence_asks_nothing()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("status mitigated Rolled back");

        Assert.DoesNotContain(scene.Chat.Shown(IncidentKeys.Told(Id, 3)).Parts, part => part is Buttons);
    }

    [Fact]
    public async Task Closing_without_a_sentence_asks_nothing()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status resolved");
        Assert.Contains(scene.Chat.Shown(IncidentKeys.Told(Id, 3)).Parts, part => part is Buttons);

        await scene.TypeAsync("status closed");

        Assert.StartsWith("Maya marked it as closed (was resolved).", scene.Chat.Shown(IncidentKeys.Told(Id, 4)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Chat.Shown(IncidentKeys.Told(Id, 4)).Parts, part => part is Buttons);
    }

    [Theory]
    [InlineData("status resolved")]
    [InlineData("status closed It recovered")]
    [InlineData("cancel The alert was a test")]
    public async Task What_is_over_is_reopened_by_the_cards_button(string words)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync(words);
        var reopen = scene.Chat.Shown(IncidentKeys.Card(Id)).Parts.OfType<Buttons>().SelectMany(row => row.Items).Single(button => button.Label == "Reopen");

        await scene.PressAsync(reopen.Action, reopen.Value);

        Assert.Equal(IncidentStatus.Investigating, (await scene.IncidentAsync()).Status);
    }

    [Fact]
    public async Task A_drill_is_marked_wherever_it_is_shown()
    {
        await using var scene = await Scene.OfIncidentAsync("start Practice the failover --sev 2 --drill", new IncidentOptions { Platforms = Scene.Announcing("#incidents") });

        Assert.StartsWith("drill-inc-1-", scene.Chat.Last<OpenChannel>().Name, StringComparison.Ordinal);
        Assert.StartsWith("DRILL · INC-1", scene.Chat.Last<SetTopic>().Topic, StringComparison.Ordinal);
        Assert.StartsWith("DRILL · INC-1", scene.Chat.Shown(IncidentKeys.Card(Id)).Text, StringComparison.Ordinal);
        Assert.StartsWith("DRILL · INC-1", scene.Chat.Shown(IncidentKeys.Announcement(Id)).Text, StringComparison.Ordinal);
        Assert.Equal("Practice the failover", (await scene.IncidentAsync()).Title);
        Assert.StartsWith("DRILL · INC-1: what to do next", Assert.IsType<Heading>(scene.Chat.Shown(IncidentKeys.Checklist(Id)).Parts[0]).Text, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem");
        var draft = (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, Id, default))!.Markdown;
        Assert.Contains("# DRILL · INC-1: Practice the failover", draft, StringComparison.Ordinal);
        Assert.True((await scene.IncidentAsync()).IsDrill);
    }

    [Theory]
    [InlineData("start --drill Failover")]
    [InlineData("start Failover —drill")]
    [InlineData("start \"Failover\" --drill --sev 3")]
    public void A_drill_may_be_said_anywhere_outside_the_title(string typed)
    {
        var start = Assert.IsType<StartCommand>(Capabilities.Parser().Parse(TypedText.Of(typed)));
        Assert.Equal(("Failover", true), (start.Title, start.IsDrill));
    }

    [Fact]
    public void A_title_in_quotation_marks_may_have_the_word() =>
        Assert.False(Assert.IsType<StartCommand>(Capabilities.Parser().Parse(TypedText.Of("start \"What --drill does\""))).IsDrill);

    [Fact]
    public async Task A_false_alarm_is_cancelled_without_a_draft_and_may_be_reopened()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("cancel The alert was a test");
        Assert.Equal(IncidentStatus.Cancelled, (await scene.IncidentAsync()).Status);
        Assert.DoesNotContain(scene.Chat.DoneKeys, key => key.Contains("postmortem", StringComparison.Ordinal));
        Assert.Equal((EntryKind.Communication, "The alert was a test"), (Assert.Single(await scene.TimelineAsync()) is var entry ? entry.Kind : default, entry.Text));

        await scene.PressAsync(IncidentButtonIds.SetStatus, "1|investigating");
        Assert.True((await scene.IncidentAsync()).IsOpen);
    }

    [Fact]
    public async Task A_cancelled_incident_is_listed_no_more()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("cancel");

        await scene.TypeAsync("list", Scene.Lobby);

        Assert.DoesNotContain("INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public void The_form_shows_what_the_organisation_means_by_a_severity()
    {
        var options = new IncidentOptions { SeverityCriteria = ["money is lost", "orders fail", "it is slow", "it looks odd"] };
        var choices = StartForm.Compose(new StartCommand(null, null, []), options, SceneChat.Roomy).Fields.OfType<ChoiceField>().First().Choices;
        Assert.Equal(["SEV1: money is lost", "SEV2: orders fail", "SEV3: it is slow", "SEV4: it looks odd"], choices.Select(choice => choice.Label));
    }
}
