using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Tests.Incidents;
using IncidentBot.Updates;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Updates;

public sealed class ReminderTests
{
    private const string Severity1 = "start Checkout returns 500s --sev 1", Severity3 = "start Checkout is slow --sev 3";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly UpdateOptions Hourly = new() { Severity3Minutes = 60 };

    [Fact]
    public async Task The_pause_grows_while_nobody_answers()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);

        await scene.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal([30, 90, 210, 450, 690, 930, 1170, 1410], RemindedAfter(scene));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(480)]
    public void However_short_the_interval_a_day_of_silence_has_eight_reminders_at_most(int minutes)
    {
        var every = minutes * Minute;
        var times = new List<TimeSpan> { every };
        while (times[^1] < TimeSpan.FromDays(10))
            times.Add(times[^1] + RemindOfUpdateRules.Pause(every, times.Count));

        Assert.All(times, from => Assert.InRange(times.Count(time => time >= from && time < from + TimeSpan.FromDays(1)), 1, 8));
        Assert.Equal(every * 2 < TimeSpan.FromHours(4) || minutes > 240 ? times[1] - times[0] : TimeSpan.FromHours(4), minutes > 240 ? every : every * 2 < TimeSpan.FromHours(4) ? every * 2 : TimeSpan.FromHours(4));
    }

    [Fact]
    public async Task One_reminder_stands_in_the_channel_at_a_time()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);

        await scene.PassAsync(8 * 60 * Minute);

        Assert.Equal(4, Reminders(scene).Count);
        Assert.Single(Standing(scene));
    }

    [Theory]
    [InlineData("update Still looking")]
    [InlineData("status investigating The cache is next")]
    [InlineData("status mitigated Errors are falling")]
    [InlineData("note --kind communication Told support what to say")]
    public async Task Whoever_says_how_things_are_has_the_pauses_begin_anew(string words)
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.PassAsync(211 * Minute);

        await scene.TypeAsync(words);
        await scene.PassAsync(95 * Minute);

        Assert.Equal([30, 90, 210, 241, 301], RemindedAfter(scene));
    }

    [Fact]
    public async Task A_reminder_of_each_hour_says_so_in_words()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 2");

        await scene.PassAsync(61 * Minute);

        Assert.Contains("SEV2 wants an update every hour. Without an answer, the next comes in 2 h.", Reminders(scene)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_says_why_it_comes_and_what_comes_without_an_answer()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);

        await scene.PassAsync(95 * Minute);

        Assert.Contains(
            "Say how things are going, even if nothing has changed. And there is still no commander. Nobody has said yet what the impact is and when it started. SEV1 wants an update every 30 min. Without an answer, the next comes in 2 h. (",
            Reminders(scene)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_answers_a_reminder_is_a_button_and_what_puts_it_off_is_in_one_menu()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.TypeAsync("role commander me");
        await scene.PassAsync(31 * Minute);

        var parts = scene.Chat.Done.Select(request => request.Action).OfType<PostCard>().Last().Card.Parts;
        Assert.Equal(["Nothing new", "Give an update", "Answer the first five minutes"], Assert.Single(parts.OfType<Buttons>()).Items.Select(button => button.Label));
        var items = Assert.IsType<Paragraph>(parts[0]).Menu!.Items;
        Assert.Equal(["Remind in 15 min", "Remind in 30 min", "Remind in 60 min", "No more reminders"], items.Select(item => item.Label));
        Assert.All(items, item => Assert.DoesNotContain(item.Label, Assert.Single(parts.OfType<SmallPrint>()).Text.ToPlainText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_new_is_an_update_that_is_told_in_the_thread_of_the_card_alone()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1, options: new IncidentOptions { Platforms = Scene.Announcing("#incidents") });
        await scene.PassAsync(31 * Minute);

        await scene.PressAsync(UpdatesButtonIds.NothingNew, "1");

        var told = scene.Chat.Done.Single(request => request.Key.EndsWith("/told", StringComparison.Ordinal));
        Assert.Equal("ts-INC-1/card", ((PostCard)told.Action).Thread);
        Assert.StartsWith("Update 1 from Maya: Nothing new. (Maya", ((PostCard)told.Action).Card.Text, StringComparison.Ordinal);
        Assert.Equal("An update was due; Maya says there's nothing new.", scene.Chat.Shown(Assert.Single(Standing(scene))).Text);
        Assert.Equal(1, (await scene.IncidentAsync()).LastUpdate?.Number);
        Assert.Contains("Nothing new.", scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Chat.DoneKeys, key => key.Contains("/announced/", StringComparison.Ordinal));

        await scene.PassAsync(31 * Minute);
        Assert.Equal(2, Reminders(scene).Count);
        Assert.Single(Standing(scene));
    }

    [Fact]
    public async Task However_late_the_bot_woke_it_asks_once()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);

        await scene.SleepAsync(200 * Minute);
        Assert.Single(Reminders(scene));

        await scene.PassAsync(59 * Minute);
        Assert.Single(Reminders(scene));

        await scene.PassAsync(2 * Minute);
        Assert.Equal(2, Reminders(scene).Count);
    }

    [Fact]
    public async Task An_update_puts_the_next_reminder_off_by_an_interval()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.PassAsync(25 * Minute);

        await scene.TypeAsync("update Still looking");
        await scene.PassAsync(29 * Minute);
        Assert.Empty(Reminders(scene));

        await scene.PassAsync(2 * Minute);
        Assert.Contains("The last one was 30 min ago", Assert.Single(Reminders(scene)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_comms_role_is_reminded_or_else_the_commander()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.TypeAsync("role commander me");
        await scene.PassAsync(31 * Minute);
        Assert.StartsWith("Maya, an update", Reminders(scene)[^1], StringComparison.Ordinal);

        await scene.TypeAsync("role comms me", who: Sam);
        await scene.PassAsync(60 * Minute);
        Assert.StartsWith("Sam, an update", Reminders(scene)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snooze_is_on_record_and_counts_from_the_press()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.PassAsync(31 * Minute);

        await scene.PressAsync(UpdatesButtonIds.SnoozeReminder, "1|60");
        await scene.PassAsync(59 * Minute);
        Assert.Single(Reminders(scene));

        await scene.PassAsync(2 * Minute);
        Assert.Equal(2, Reminders(scene).Count);
        Assert.Contains("An update was due; it was put off. By Maya: the next update reminder comes in 60 min.", Edits(scene));
        Assert.Empty(scene.Chat.Told(Scene.Room));
        Assert.Contains(await FactsAsync(scene), fact => fact is ReminderSnoozed { By: { } by } && by == Maya);
    }

    [Theory]
    [InlineData("update Still looking", "An update was due; answered by update 1.")]
    [InlineData("status resolved", "An update was due; the incident is now resolved.")]
    [InlineData("status closed It recovered", "An update was due; the incident is now closed.")]
    [InlineData("cancel", "An update was due; the incident is now cancelled.")]
    public async Task What_ends_a_reminder_takes_its_buttons_off_and_says_so(string command, string text)
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.PassAsync(91 * Minute);

        await scene.TypeAsync(command);

        // What follows a resolution, such as the draft, takes its place in the channel.
        var shown = scene.Chat.Shown(Posted(scene)[^1]);
        Assert.Equal((text, 0), (shown.Text, shown.Parts.OfType<Buttons>().Count()));
        Assert.Single(Edits(scene));
    }

    [Fact]
    public async Task A_reminder_ends_once_by_whatever_came_first()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.PassAsync(31 * Minute);

        await scene.TypeAsync("update Still looking");
        await scene.TypeAsync("update Rolled back");
        await scene.PassAsync(31 * Minute);
        await scene.TypeAsync("status resolved");

        Assert.Equal(["An update was due; answered by update 1.", "An update was due; the incident is now resolved."], Edits(scene));
    }

    [Fact]
    public async Task A_reminder_that_waited_to_be_sent_when_the_update_came_ends_too()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        scene.Chat.OnSend = request => request.Key.StartsWith("INC-1/reminder/", StringComparison.Ordinal) ? new NotSent("busy", Permanent: false, RetryAfter: 5 * Minute, "Later.") : null;
        await scene.PassAsync(31 * Minute);
        await scene.TypeAsync("update Still looking");
        scene.Chat.OnSend = _ => null;

        await scene.PassAsync(6 * Minute);

        Assert.Equal("An update was due; answered by update 1.", scene.Chat.Shown(Assert.Single(Posted(scene))).Text);
    }

    [Fact]
    public async Task A_change_that_ends_nothing_leaves_the_buttons()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.PassAsync(31 * Minute);

        await scene.TypeAsync("status identified");
        await scene.TypeAsync("severity 2");

        Assert.Single(scene.Chat.Shown(Assert.Single(Posted(scene))).Parts.OfType<Buttons>());
    }

    [Fact]
    public async Task A_reminder_cannot_be_put_off_by_any_other_time()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);

        await scene.PressAsync(UpdatesButtonIds.SnoozeReminder, "1|100000");

        Assert.DoesNotContain(await FactsAsync(scene), fact => fact is ReminderSnoozed);
    }

    [Fact]
    public async Task No_more_reminders_means_none_even_after_an_update()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);

        await scene.PressAsync(UpdatesButtonIds.StopReminders, "1");
        await scene.TypeAsync("update Still looking");
        await scene.PassAsync(300 * Minute);

        Assert.Empty(Reminders(scene));
    }

    [Theory]
    [InlineData(UpdatesButtonIds.SnoozeReminder, "1|15")]
    [InlineData(UpdatesButtonIds.StopReminders, "1")]
    public async Task Who_presses_when_the_reminders_have_just_been_ended_is_told_so(string action, string value)
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.PressAsync(UpdatesButtonIds.StopReminders, "1");
        var told = scene.Chat.Told(Scene.Room).Count;

        await scene.PressAsync(action, value, Sam);

        Assert.Equal("Update reminders for INC-1 have been turned off.", scene.LastAnswer);
        Assert.Equal(told, scene.Chat.Told(Scene.Room).Count);
        Assert.DoesNotContain(await FactsAsync(scene), fact => fact is ReminderSnoozed);
    }

    [Fact]
    public async Task Nobody_is_reminded_once_it_is_resolved_but_again_when_it_is_reopened()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.TypeAsync("status resolved");
        await scene.PassAsync(120 * Minute);
        Assert.Empty(Reminders(scene));

        await scene.TypeAsync("status investigating");
        await scene.PassAsync(31 * Minute);
        Assert.Single(Reminders(scene));
    }

    [Fact]
    public async Task A_higher_severity_brings_the_reminder_forward()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PassAsync(40 * Minute);
        Assert.Empty(Reminders(scene));

        await scene.TypeAsync("severity 1");

        Assert.Single(Reminders(scene));
    }

    [Theory]
    [InlineData(Severity3, "severity 2", "(was SEV3). Updates are due every hour now.")]
    [InlineData(Severity3, "severity 1", "(was SEV3). Updates are due every 30 min now.")]
    [InlineData(Severity1, "severity 3", "(was SEV1). No updates are due any more.")]
    [InlineData(Severity3, "severity 4", "(was SEV3).")]
    public async Task The_line_about_another_severity_says_how_often_updates_are_due(string start, string typed, string said)
    {
        await using var scene = await Scene.OfIncidentAsync(start);

        await scene.TypeAsync(typed);

        var line = scene.Chat.Done.Where(request => request.Key.EndsWith("/told", StringComparison.Ordinal)).Select(request => request.Action).OfType<PostCard>().Last().Card;
        Assert.EndsWith(said, Assert.IsType<Paragraph>(line.Parts[0]).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_reminded_of_severity_3_unless_that_is_set()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity3);

        await scene.PassAsync(300 * Minute);

        Assert.Empty(Reminders(scene));
    }

    [Fact]
    public async Task A_reminder_that_falls_into_quiet_hours_waits_for_their_end()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity3, updates: Hourly);
        await scene.TypeAsync("role commander me");
        // Maya's clock shows 10:00; the last reminder of the day is that of 21:00, and the next would be that of 1:00.
        await scene.PassAsync(20 * 60 * Minute);
        Assert.Equal([60, 180, 420, 660], RemindedAfter(scene));

        await scene.PassAsync(65 * Minute);
        Assert.Equal(5, Reminders(scene).Count);
    }

    [Fact]
    public async Task Open_questions_bring_no_message_of_their_own_the_reminder_says_what_is_missing()
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.PassAsync(29 * Minute);
        Assert.DoesNotContain(scene.Chat.Done, request => request.Action is PostCard post && post.Card.Text.Contains("still open", StringComparison.Ordinal));

        await scene.PassAsync(2 * Minute);

        Assert.Contains("Nobody has said yet what the impact is and when it started.", Reminders(scene)[^1], StringComparison.Ordinal);
        var answer = Assert.Single(scene.Chat.Shown(Posted(scene)[^1]).Parts.OfType<Buttons>().SelectMany(part => part.Items), button => button.Action == IncidentButtonIds.AnswerQuestions);
        Assert.IsType<OpenIt>(await scene.AskAsync(answer.Action, answer.Value));
    }

    [Theory]
    [InlineData("impact A third of all checkouts", "Nobody has said yet when it started.")]
    [InlineData("time impact-start 09:50", "Nobody has said yet what the impact is.")]
    [InlineData("status mitigated", null)]
    public async Task A_reminder_asks_only_for_what_is_still_missing(string said, string? missing)
    {
        await using var scene = await Scene.OfIncidentAsync(Severity1);
        await scene.TypeAsync(said);

        await scene.PassAsync(31 * Minute);

        Assert.Equal(missing is not null, Reminders(scene)[^1].Contains("Nobody has said yet", StringComparison.Ordinal));
        Assert.Contains(missing ?? "an update is due", Reminders(scene)[^1], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("status mitigated Rolled back", "Some of the first questions were open until the incident was mitigated. The rest can still be answered in the checklist.")]
    [InlineData("status closed It recovered", "Some of the first questions were open until the incident was closed.")]
    public async Task The_questions_have_no_button_any_more_once_the_harm_is_over(string words, string ended)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await AskAsAnEarlierVersionAsync(scene);
        await scene.TypeAsync("status identified");
        Assert.NotEmpty(scene.Chat.Shown("INC-1/ask-open-questions").Parts.OfType<Buttons>());

        await scene.TypeAsync(words);
        var asked = scene.Chat.Shown("INC-1/ask-open-questions");
        Assert.Equal((ended, 0), (asked.Text, asked.Parts.OfType<Buttons>().Count()));
    }

    [Theory]
    [InlineData("impact A third of all checkouts")]
    [InlineData("time impact-start 09:50")]
    public async Task The_questions_have_no_button_any_more_once_the_last_is_answered_wherever_that_is(string last)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await AskAsAnEarlierVersionAsync(scene);
        foreach (var step in ChecklistTemplate.Default().Steps.Where(step => step is { Phase: Phase.Assess, IsQuestion: true }))
        {
            if (!last.StartsWith(step.Key == "started" ? "time" : step.Key, StringComparison.Ordinal))
                await scene.PressAsync(ChecklistButtonIds.TickStep, $"1|{step.Key}");
        }

        Assert.NotEmpty(scene.Chat.Shown("INC-1/ask-open-questions").Parts.OfType<Buttons>());
        await scene.TypeAsync(last);
        Assert.Equal("The first questions are answered.", scene.Chat.Shown("INC-1/ask-open-questions").Text);
    }

    [Fact]
    public async Task An_incident_whose_channel_cannot_be_opened_is_reminded_of_nothing_until_it_is_open()
    {
        await using var scene = await Scene.SetAsync();
        scene.Chat.OnSend = request => request.Action is OpenChannel ? new NotSent("restricted_action", Permanent: true, RetryAfter: null, "No.") : null;
        await scene.TypeAsync(Severity1, Scene.Lobby);
        await scene.PassAsync(Minute);
        var dead = await scene.Get<DeadLetters>().CountAsync(default);

        await scene.PassAsync(240 * Minute);
        Assert.Equal(dead, await scene.Get<DeadLetters>().CountAsync(default));

        scene.Chat.OnSend = _ => null;
        await scene.PressAsync(IncidentButtonIds.OpenChannelAgain, "1");
        await scene.PassAsync(31 * Minute);

        Assert.Single(Reminders(scene));
        Assert.Single(scene.Chat.DoneKeys, NudgeTests.IsNudge);
    }

    private static async Task AskAsAnEarlierVersionAsync(Scene scene)
    {
        var work = new Work(Scene.Workspace, scene.Chat.Name, "earlier", scene.Time.GetUtcNow());
        var card = new Card("These questions are still open.", [new Buttons([ChecklistCard.AnswerAll(new IncidentId(1), Phase.Assess)])]);
        work.Send(new Outgoing("INC-1/ask-open-questions", new PostCard(ChannelTarget.Of(Scene.Room), card)));
        Assert.Equal(CommitResult.Committed, await scene.Get<WorkCommit>().CommitAsync(new Batch(), work, default));
        await scene.PassAsync(Minute);
    }

    private static List<string> Reminders(Scene scene) =>
        [.. scene.Chat.Done.Where(request => request.Key.StartsWith("INC-1/reminder/", StringComparison.Ordinal)).Select(request => request.Action).OfType<PostCard>().Select(post => post.Card.Text)];

    private static List<string> Posted(Scene scene) =>
        [.. scene.Chat.DoneKeys.Where(key => key.StartsWith("INC-1/reminder/", StringComparison.Ordinal) && ChannelQuestions.IsQuestion(key))];

    // Those that were not deleted again.
    private static List<string> Standing(Scene scene) =>
        [.. Posted(scene).Where(key => !scene.Chat.Done.Any(request => request.Action is DeletePosted { Message.Known.Id: var id } && id == "ts-" + key))];

    private static List<string> Edits(Scene scene) =>
        [.. scene.Chat.Done.Where(request => request.Key.StartsWith("INC-1/reminder/", StringComparison.Ordinal)).Select(request => request.Action).OfType<UpdateCard>().Select(update => update.Card.Text)];

    // In minutes since the start, as the reminders themselves say.
    private static List<int> RemindedAfter(Scene scene) =>
        [.. Reminders(scene).Select(text => (int)(DateTimeOffset.Parse(text[(text.LastIndexOf('(') + 1)..^1].Replace(" UTC", "Z", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) - ManualTime.Start).TotalMinutes)];

    private static Task<IReadOnlyList<IncidentFact>> FactsAsync(Scene scene) =>
        scene.Get<IncidentStore>().ListFactsAsync(Scene.Workspace, new IncidentId(1), default);
}
