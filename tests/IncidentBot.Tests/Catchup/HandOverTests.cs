using IncidentBot.Catchup;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Updates;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Catchup;

/// <summary>Whoever commands for long is asked once whether to hand over, and whoever takes over begins with how things stand.</summary>
public sealed class HandOverTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task The_message_that_tells_of_a_new_commander_says_how_things_stand()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role commander me");
        var before = scene.Chat.Told(Scene.Room).Count;

        await scene.TypeAsync("role commander me", who: Sam);

        var told = scene.Chat.Told(Scene.Room);
        Assert.Equal(before + 1, told.Count);
        Assert.StartsWith("Sam is now commander, taking over from Maya.", told[^1], StringComparison.Ordinal);
        Assert.Contains("\nINC-1 · SEV2 · Investigating, as of ", told[^1], StringComparison.Ordinal);
        Assert.Contains("\nCommander: Sam", told[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("as of", told[before - 1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commander_of_four_hours_is_asked_once_and_alone()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role commander me");

        await scene.PassAsync(3 * Hour);
        Assert.Empty(Asked(scene));
        await scene.PassAsync(20 * Hour);

        var asked = Assert.Single(Asked(scene));
        Assert.Equal((Maya.Id, string.Empty), (asked.To.Person, asked.To.Channel.Value));
        Assert.Contains("for 4 h (as of ", asked.Card.Text, StringComparison.Ordinal);
        Assert.Equal(["hand_over"], asked.Card.Parts.OfType<Buttons>().Single().Items.Select(button => button.Action));
    }

    [Fact]
    public async Task Nobody_is_asked_who_no_longer_commands_or_of_what_is_over()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role commander me");
        await scene.PassAsync(2 * Hour);
        await scene.TypeAsync("role commander me", who: Sam);
        await scene.PassAsync(Hour);
        await scene.TypeAsync("role commander me");
        await scene.PassAsync(2 * Hour);
        Assert.Empty(Asked(scene));

        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PassAsync(24 * Hour);
        Assert.Empty(Asked(scene));

        await scene.TypeAsync("status investigating They are back");
        await scene.PassAsync(5 * Hour);
        Assert.Equal(Maya.Id, Assert.Single(Asked(scene)).To.Person);
    }

    [Theory]
    [InlineData("2026-11-20T13:00:00Z", "2026-11-20T17:00:00Z")]
    [InlineData("2026-11-20T22:00:00Z", "2026-11-21T02:00:00Z")]
    [InlineData("2026-11-21T03:30:00Z", "2026-11-21T06:00:00Z")]
    [InlineData("2026-11-21T05:50:00Z", "2026-11-21T06:50:00Z")]
    public void They_are_asked_after_four_hours_or_when_their_night_is_over(string since, string due) =>
        Assert.Equal(At(due), AskToHandOverRules.DueAt(At(since), "Europe/Berlin", new UpdateOptions().QuietHours));

    [Fact]
    public void Where_no_night_is_set_four_hours_count() =>
        Assert.Equal(At("2026-11-21T07:30:00Z"), AskToHandOverRules.DueAt(At("2026-11-21T03:30:00Z"), "Europe/Berlin", ""));

    [Fact]
    public async Task The_button_asks_for_a_person_who_is_then_asked_in_the_channel()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role commander me");
        var form = Assert.IsType<OpenIt>(await scene.AskAsync("hand_over", "1")).Form;
        Assert.IsType<PersonField>(Assert.Single(form.Fields));

        await scene.SubmitAsync(form.Id, form.Context, ("person", Sam.Id.Value));
        Assert.StartsWith("Sam, will you take over as commander from Maya?", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
        await scene.TypeAsync("catchup");
        Assert.Contains("Open: Can we mitigate now? · Will Sam take over as commander?", scene.LastAnswer, StringComparison.Ordinal);

        await scene.PressAsync(IncidentButtonIds.AcceptRole, "1|commander|U2|U1", Sam);
        Assert.Contains("as of", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
        Assert.Contains("You aren't commander of INC-1 any more: Sam is.", Assert.IsType<SayIt>(await scene.AskAsync("hand_over", "1")).Card.Text, StringComparison.Ordinal);
        await scene.SubmitAsync(form.Id, form.Context, ("person", Sam.Id.Value));
        Assert.Contains("You aren't commander of INC-1 any more: Sam is.", scene.LastAnswer, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Answer> Asked(Scene scene) => [.. scene.Chat.Answers.Where(answer => answer.Card.Text.Contains("Do you want to hand over?", StringComparison.Ordinal))];
}
