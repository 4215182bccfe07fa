using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Access;

/// <summary>An account that was closed is nobody, and what a program writes is nobody's command.</summary>
public sealed class ClosedAccountTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly MessageId Message = new(Scene.Room, "1.1");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whose_account_is_closed_neither_acts_nor_is_answered(bool guestsMayAct)
    {
        await using var scene = await Scene.OfIncidentAsync(access: new AccessOptions { AllowGuests = guestsMayAct });
        scene.Chat.Messages[Message] = new ChatMessage(Message, scene.Time.GetUtcNow(), Maya, "It is the cache", null);
        var (before, done) = ((await scene.IncidentAsync()).Version, scene.Chat.Done.Count);

        foreach (var words in new[] { "status mitigated", "note x", "help", "timeline", "start Another", "export", "hlep", "start A – drill" })
            await scene.TypeAsync(words, who: Closed(Sam));
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1", Closed(Sam));
        await scene.PressAsync(IncidentButtonIds.ShowMilestones, "1", Closed(Sam));
        await scene.ReactAsync("pushpin", Message, Closed(Sam));
        await scene.PickAsync(scene.Chat.Messages[Message], Closed(Sam));

        Assert.Equal((before, done), ((await scene.IncidentAsync()).Version, scene.Chat.Done.Count));
        Assert.Empty(await scene.TimelineAsync());
    }

    [Fact]
    public async Task A_form_does_not_open_for_a_closed_account()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.People[Maya.Id] = Closed(Maya);

        Assert.Contains("closed", Assert.IsType<SayIt>(await scene.AskAsync(IncidentButtonIds.WriteUpdate, "1")).Card.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role commander @Sam", "The account of Sam was closed. Name someone else as commander.")]
    [InlineData("assign 1 @Sam", "The account of Sam was closed. Assign the step to someone else.")]
    public async Task Roles_and_steps_are_not_given_to_a_closed_account(string words, string sentence)
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.People[Sam.Id] = Closed(Sam);

        await scene.TypeAsync(words, mentions: new Mention(words.Length - 4, 4, Sam.Id));

        Assert.Contains(sentence, scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_role_of_a_closed_account_is_free_within_a_quarter_of_an_hour()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role commander me", who: Sam);
        await scene.TypeAsync("role scribe me", who: Sam);
        scene.Chat.People[Sam.Id] = Closed(Sam);

        await scene.PassAsync(15 * Minute);

        Assert.Empty((await scene.IncidentAsync()).Roles);
        var told = Assert.Single(scene.Chat.Done.Select(request => request.Action).OfType<PostCard>(), post => post.Card.Text.Contains("account of Sam was closed", StringComparison.Ordinal)).Card.Text;
        Assert.Contains("Nobody is commander now", told, StringComparison.Ordinal);
        Assert.Contains("Nobody is scribe now", told, StringComparison.Ordinal);
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1");
        Assert.Equal(Maya.Id, (await scene.IncidentAsync()).Roles[IncidentRole.Commander].Id);
    }

    [Fact]
    public async Task The_question_for_whoever_takes_over_is_closed_once_somebody_has()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role commander me", who: Sam);
        scene.Chat.People[Sam.Id] = Closed(Sam);
        await scene.PassAsync(2 * Minute);
        var key = Assert.Single(scene.Chat.DoneKeys, key => key.StartsWith("INC-1/role-left/", StringComparison.Ordinal));
        Assert.NotEmpty(scene.Chat.Shown(key).Parts.OfType<Buttons>());

        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1");
        await scene.PassAsync(Minute);

        Assert.Equal("There was no commander; Maya is now commander.", scene.Chat.Shown(key).Text);
        Assert.Empty(scene.Chat.Shown(key).Parts.OfType<Buttons>());
    }

    [Fact]
    public async Task An_incident_that_is_opened_again_is_looked_after_again()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role commander me", who: Sam);
        await scene.TypeAsync("status resolved");
        await scene.PassAsync(60 * Minute);
        await scene.TypeAsync("status investigating");
        scene.Chat.People[Sam.Id] = Closed(Sam);

        await scene.PassAsync(15 * Minute);

        Assert.Empty((await scene.IncidentAsync()).Roles);
    }

    [Fact]
    public async Task A_reminder_goes_to_the_next_role_and_at_last_to_the_channel()
    {
        var ana = new Person(new PersonId("U5"), "Ana", "UTC");
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 1");
        scene.Chat.People[ana.Id] = ana;
        await scene.TypeAsync("role comms me", who: Sam);
        await scene.TypeAsync("role commander me");
        await scene.TypeAsync("role scribe me", who: ana);

        await scene.PassAsync(29 * Minute);
        scene.Chat.People[Sam.Id] = Closed(Sam);
        await scene.PassAsync(2 * Minute);
        var commander = Last(scene);
        await scene.PassAsync(58 * Minute);
        scene.Chat.People[Maya.Id] = Closed(Maya);
        await scene.PassAsync(2 * Minute);
        var scribe = Last(scene);
        await scene.PassAsync(118 * Minute);
        scene.Chat.People[ana.Id] = Closed(ana);
        await scene.PassAsync(2 * Minute);

        Assert.StartsWith("Maya, an update is due", commander, StringComparison.Ordinal);
        Assert.StartsWith("Ana, an update is due", scribe, StringComparison.Ordinal);
        Assert.StartsWith("An update is due, and nobody has", Last(scene), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status mitigated")]
    [InlineData("note x")]
    [InlineData("help")]
    [InlineData("nonsense")]
    [InlineData("start Checkout --sev 1")]
    public async Task A_mention_by_a_program_is_no_command(string words)
    {
        await using var scene = await Scene.OfIncidentAsync();
        var done = scene.Chat.Done.Count;

        await scene.MentionAsync(words, Message, Sam with { IsBot = true });

        Assert.Equal((done, IncidentStatus.Investigating), (scene.Chat.Done.Count, (await scene.IncidentAsync()).Status));
    }

    [Fact]
    public async Task An_outsider_reads_by_a_button_only_where_they_are_and_learns_of_nothing_else()
    {
        var guest = new Person(new PersonId("U7"), "Gil", "UTC") { Membership = Membership.Guest };
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("start Another one", Scene.Lobby);

        await scene.PressAsync(IncidentButtonIds.ShowMilestones, "1", guest);
        var here = scene.LastAnswer;
        await scene.PressAsync(IncidentButtonIds.ShowMilestones, "2", guest);
        var other = scene.LastAnswer;
        await scene.PressAsync(IncidentButtonIds.ShowMilestones, "3", guest);
        var none = scene.LastAnswer;
        scene.Chat.Members[SceneChat.ChannelOf(new IncidentId(2))] = [guest.Id];
        await scene.PressAsync(IncidentButtonIds.ShowMilestones, "2", guest);

        Assert.DoesNotContain("Nothing was done", here, StringComparison.Ordinal);
        Assert.StartsWith("Nothing was done: I can't find INC-2, or you don't have access", other, StringComparison.Ordinal);
        Assert.Equal(other.Replace("INC-2", "INC-3", StringComparison.Ordinal), none);
        Assert.DoesNotContain("Nothing was done", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status closed It recovered", "status investigating")]
    [InlineData("status closed It recovered", "status mitigated Not yet")]
    [InlineData("status closed It recovered", "status resolved")]
    public async Task Reopening_is_limited_like_closing(string closes, string reopens)
    {
        await using var scene = await Scene.OfIncidentAsync(access: new AccessOptions { Responders = "S1" });
        scene.Chat.Group = [Sam.Id];
        await scene.TypeAsync(closes, who: Sam);

        await scene.TypeAsync(reopens);
        var refusal = scene.LastAnswer;
        await scene.PressAsync(IncidentButtonIds.SetStatus, "1|" + reopens.Split(' ')[1]);
        var refused = (await scene.IncidentAsync()).Status;
        await scene.TypeAsync(reopens, who: Sam);

        Assert.StartsWith("Nothing was done: only responders can reopen an incident.", refusal, StringComparison.Ordinal);
        Assert.Equal(IncidentStatus.Closed, refused);
        Assert.True((await scene.IncidentAsync()).Status < IncidentStatus.Closed);
    }

    [Fact]
    public async Task A_button_in_another_incidents_channel_reopens_no_more_than_one_in_its_own()
    {
        await using var scene = await Scene.OfIncidentAsync(access: new AccessOptions { Responders = "S1" });
        scene.Chat.Group = [Sam.Id];
        await scene.TypeAsync("start Another one", Scene.Lobby);
        await scene.TypeAsync("status closed It recovered", SceneChat.ChannelOf(new IncidentId(2)), Sam);

        await scene.PressAsync(IncidentButtonIds.SetStatus, "2|investigating");

        Assert.Equal(IncidentStatus.Closed, (await scene.IncidentAsync(2)).Status);
    }

    [Fact]
    public async Task An_open_incident_moves_on_by_anyone()
    {
        await using var scene = await Scene.OfIncidentAsync(access: new AccessOptions { Responders = "S1" });
        scene.Chat.Group = [];

        await scene.TypeAsync("status resolved");
        await scene.TypeAsync("status investigating");

        Assert.Equal(IncidentStatus.Investigating, (await scene.IncidentAsync()).Status);
    }

    private static Person Closed(Person person) => person with { Membership = Membership.Closed };

    private static string Last(Scene scene) => scene.Chat.Done.Where(request => request.Key.StartsWith("INC-1/reminder/", StringComparison.Ordinal))
        .Select(request => request.Action).OfType<PostCard>().Last().Card.Text;
}
