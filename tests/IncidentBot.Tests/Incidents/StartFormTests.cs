using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

/// <summary>The form that starts an incident asks for what is known already, and the first card shows it.</summary>
public sealed class StartFormTests
{
    [Fact]
    public void It_asks_for_title_severity_service_impact_privacy_drill_and_command()
    {
        var form = StartForm.Compose(new StartCommand(null, null, []), new IncidentOptions(), SceneChat.Roomy);

        Assert.Equal(["title", "severity", "service", "impact", "visibility", "also"], form.Fields.Select(field => field.Name));
        Assert.All(form.Fields.OfType<ChoiceField>().First(field => field.Name == "severity").Choices, choice => Assert.Contains("affected", choice.Label, StringComparison.Ordinal));
        Assert.Equal(["command", "drill"], form.Fields.OfType<ChecksField>().Single().Choices.Select(choice => choice.Value));
    }

    [Fact]
    public async Task What_was_filled_in_stands_on_the_first_card_and_the_checklist_without_a_message_more()
    {
        await using var scene = await Scene.SetAsync();

        await scene.SubmitAsync("start", "", ("title", "Checkout is down"), ("severity", "1"), ("impact", "All checkouts fail"), ("visibility", "public"), ("also", "command,drill"));

        var incident = await scene.IncidentAsync();
        Assert.Equal((true, "All checkouts fail", Maya.Id), (incident.IsDrill, incident.Impact, incident.Roles[IncidentRole.Commander].Id));
        Assert.Equal(incident.At(Milestone.Declared), incident.At(Milestone.Acknowledged));
        var card = scene.Chat.Done.Select(request => request.Action).OfType<PostCard>().First().Card;
        Assert.Contains("Commander: Maya.", card.Text, StringComparison.Ordinal);
        Assert.Contains("Impact: All checkouts fail", card.Text, StringComparison.Ordinal);
        Assert.Equal((StepState.Done, StepState.Done), ((await scene.StepAsync("commander")).State, (await scene.StepAsync("impact")).State));
        Assert.Equal("All checkouts fail", (await scene.StepAsync("impact")).Answer);
        Assert.Empty(scene.Chat.Told(Scene.Room));
        await scene.TypeAsync("status mitigated Rolled back");
        Assert.Equal(IncidentStatus.Mitigated, (await scene.IncidentAsync()).Status);
    }

    [Theory]
    [InlineData(100, 20, true)]
    [InlineData(101, 20, false)]
    [InlineData(10, 75, true)]
    [InlineData(10, 80, false)]
    public void Services_are_picked_where_the_platform_can_show_them_all_and_typed_where_not(int count, int length, bool isPicked)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(number => number.ToString("D3", CultureInfo.InvariantCulture).PadRight(length, 'x'))];

        var form = StartForm.Compose(new StartCommand(null, null, []), new IncidentOptions { Services = names }, SceneChat.Roomy);

        Assert.Equal(isPicked, form.Fields.Single(field => field.Name == "service") is ChoiceField);
    }

    [Fact]
    public void A_typing_error_in_a_typed_service_is_said_in_the_form_and_a_strange_one_is_taken()
    {
        var options = new IncidentOptions { Services = ["checkout"] };
        IReadOnlyDictionary<string, string> Errors(string service) => StartForm.Check(new StartCommand("It is down", null, [service]), options);

        Assert.Contains("Did you mean “checkout”?", Errors("chekout")["service"], StringComparison.Ordinal);
        Assert.Empty(Errors("office-network"));
        Assert.Contains("at most 80 characters", Errors(new string('x', 81))["service"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_an_earlier_version_is_still_read()
    {
        await using var scene = await Scene.SetAsync();

        await scene.SubmitAsync("start", "", ("title", "Checkout is down"), ("severity", "2"), ("visibility", "private"), ("drill", "drill"));

        var incident = await scene.IncidentAsync();
        Assert.Equal((true, Visibility.Private, 0), (incident.IsDrill, incident.Visibility, incident.Roles.Count));
    }
}
