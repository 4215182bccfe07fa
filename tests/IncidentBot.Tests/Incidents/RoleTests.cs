using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

public sealed class RoleTests
{
    private const string ToSam = "1|commander|U2|U1";

    [Fact]
    public async Task A_role_that_nobody_has_is_given_at_once()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await GiveSamCommandAsync(scene);

        Assert.Equal(Sam, await CommanderAsync(scene));
    }

    [Fact]
    public async Task A_role_that_is_handed_over_stays_until_it_is_accepted()
    {
        await using var scene = await MayaCommandsAsync();

        await GiveSamCommandAsync(scene);
        Assert.Equal(Maya, await CommanderAsync(scene));
        Assert.StartsWith("Sam, will you take over as commander from Maya?", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);

        await scene.PressAsync(IncidentButtonIds.AcceptRole, ToSam, Sam);
        Assert.Equal(Sam, await CommanderAsync(scene));
        Assert.StartsWith("Sam is now commander, taking over from Maya.", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IncidentButtonIds.AcceptRole, "Sam is now commander, taking over from Maya.")]
    [InlineData(IncidentButtonIds.DeclineRole, "Sam declined to take over as commander. Nothing has changed.")]
    public async Task A_question_that_is_answered_gives_way_to_the_line_that_tells_the_answer(string action, string told)
    {
        await using var scene = await MayaCommandsAsync();
        await GiveSamCommandAsync(scene);
        var question = new MessageId(Scene.Room, "9.9");
        var at = scene.Time.GetUtcNow();

        await scene.HappenAsync(new ButtonPressed(Scene.Workspace, Sam, Scene.Room, at, new ReplyTo(Scene.Room, Sam.Id), action, ToSam, question));
        await scene.HappenAsync(new ButtonPressed(Scene.Workspace, Maya, Scene.Room, at, new ReplyTo(Scene.Room, Maya.Id), action, ToSam, question));

        var sent = scene.Chat.Done.Select(request => request.Action).ToList();
        Assert.DoesNotContain(sent.OfType<UpdateCard>(), update => update.Message.Known == question);
        var deleted = Assert.Single(sent, one => one is DeletePosted { Message.Known: { } message } && message == question);
        Assert.InRange(sent.FindIndex(one => one is PostCard post && post.Card.Text.StartsWith(told, StringComparison.Ordinal)), 0, sent.IndexOf(deleted));
    }

    [Fact]
    public async Task An_organisations_own_role_is_taken_handed_over_shown_and_given_up()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Roles = ["customer-liaison"] });
        var role = new IncidentRole("customer-liaison");

        await scene.TypeAsync("role Customer-Liaison me");
        Assert.StartsWith("Maya is now customer-liaison.", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
        Assert.Contains(scene.Chat.Shown(IncidentKeys.Card(new IncidentId(1))).Parts.OfType<Paragraph>(), line => line.Text.ToPlainText().Contains(" · Customer liaison: Maya", StringComparison.Ordinal));

        await scene.TypeAsync("role customer-liaison @Sam", null, null, new Mention(22, 4, Sam.Id));
        await scene.PressAsync(IncidentButtonIds.AcceptRole, "1|customer-liaison|U2|U1", Sam);
        Assert.Equal(Sam, (await scene.IncidentAsync()).Roles[role]);
        await scene.TypeAsync("postmortem");
        Assert.Contains("**Customer liaison:** Sam (", (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, new IncidentId(1), default))!.Markdown, StringComparison.Ordinal);

        await scene.TypeAsync("role customer-liaison none", who: Sam);
        Assert.False((await scene.IncidentAsync()).Roles.ContainsKey(role));
    }

    [Fact]
    public async Task A_role_that_there_is_not_is_refused_at_once_and_the_others_are_named()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Roles = ["customer-liaison"] });

        var said = Assert.IsType<SayIt>(await Scene.FoundAsync(scene.Immediate.OnCommandAsync(Scene.Asker(Scene.Room), TypedText.Of("role comander me"), default)));
        Assert.StartsWith("I don't know the role “comander”. Did you mean “commander”? The roles are commander, scribe, comms, customer-liaison.", said.Card.Text, StringComparison.Ordinal);

        await scene.MentionAsync("role captain me", new MessageId(Scene.Room, "1.1"));
        Assert.StartsWith("I don't know the role “captain”.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Empty((await scene.IncidentAsync()).Roles);
    }

    [Fact]
    public void Roles_of_former_versions_are_read() =>
        Assert.Equal(Maya, IncidentJson.Read($$"""{"Commander":{{JsonSerializer.Serialize(Maya, IncidentJson.Default.Person)}}}""", IncidentJson.Default.IReadOnlyDictionaryIncidentRolePerson)[IncidentRole.Commander]);

    [Fact]
    public async Task The_help_names_the_organisations_own_roles()
    {
        await using var scene = await Scene.SetAsync(new IncidentOptions { Roles = ["customer-liaison"] });

        await scene.TypeAsync("help", Scene.Lobby);

        Assert.Contains("Other roles here: customer-liaison.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_asked_is_invited_since_a_mention_reaches_members_alone()
    {
        await using var scene = await MayaCommandsAsync();

        await GiveSamCommandAsync(scene);
        Assert.Equal([Sam.Id], scene.Chat.Last<Invite>().People);
    }

    [Fact]
    public async Task Nobody_is_invited_into_a_private_channel_unasked()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout leaks --private");

        await GiveSamCommandAsync(scene);
        Assert.Equal([Maya.Id], scene.Chat.Last<Invite>().People);
    }

    [Fact]
    public async Task Nobody_accepts_for_another()
    {
        await using var scene = await MayaCommandsAsync();
        await GiveSamCommandAsync(scene);

        await scene.PressAsync(IncidentButtonIds.AcceptRole, ToSam, Maya);

        Assert.Equal(Maya, await CommanderAsync(scene));
        Assert.Contains("Someone else was asked", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_is_void_once_another_has_the_role()
    {
        await using var scene = await MayaCommandsAsync();
        await GiveSamCommandAsync(scene);
        var kim = new Person(new PersonId("U3"), "Kim", "UTC");
        await scene.TypeAsync("role commander me", who: kim);

        await scene.PressAsync(IncidentButtonIds.AcceptRole, ToSam, Sam);

        Assert.Equal(kim, await CommanderAsync(scene));
        Assert.Contains("Kim is now commander of INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_declines_changes_nothing_and_everyone_sees_it()
    {
        await using var scene = await MayaCommandsAsync();
        await GiveSamCommandAsync(scene);

        await scene.PressAsync(IncidentButtonIds.DeclineRole, ToSam, Sam);

        Assert.Equal(Maya, await CommanderAsync(scene));
        Assert.Contains("Nothing has changed", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_given_up_by_who_has_it()
    {
        await using var scene = await MayaCommandsAsync();

        await scene.TypeAsync("role commander none", who: Sam);
        Assert.Equal(Maya, await CommanderAsync(scene));

        await scene.TypeAsync("role commander none");
        Assert.Null(await CommanderAsync(scene));
        Assert.Contains("Nobody is commander now", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_nobody_has_cannot_be_given_up() =>
        Assert.Equal("INC-7 has no scribe.", GiveRoleRules.DecideToLeave(Outage, IncidentRole.Scribe, Maya, Now).Sentence.ToPlainText());

    [Theory]
    [InlineData("1|commander|U2")]
    [InlineData("1|5%|U2|U1")]
    public async Task A_button_that_says_nothing_known_is_answered(string value)
    {
        await using var scene = await MayaCommandsAsync();

        await scene.PressAsync(IncidentButtonIds.AcceptRole, value, Sam);

        Assert.Contains("older version", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role commander @Sam", false)]
    [InlineData("role commander @Sam", true)]
    [InlineData("assign started @Sam", false)]
    public async Task Who_is_not_in_a_private_channel_is_not_asked_there_and_who_asks_is_told_to_invite_them(string words, bool isHeld)
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout leaks --private");
        scene.Chat.Members[Scene.Room] = [Maya.Id, new PersonId("UBOT")];
        if (isHeld)
            await scene.TypeAsync("role commander me");
        var before = ((await scene.IncidentAsync()).Version, scene.Chat.Told(Scene.Room).Count);

        await scene.TypeAsync(words, mentions: new Mention(15, 4, Sam.Id));

        Assert.Equal("Sam isn't in this private channel and wouldn't see it, so nothing was changed. Invite them first with /invite @Sam, then try again.", scene.LastAnswer);
        Assert.Equal(Maya.Id, scene.Chat.Answers[^1].To.Person);
        Assert.Equal(before, ((await scene.IncidentAsync()).Version, scene.Chat.Told(Scene.Room).Count));
        Assert.Null((await scene.StepAsync("started")).AssignedTo);
        Assert.DoesNotContain(scene.Chat.Done.Select(request => request.Action).OfType<Invite>(), invite => invite.People.Contains(Sam.Id));
    }

    [Theory]
    [InlineData("role commander @Sam")]
    [InlineData("assign started @Sam")]
    public async Task Once_they_are_in_the_private_channel_they_are_asked(string words)
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout leaks --private");
        scene.Chat.Members[Scene.Room] = [Maya.Id, Sam.Id];

        await scene.TypeAsync(words, mentions: new Mention(15, 4, Sam.Id));

        Assert.Contains("Sam", Assert.Single(scene.Chat.Told(Scene.Room)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_takes_a_role_or_a_step_themselves_need_not_be_looked_for()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout leaks --private");
        scene.Chat.IsReachable = false;

        await scene.TypeAsync("role commander me");
        await scene.TypeAsync("assign started me");

        Assert.Equal(Maya, await CommanderAsync(scene));
        Assert.Equal(Maya, (await scene.StepAsync("started")).AssignedTo);
    }

    private static async Task<Scene> MayaCommandsAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1");
        return scene;
    }

    private static Task GiveSamCommandAsync(Scene scene) => scene.TypeAsync("role commander @Sam", mentions: new Mention(15, 4, Sam.Id));

    private static async Task<Person?> CommanderAsync(Scene scene) => (await scene.IncidentAsync()).Roles.GetValueOrDefault(IncidentRole.Commander);
}
