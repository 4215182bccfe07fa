using IncidentBot.Actions;
using IncidentBot.Chat;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Home;

/// <summary>What somebody has agreed to do stands on their own page, as far as they may see it.</summary>
public sealed class OwnActionsTests
{
    private static readonly ChannelId Nowhere = new("D0HOME");

    [Fact]
    public async Task Open_ones_stand_there_overdue_first_and_go_once_they_are_done()
    {
        await using var scene = await Scene.OfIncidentAsync();
        for (var number = 1; number <= 5; number++)
            await scene.TypeAsync($"action Fix part {number} @me due in {number + 2} weeks", who: Sam);
        await scene.TypeAsync("action Cap the pool @me due in 1 week", who: Sam);
        await scene.TypeAsync("action Somebody else's @me due tomorrow");
        await scene.SleepAsync(TimeSpan.FromDays(8));

        await OpenAsync(scene);
        var words = Words(scene);
        Assert.Contains("My 6 open action items, 1 overdue", words, StringComparison.Ordinal);
        Assert.Contains("Overdue: Action 6: Cap the pool", words, StringComparison.Ordinal);
        Assert.True(words.IndexOf("Cap the pool", StringComparison.Ordinal) < words.IndexOf("Fix part 1", StringComparison.Ordinal), words);
        Assert.DoesNotContain("Fix part 5", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody else's", words, StringComparison.Ordinal);
        Assert.Contains(scene.Chat.Last<ShowHome>().Card.Parts.OfType<Buttons>().SelectMany(row => row.Items), button => button is { Action: ActionsButtonIds.Show, Value: "actions|mine|1" });

        await scene.PressAsync(ActionsButtonIds.Finish, "1|6", Sam);
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("My 5 open action items", Words(scene), StringComparison.Ordinal);
        Assert.DoesNotContain("Cap the pool", Words(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_none_reads_nothing_of_them()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("action Cap the pool @me due in 1 week");

        await OpenAsync(scene);

        Assert.DoesNotContain("action item", Words(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_a_private_incident_is_shown_only_to_who_may_see_it()
    {
        await using var scene = await Scene.OfIncidentAsync("start Secret leak --private");
        scene.Chat.Members[Scene.Room] = [Maya.Id, Sam.Id];
        await scene.TypeAsync("action Rotate the secret key @me due in 1 week", who: Sam);
        await OpenAsync(scene);
        Assert.Contains("Rotate the secret key", Words(scene), StringComparison.Ordinal);

        scene.Chat.Members[Scene.Room] = [Maya.Id];
        await scene.PassAsync(TimeSpan.FromHours(1));
        await OpenAsync(scene);

        Assert.DoesNotContain("Rotate the secret key", Words(scene), StringComparison.Ordinal);
        Assert.DoesNotContain("Secret leak", Words(scene), StringComparison.Ordinal);
    }

    private static Task OpenAsync(Scene scene) =>
        scene.HappenAsync(new HomeOpened(Scene.Workspace, Sam, Nowhere, scene.Time.GetUtcNow(), new ReplyTo(Nowhere, Sam.Id)));

    private static string Words(Scene scene) => string.Join('\n', scene.Chat.Last<ShowHome>().Card.Parts.Select(part => part switch
    {
        Heading heading => heading.Text.ToString(),
        Paragraph paragraph => paragraph.Text.ToPlainText(),
        _ => string.Empty,
    }));
}
