using IncidentBot.Chat;
using IncidentBot.Incidents;
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
        Assert.StartsWith("Sam, will you take over as commander of INC-1 from Maya?", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);

        await scene.PressAsync(ButtonActions.AcceptRole, ToSam, Sam);
        Assert.Equal(Sam, await CommanderAsync(scene));
        Assert.StartsWith("Sam is commander of INC-1 now, after Maya.", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
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

        await scene.PressAsync(ButtonActions.AcceptRole, ToSam, Maya);

        Assert.Equal(Maya, await CommanderAsync(scene));
        Assert.Contains("Somebody else was asked", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_is_void_once_another_has_the_role()
    {
        await using var scene = await MayaCommandsAsync();
        await GiveSamCommandAsync(scene);
        var kim = new Person(new PersonId("U3"), "Kim", "UTC");
        await scene.TypeAsync("role commander me", who: kim);

        await scene.PressAsync(ButtonActions.AcceptRole, ToSam, Sam);

        Assert.Equal(kim, await CommanderAsync(scene));
        Assert.Contains("Kim is commander of INC-1 now", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_declines_changes_nothing_and_everyone_sees_it()
    {
        await using var scene = await MayaCommandsAsync();
        await GiveSamCommandAsync(scene);

        await scene.PressAsync(ButtonActions.DeclineRole, ToSam, Sam);

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
        Assert.Contains("INC-1 has no commander now", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_nobody_has_cannot_be_given_up() =>
        Assert.Equal("INC-7 has no scribe.", GiveRoleRules.DecideToLeave(Outage, IncidentRole.Scribe, Maya, Now).Sentence);

    [Theory]
    [InlineData("1|commander|U2")]
    [InlineData("1|captain|U2|U1")]
    public async Task A_button_that_says_nothing_known_is_answered(string value)
    {
        await using var scene = await MayaCommandsAsync();

        await scene.PressAsync(ButtonActions.AcceptRole, value, Sam);

        Assert.Contains("older version", scene.LastAnswer, StringComparison.Ordinal);
    }

    private static async Task<Scene> MayaCommandsAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ButtonActions.TakeCommand, "1");
        return scene;
    }

    private static Task GiveSamCommandAsync(Scene scene) => scene.TypeAsync("role commander @Sam", mentions: new Mention(15, 4, Sam.Id));

    private static async Task<Person?> CommanderAsync(Scene scene) => (await scene.IncidentAsync()).Roles.GetValueOrDefault(IncidentRole.Commander);
}
