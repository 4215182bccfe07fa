using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

/// <summary>Nobody's starts hold up another's: each person has so many a minute, and the worst ones and everybody's first go ahead.</summary>
public sealed class FairStartTests
{
    [Fact]
    public async Task One_person_s_sixty_starts_do_not_delay_another_s_severity_1()
    {
        await using var scene = await Scene.SetAsync();
        scene.Chat.OnSend = _ => new NotSent("down", Permanent: false, TimeSpan.FromSeconds(5), "Down.");
        for (var n = 0; n < 60; n++)
            await scene.TypeAsync(string.Create(CultureInfo.InvariantCulture, $"start Noise {n}"), Scene.Lobby);
        await scene.TypeAsync("start --sev 1 Checkout is down", Scene.Lobby, Sam);

        scene.Chat.OnSend = _ => null;
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        var opened = scene.Chat.Done.Select(request => request.Action).OfType<OpenChannel>().Select(open => open.Name).ToList();
        Assert.Equal(6, opened.Count);
        Assert.InRange(opened.FindIndex(name => name.Contains("Checkout", StringComparison.Ordinal)), 0, 1);
    }

    [Fact]
    public async Task Whoever_starts_too_many_is_told_when_they_can_go_on_and_gets_their_words_back()
    {
        await using var scene = await Scene.SetAsync(new IncidentOptions { StartsPerMinute = 2 });
        await scene.TypeAsync("start First", Scene.Lobby);
        scene.Time.Advance(TimeSpan.FromSeconds(20));
        await scene.TypeAsync("start Second", Scene.Lobby);

        await scene.TypeAsync("start Third thing is broken", Scene.Lobby);

        Assert.StartsWith("You have started 2 incidents within a minute, so this one wasn't started. Wait until ", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("Third thing is broken", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains((ManualTime.Start + TimeSpan.FromMinutes(1)).ToString("HH:mm:ss", CultureInfo.InvariantCulture), scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(2, (await scene.Get<IncidentStore>().ListAsync(Scene.Workspace, default)).Count);
    }

    [Fact]
    public async Task After_a_minute_the_next_one_is_started()
    {
        await using var scene = await Scene.SetAsync(new IncidentOptions { StartsPerMinute = 1 });
        await scene.TypeAsync("start First", Scene.Lobby);
        await scene.TypeAsync("start Too early", Scene.Lobby);

        await scene.PassAsync(TimeSpan.FromMinutes(1));
        await scene.TypeAsync("start Second", Scene.Lobby);

        Assert.Equal(["First", "Second"], (await scene.Get<IncidentStore>().ListAsync(Scene.Workspace, default)).Select(incident => incident.Title));
    }

    [Fact]
    public async Task Others_are_not_counted_with_them()
    {
        await using var scene = await Scene.SetAsync(new IncidentOptions { StartsPerMinute = 1 });
        await scene.TypeAsync("start Mine", Scene.Lobby);
        await scene.TypeAsync("start Also mine", Scene.Lobby);
        await scene.TypeAsync("start Another's", Scene.Lobby, Sam);

        Assert.Equal(["Mine", "Another's"], (await scene.Get<IncidentStore>().ListAsync(Scene.Workspace, default)).Select(incident => incident.Title));
    }

    [Fact]
    public async Task Starts_are_counted_in_the_store_so_that_a_restart_forgets_none()
    {
        await using var scene = await Scene.SetAsync();
        await scene.TypeAsync("start First", Scene.Lobby);
        await scene.TypeAsync("start Second", Scene.Lobby);

        var starts = await scene.Get<IncidentStore>().ListStartsAsync(Scene.Workspace, Maya.Id, ManualTime.Start.AddMinutes(-1), default);

        Assert.Equal(2, starts.Count);
        Assert.Empty(await scene.Get<IncidentStore>().ListStartsAsync(Scene.Workspace, Sam.Id, ManualTime.Start.AddMinutes(-1), default));
        Assert.Empty(await scene.Get<IncidentStore>().ListStartsAsync(new WorkspaceId("T2"), Maya.Id, ManualTime.Start.AddMinutes(-1), default));
    }

    [Theory]
    [InlineData(1, 0, Urgency.Now)]
    [InlineData(1, 4, Urgency.Now)]
    [InlineData(3, 0, Urgency.Now)]
    [InlineData(3, 1, Urgency.Normal)]
    [InlineData(2, 4, Urgency.Normal)]
    public void The_worst_and_everybody_s_first_go_ahead(int severity, int lately, Urgency urgency) =>
        Assert.Equal(urgency, StartIncidentRules.UrgencyOf(severity, lately));

    [Fact]
    public void A_start_that_is_wrong_anyway_is_refused_for_what_is_wrong_with_it() =>
        Assert.StartsWith(
            "Say what is wrong",
            StartIncidentRules.Decide(new StartCommand(null, null, []), new IncidentOptions { StartsPerMinute = 1 }, Maya, Now, Now).Sentence.ToPlainText(),
            StringComparison.Ordinal);
}
