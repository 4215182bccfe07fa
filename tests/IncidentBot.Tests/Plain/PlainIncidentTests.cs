using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Routing;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Plain;

/// <summary>Nothing in the core depends on what the first chat is like: an incident goes the same way in one that has next to nothing.</summary>
public sealed class PlainIncidentTests : IAsyncLifetime
{
    private const int Ada = 501, Ben = 502, Lobby = 1;

    private static readonly IncidentOptions Options = new()
    {
        Platforms = new Dictionary<string, PlatformSettings>(StringComparer.Ordinal)
        {
            ["plain"] = new() { AnnounceChannel = "1", Admins = ["502"] },
            ["another"] = new() { AnnounceChannel = "nowhere", Responders = "nobody", Admins = ["501"] },
        },
    };

    private PlainStage stage = null!;
    private int room;

    public async ValueTask InitializeAsync()
    {
        stage = await PlainStage.OpenAsync(Options);
        await stage.WriteAsync(Ada, Lobby, "bot, start Checkout returns 500s --sev 2");
        room = int.Parse((await stage.IncidentAsync()).Channel!.Value.Value, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task A_whole_incident_is_led_through()
    {
        Assert.Contains(stage.Chat.In(Lobby), message => message.Text.Contains("INC-1", StringComparison.Ordinal) && message.Card is not null);

        await stage.WriteAsync(Ada, room, "bot, role commander me");
        var note = await stage.WriteAsync(Ben, room, "bot, note The cache is full");
        var slip = await stage.WriteAsync(Ben, room, "bot, note The password is tulip");
        await stage.PassAsync(TimeSpan.FromMinutes(1));
        await stage.ChangeAsync(note.Number, "bot, note The cache is full since 16:00");
        await stage.EraseAsync(slip.Number);
        await stage.PressAsync(Ada, IncidentKeys.Checklist(new IncidentId(1)), ChecklistButtonIds.TickStep);
        await stage.WriteAsync(Ada, room, "bot, assign 2 me");
        await stage.WriteAsync(Ada, room, "bot, update Rolling back now");
        await stage.WriteAsync(Ada, room, "bot, status mitigated Rolled back to v2.3.0");
        await stage.WriteAsync(Ada, room, "bot, status resolved");
        await stage.WriteAsync(Ada, room, "bot, postmortem");
        await stage.PassAsync(TimeSpan.FromMinutes(2));

        var incident = await stage.IncidentAsync();
        Assert.Equal((IncidentStatus.Resolved, "plain"), (incident.Status, incident.Platform));
        Assert.Equal("Person 501", incident.Roles[IncidentRole.Commander].Name);
        var entries = await stage.TimelineAsync();
        var kept = Assert.Single(entries, entry => entry.Message?.Id == note.Number.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(("The cache is full since 16:00", "Person 502", note.At), (kept.Text, kept.Author.Name, kept.At));
        Assert.DoesNotContain(entries, entry => entry.Text.Contains("tulip", StringComparison.Ordinal));
        Assert.Contains(stage.Chat.In(Lobby), message => message.Text.Contains("Rolling back now", StringComparison.Ordinal));

        var draft = (await stage.Get<PostmortemStore>().FindNewestAsync(PlainStage.Workspace, incident.Id, default))!.Markdown;
        Assert.Contains("The cache is full since 16:00", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("tulip", draft, StringComparison.Ordinal);
        Assert.Empty(stage.Chat.Impossible);
        Assert.Empty(await stage.Get<DeadLetters>().CountAsync(default));
    }

    [Fact]
    public async Task What_the_chat_did_not_tell_is_found_in_the_channel()
    {
        var note = await stage.WriteAsync(Ben, room, "bot, note The cache is full");
        var gone = await stage.WriteAsync(Ben, room, "bot, note The password is tulip");
        await stage.PassAsync(TimeSpan.FromSeconds(90));

        var lost = stage.Chat.Write(Ada, room, "bot, note Evictions rise", stage.Time.GetUtcNow());
        stage.Chat.Change(note.Number, "bot, note The cache is full since 16:00", stage.Time.GetUtcNow());
        stage.Chat.Erase(gone.Number);
        await stage.PassAsync(TimeSpan.FromMinutes(7));

        var entries = await stage.TimelineAsync();
        var found = Assert.Single(entries, entry => entry.Message?.Id == lost.Number.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(("Evictions rise", "Person 501", lost.At), (found.Text, found.Author.Name, found.At));
        Assert.Contains(entries, entry => entry.Text == "The cache is full since 16:00");
        Assert.DoesNotContain(entries, entry => entry.Text.Contains("tulip", StringComparison.Ordinal));
    }

    [Fact]
    public void Words_that_were_not_saved_come_back_in_parts_that_this_chat_takes()
    {
        var words = string.Join(' ', Enumerable.Repeat("evictions", 40));
        var work = new Work(PlainStage.Workspace, "plain", "in/1", ManualTime.Start);
        work.Answer(new ReplyTo(new ChannelId("1"), new PersonId("501")), Card.Of("Nothing was saved."));

        UnsavedWords.GiveBack([words], new ChatPlatforms([stage.Chat]), work);

        var parts = ((Answer)Assert.Single(work.Outgoing).Action).Card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText()).Skip(1).ToList();
        Assert.Equal(words, string.Concat(parts));
        Assert.All(parts, part => Assert.InRange(part.Length, 1, 120));
    }

    [Fact]
    public async Task Long_entries_are_not_split_in_a_form_that_is_too_short_for_them()
    {
        await stage.WriteAsync(Ben, room, $"bot, note {new string('x', 130)}");
        var entry = Assert.Single(await stage.TimelineAsync());

        Assert.NotNull(EntryForms.Refuse(new IncidentId(1), entry, split: true, stage.Chat.Limits.FormField));
        Assert.Null(EntryForms.Refuse(new IncidentId(1), entry, split: true, SceneChat.Roomy.FormField));
        Assert.DoesNotContain(EntryForms.ToEdit(new IncidentId(1), entry, stage.Chat.Limits.FormField).Fields, field => field.Name == EntryForms.Text);
    }

    [Fact]
    public async Task Long_entries_are_edited_in_parts_that_this_chat_takes()
    {
        await stage.WriteAsync(Ben, room, $"bot, note {string.Join(' ', Enumerable.Repeat("evictions rise", 20))}");
        var entry = Assert.Single(await stage.TimelineAsync());

        var parts = EntryForms.ToEdit(new IncidentId(1), entry, stage.Chat.Limits.FormField).Fields.OfType<TextField>().Where(field => field.Multiline).ToList();
        Assert.All(parts, part => Assert.InRange(part.Initial!.Length, 1, 60));
        Assert.Equal(entry.Text, string.Join(' ', parts.Select(part => part.Initial)));
    }

    [Fact]
    public async Task A_time_that_is_hardly_meant_is_asked_about_and_kept_with_one_press()
    {
        await stage.WriteAsync(Ben, room, "bot, note Errors rise at 04:00");
        Assert.True(Assert.Single(await stage.TimelineAsync()).IsTimeToBeConfirmed);
        Assert.Contains("04:00 UTC, 5 h before INC-1 was declared: keep, or another time?", stage.Chat.In(room)[^1].Text, StringComparison.Ordinal);

        await stage.PressLastAsync(Ben, room, TimelineButtonIds.KeepTime);
        Assert.False(Assert.Single(await stage.TimelineAsync()).IsTimeToBeConfirmed);
    }

    [Fact]
    public async Task What_is_said_by_a_command_is_the_answer_in_the_checklist_here_too()
    {
        await stage.WriteAsync(Ben, room, "bot, impact Half of the EU");
        Assert.Contains("Half of the EU", stage.Chat.Posted(IncidentKeys.Checklist(new IncidentId(1))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_to_do_what_this_chat_does_not_have()
    {
        await stage.WriteAsync(Ada, room, "bot, timeline");

        var said = stage.Chat.In(room)[^1].Text;
        Assert.Contains("is empty", said, StringComparison.Ordinal);
        Assert.DoesNotContain(":pushpin:", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admins_of_another_chat_are_nobody_here()
    {
        var here = (await stage.IncidentAsync()).Platform;

        Assert.False(Options.On(here).IsAdmin(new PersonId("501")));
        Assert.True(Options.On(here).IsAdmin(new PersonId("502")));
        Assert.Equal(PlatformSettings.None, Options.On("unknown"));
    }
}
