using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Access;

public sealed class AccessTests
{
    private static readonly Person Guest = new(new PersonId("U7"), "Gil", "UTC") { Membership = Membership.Guest };

    private static readonly AccessOptions Limited = new() { Responders = "S1" };

    private static readonly MessageId Message = new(Scene.Room, "1.1");

    [Theory]
    [InlineData("start Checkout is down")]
    [InlineData("list")]
    [InlineData("note I saw it")]
    [InlineData("status resolved")]
    [InlineData("export")]
    [InlineData("role commander me")]
    public async Task A_guest_is_refused_privately_with_who_may_and_what_to_do(string words)
    {
        await using var scene = await Scene.OfIncidentAsync();
        var before = scene.Chat.Done.Count;

        await scene.TypeAsync(words, who: Guest);

        Assert.Equal(before + 1, scene.Chat.Done.Count);
        Assert.StartsWith("Nothing was done: guests and people from other organisations can't run incidents here. Ask a member", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(Guest.Id, scene.Chat.Answers[^1].To.Person);
    }

    [Theory]
    [InlineData("help", "/incident")]
    [InlineData("hlep", "help")]
    [InlineData("timeline", "INC-1")]
    [InlineData("checklist", "INC-1")]
    public async Task A_guest_may_read_what_stands_in_the_channel_and_the_help(string words, string shown)
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync(words, who: Guest);

        Assert.Contains(shown, scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was done", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_elsewhere_is_not_told_which_incidents_there_are()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("timeline", Scene.Lobby, Guest);

        Assert.DoesNotContain("INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guests_button_form_shortcut_and_reaction_change_nothing()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.Messages[Message] = new ChatMessage(Message, scene.Time.GetUtcNow(), Maya, "It is the cache", null);

        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1", Guest);
        await scene.PickAsync(scene.Chat.Messages[Message], Guest);
        await scene.ReactAsync("pushpin", Message, Guest);
        await scene.HappenAsync(new FormSubmitted(Scene.Workspace, Guest, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Guest.Id), IncidentFormIds.Update, "1", new Dictionary<string, string> { ["text"] = "All is well" }));

        Assert.Equal(1, (await scene.IncidentAsync()).Version - 1);
        Assert.Empty(await scene.TimelineAsync());
        Assert.Equal(4, scene.Chat.Answers.Count(answer => answer.To.Person == Guest.Id));
    }

    [Fact]
    public async Task A_reaction_that_means_nothing_to_the_bot_is_not_answered()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.ReactAsync("tada", Message, Guest);
        await scene.ReactAsync("pushpin", new MessageId(Scene.Lobby, "1.1"), Guest);

        Assert.DoesNotContain(scene.Chat.Answers, answer => answer.To.Person == Guest.Id);
    }

    [Fact]
    public async Task A_guests_own_edit_still_reaches_the_record()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var message = new ChatMessage(Message, scene.Time.GetUtcNow(), Guest, "It is the cash", null);
        scene.Chat.Messages[Message] = message;
        await scene.ReactAsync("pushpin", Message);

        var edited = message with { Text = "It is the cache", EditedAt = scene.Time.GetUtcNow().AddSeconds(5) };
        await scene.HappenAsync(new MessageEdited(Scene.Workspace, Guest, Scene.Room, edited.EditedAt.Value, new ReplyTo(Scene.Room, Guest.Id), edited, message));

        Assert.Equal("It is the cache", Assert.Single(await scene.TimelineAsync()).Text);
    }

    [Fact]
    public async Task Where_guests_are_allowed_they_act_like_members()
    {
        await using var scene = await Scene.OfIncidentAsync(access: new AccessOptions { AllowGuests = true });

        await scene.TypeAsync("status mitigated", who: Guest);

        Assert.Equal(IncidentStatus.Mitigated, (await scene.IncidentAsync()).Status);
    }

    [Fact]
    public async Task Someone_the_chat_does_not_know_is_refused()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("status mitigated", who: Guest with { Membership = Membership.Unknown });

        Assert.Contains("I can't tell whether you're a member", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(IncidentStatus.Investigating, (await scene.IncidentAsync()).Status);
    }

    [Theory]
    [InlineData("status closed", "can close an incident. Ask one of them: U8.")]
    [InlineData("severity 1", "can set severity 1. Ask one of them: U8. You can set severity 2 in the meantime.")]
    [InlineData("start All is down --sev 1", "can set severity 1.")]
    [InlineData("export", "can export an incident.")]
    public async Task Only_a_responder_closes_calls_severity_1_and_exports(string words, string sentence)
    {
        await using var scene = await Scene.OfIncidentAsync(access: Limited);
        scene.Chat.Group = [new PersonId("U8")];
        var before = await scene.IncidentAsync();

        await scene.TypeAsync(words);

        Assert.Contains(sentence, scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(before.Version, (await scene.IncidentAsync()).Version);
    }

    [Fact]
    public async Task The_close_button_is_a_responders_too()
    {
        await using var scene = await Scene.OfIncidentAsync(access: Limited);
        scene.Chat.Group = [Sam.Id];
        await scene.TypeAsync("status resolved");

        await scene.PressAsync(IncidentButtonIds.SetStatus, "1|closed");
        var refused = (await scene.IncidentAsync()).Status;
        await scene.PressAsync(IncidentButtonIds.SetStatus, "1|closed", Sam);

        Assert.Equal(IncidentStatus.Resolved, refused);
        Assert.Equal(IncidentStatus.Closed, (await scene.IncidentAsync()).Status);
    }

    [Theory]
    [InlineData("cancel The alert was a test")]
    [InlineData("status cancelled")]
    public async Task A_false_alarm_is_taken_back_by_who_raised_it_or_by_a_responder(string words)
    {
        await using var scene = await Scene.OfIncidentAsync(access: Limited);
        scene.Chat.Group = [new PersonId("U8")];

        await scene.TypeAsync(words, who: Sam);
        var refusal = scene.LastAnswer;
        var refused = (await scene.IncidentAsync()).Status;
        await scene.TypeAsync(words, who: Maya);
        var starter = (await scene.IncidentAsync()).Status;
        await scene.TypeAsync("status investigating");
        await scene.TypeAsync(words, who: Sam with { Id = new PersonId("U8") });

        Assert.StartsWith("Nothing was done: only responders can cancel an incident that someone else started. Ask one of them: U8.", refusal, StringComparison.Ordinal);
        Assert.Equal(IncidentStatus.Investigating, refused);
        Assert.Equal(IncidentStatus.Cancelled, starter);
        Assert.Equal(IncidentStatus.Cancelled, (await scene.IncidentAsync()).Status);
    }

    [Fact]
    public async Task A_button_that_cancels_is_held_to_the_same_rule()
    {
        await using var scene = await Scene.OfIncidentAsync(access: Limited);
        scene.Chat.Group = [];

        await scene.PressAsync(IncidentButtonIds.SetStatus, "1|cancelled", Sam);
        var refused = (await scene.IncidentAsync()).Status;
        await scene.PressAsync(IncidentButtonIds.SetStatus, "1|cancelled", Maya);

        Assert.Equal(IncidentStatus.Investigating, refused);
        Assert.Equal(IncidentStatus.Cancelled, (await scene.IncidentAsync()).Status);
    }

    [Fact]
    public async Task Without_a_severity_the_default_one_counts()
    {
        await using var scene = await Scene.SetAsync(new IncidentOptions { DefaultSeverity = 1 }, access: Limited);
        scene.Chat.Group = [];

        await scene.TypeAsync("start All is down", Scene.Lobby);

        Assert.Contains("The responders group is empty", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_cannot_be_read_lets_nobody_through()
    {
        await using var scene = await Scene.OfIncidentAsync(access: Limited);

        await scene.TypeAsync("status closed");

        Assert.Contains("I can't read the responders group S1. Ask an admin to check Access:Responders", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_chat_cannot_be_asked_the_request_waits()
    {
        await using var scene = await Scene.OfIncidentAsync(access: Limited);
        scene.Chat.Group = [Maya.Id];
        scene.Chat.IsReachable = false;
        await scene.TypeAsync("status closed It recovered");
        var waiting = (await scene.IncidentAsync()).Status;

        scene.Chat.IsReachable = true;
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(IncidentStatus.Investigating, waiting);
        Assert.Equal(IncidentStatus.Closed, (await scene.IncidentAsync()).Status);
    }

    [Fact]
    public async Task What_a_person_is_today_is_not_stored()
    {
        await using var scene = await Scene.SetAsync(access: new AccessOptions { AllowGuests = true });

        await scene.TypeAsync("start Checkout is down", Scene.Lobby, Guest);

        Assert.Equal(Membership.Member, (await scene.IncidentAsync()).StartedBy.Membership);
        Assert.Empty(await scene.RowsWithAsync("standing"));
    }
}
