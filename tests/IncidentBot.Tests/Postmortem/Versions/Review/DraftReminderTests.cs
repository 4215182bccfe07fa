using IncidentBot.Chat;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Review;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem.Versions.Review;

/// <summary>Reminders of a postmortem that nobody publishes, by a controlled clock; the incident is resolved on a Monday.</summary>
public sealed class DraftReminderTests
{
    [Fact]
    public async Task First_the_commander_alone_then_the_channel_and_that_twice()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var (answers, resolved) = (scene.Chat.Answers.Count, (await scene.IncidentAsync()).At(IncidentBot.Incidents.Milestone.Resolved)!.Value);

        await scene.PassAsync(TimeSpan.FromHours(23));
        Assert.Equal(answers, scene.Chat.Answers.Count);
        await scene.PassAsync(TimeSpan.FromHours(1));
        var direct = scene.Chat.Answers[^1];
        Assert.Equal((Maya.Id, string.Empty), (direct.To.Person, direct.To.Channel.Value));
        Assert.StartsWith("The postmortem of INC-1 is a draft, and the incident was resolved", direct.Card.Text, StringComparison.Ordinal);
        Assert.Empty(Reminders(scene));

        await scene.PassAsync(TimeSpan.FromDays(2));
        Assert.StartsWith("The postmortem of INC-1 is still a draft. Who will finish it?", scene.Chat.Shown(Assert.Single(Reminders(scene))).Text, StringComparison.Ordinal);
        Assert.Contains(scene.Chat.Done, sent => sent.Key == "INC-1/postmortem/1/gone");

        await scene.PassAsync(resolved.AddDays(7).AddMinutes(-1) - scene.Time.GetUtcNow());
        Assert.Equal(answers + 1, scene.Chat.Answers.Count);
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(answers + 2, scene.Chat.Answers.Count);
        await scene.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal((answers + 2, 2), (scene.Chat.Answers.Count, Reminders(scene).Count));
    }

    [Fact]
    public async Task After_publishing_nobody_is_reminded()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.TypeAsync("postmortem publish");
        var answers = scene.Chat.Answers.Count;
        await scene.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal((answers, 0), (scene.Chat.Answers.Count, Reminders(scene).Count));
    }

    [Fact]
    public async Task An_incident_that_is_opened_again_has_no_reminder_until_it_is_resolved_again()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.TypeAsync("status investigating It is back");
        await scene.PassAsync(TimeSpan.FromDays(2));
        Assert.DoesNotContain(scene.Chat.Answers, IsReminder);
        await scene.TypeAsync("status resolved Now it is gone");
        await scene.PassAsync(TimeSpan.FromDays(1) + DraftScene.Later);
        Assert.Single(scene.Chat.Answers, IsReminder);
    }

    [Fact]
    public async Task Who_left_the_channel_of_a_private_incident_hears_nothing_of_it()
    {
        await using var scene = await DraftScene.ResolvedAsync("start Leaked keys --sev 2 --private");
        await scene.PassAsync(TimeSpan.FromDays(2));
        Assert.DoesNotContain(scene.Chat.Answers, IsReminder);
        scene.Chat.Members[Scene.Room] = [Maya.Id];
        await scene.PassAsync(TimeSpan.FromDays(6));
        Assert.Single(scene.Chat.Answers, IsReminder);
    }

    [Fact]
    public async Task A_reminder_is_put_off_and_comes_again()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.PassAsync(TimeSpan.FromDays(1));
        var menu = scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>().Single(part => part.Menu is not null).Menu!;
        Assert.Equal(["Remind again in a day", "Remind again in 3 days", "No more reminders"], menu.Items.Select(item => item.Label));

        await scene.PressAsync(menu.Items[1].Action, menu.Items[1].Value);
        Assert.StartsWith("I'll remind you of the postmortem of INC-1 at 2026-03-06", scene.LastAnswer, StringComparison.Ordinal);
        var answers = scene.Chat.Answers.Count;
        await scene.PassAsync(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        Assert.Equal((answers, 0), (scene.Chat.Answers.Count, Reminders(scene).Count));
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(answers + 1, scene.Chat.Answers.Count);

        await scene.PressAsync(menu.Items[2].Action, menu.Items[2].Value);
        await scene.PassAsync(TimeSpan.FromDays(30));
        Assert.Equal((answers + 2, 0), (scene.Chat.Answers.Count, Reminders(scene).Count));
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00Z", "UTC", "2026-03-09T09:00:00Z")]
    [InlineData("2026-03-06T23:30:00Z", "UTC", "2026-03-13T23:30:00Z")]
    [InlineData("2026-03-06T23:30:00Z", "Europe/Berlin", "2026-03-12T23:30:00Z")]
    [InlineData("2026-03-25T09:00:00Z", "Europe/Berlin", "2026-04-01T08:00:00Z")]
    public void Five_working_days_are_counted_by_the_commander_s_calendar(string from, string zone, string to) =>
        Assert.Equal(At(to), DraftReminderRules.AfterWorkingDays(At(from), 5, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    private static bool IsReminder(Answer answer) =>
        answer.To.Channel.Value.Length == 0 && answer.Card.Text.StartsWith("The postmortem of", StringComparison.Ordinal);

    private static List<string> Reminders(Scene scene) =>
        [.. scene.Chat.Done.Where(sent => sent.Action is PostCard && sent.Key.Contains("/reminder/", StringComparison.Ordinal) && sent.Key.Contains("/postmortem/", StringComparison.Ordinal)).Select(sent => sent.Key)];
}
