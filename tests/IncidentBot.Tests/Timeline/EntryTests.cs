using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

public sealed class EntryTests
{
    private const string Words = "Cache is gone. Restarted it";

    private static readonly DateTimeOffset Posted = At("2026-03-02T08:57:00.25Z");

    private static readonly ChatMessage Message = new(new MessageId(Scene.Room, "17.1"), Posted, Sam, Words, null);

    [Fact]
    public async Task An_entry_is_edited_and_what_stood_there_before_stays_on_record()
    {
        await using var scene = await OfMessageAsync();
        await EditAsync(scene, ("text", "Cache was empty"), ("time", "09:45"), ("kind", "finding"));
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal(("Cache was empty", At("2026-03-02T08:45:00Z"), EntryKind.Finding, Posted), (entry.Text, entry.At, entry.Kind, DateTimeOffset.Parse(entry.Changes[1].Former, null)));
        Assert.Equal([Words], entry.FormerTexts);
        Assert.All(entry.Changes, change => Assert.Equal((Maya, scene.Time.GetUtcNow()), (change.By, change.At)));
        Assert.Equal("Entry 1 of INC-1 now reads: 08:45 UTC (09:45 your time), finding, by Sam. “Cache was empty”. Before: “Cache is gone. Restarted it”.", scene.LastAnswer);
    }

    [Fact]
    public async Task A_form_that_is_sent_off_as_it_stood_changes_nothing()
    {
        await using var scene = await OfMessageAsync();
        var form = await OpenAsync(scene, TimelineButtonIds.EditEntry);
        await scene.SubmitAsync(form.Id, form.Context, [.. form.Fields.Select(field => (field.Name, Initial(field)))]);
        Assert.Empty(Assert.Single(await scene.TimelineAsync()).Changes);
        Assert.Equal("Entry 1 of INC-1 already reads that way; nothing was changed.", scene.LastAnswer);
    }

    [Fact]
    public async Task The_words_of_a_person_count_for_more_than_a_later_edit_of_the_message()
    {
        await using var scene = await OfMessageAsync();
        await EditAsync(scene, ("text", "Cache was empty"));
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await EditMessageAsync(scene, "Cache is gone for good");
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal("Cache was empty", entry.Text);
        Assert.Equal([Words, "Cache is gone for good"], entry.FormerTexts);
    }

    [Fact]
    public async Task A_form_that_was_opened_before_another_change_is_kept_open()
    {
        await using var scene = await OfMessageAsync();
        var form = await OpenAsync(scene, TimelineButtonIds.EditEntry);
        await EditMessageAsync(scene, "Cache is gone for good");
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = "Mine", ["time"] = "09:45", ["kind"] = "fix" };
        var answer = await scene.Immediate.OnFormAsync(Scene.Asker(Scene.Room), form.Id, form.Context, values, default);
        Assert.Contains("Someone changed this entry in the meantime. It now reads: “Cache is gone for good”", Assert.Single(Assert.IsType<CorrectIt>(answer).Errors).Value, StringComparison.Ordinal);
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Mine"), ("time", "09:45"), ("kind", "fix"));
        Assert.EndsWith("What you wrote: Mine", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Empty(Assert.Single(await scene.TimelineAsync()).Changes);
    }

    [Theory]
    [InlineData("", "09:45", "text")]
    [InlineData("x", "soon", "time")]
    [InlineData("x", "2099-01-01T00:00Z", "time")]
    public async Task What_cannot_be_is_pointed_out_at_its_field(string text, string time, string field)
    {
        await using var scene = await OfMessageAsync();
        var form = await OpenAsync(scene, TimelineButtonIds.EditEntry);
        var answer = await scene.Immediate.OnFormAsync(Scene.Asker(Scene.Room), form.Id, form.Context, new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = text, ["time"] = time }, default);
        Assert.Equal(field, Assert.Single(Assert.IsType<CorrectIt>(answer).Errors).Key);
    }

    [Fact]
    public async Task An_entry_is_withdrawn_and_brought_back_by_its_button()
    {
        await using var scene = await OfMessageAsync();
        await scene.PressAsync(TimelineButtonIds.WithdrawEntry, "1|1");
        Assert.Empty(await scene.TimelineAsync());
        var button = Assert.Single(scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items);
        Assert.Equal((TimelineButtonIds.RestoreEntry, "1|1"), (button.Action, button.Value));

        await scene.PressAsync(TimelineButtonIds.WithdrawEntry, "1|1");
        Assert.StartsWith("Entry 1 is no longer in the timeline", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("timeline");
        var shown = scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items;
        Assert.Equal(TimelineButtonIds.ShowWithdrawn, Assert.Single(shown).Action);
        await scene.PressAsync(TimelineButtonIds.ShowWithdrawn, "1");
        Assert.StartsWith("Withdrawn from the timeline of INC-1: 1, at", scene.LastAnswer, StringComparison.Ordinal);

        await scene.PressAsync(TimelineButtonIds.RestoreEntry, "1|1");
        Assert.Equal(Words, Assert.Single(await scene.TimelineAsync()).Text);
    }

    [Fact]
    public async Task A_withdrawn_entry_comes_back_when_its_message_is_captured_again()
    {
        await using var scene = await OfMessageAsync();
        await scene.PressAsync(TimelineButtonIds.WithdrawEntry, "1|1");
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.ReactAsync("wrench", Message.Id, Sam);
        Assert.Single(await scene.TimelineAsync());
    }

    [Fact]
    public async Task An_entry_that_was_brought_back_leaves_with_the_last_reaction()
    {
        await using var scene = await OfMessageAsync();
        await scene.PressAsync(TimelineButtonIds.WithdrawEntry, "1|1");
        await scene.PressAsync(TimelineButtonIds.RestoreEntry, "1|1");
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.HappenAsync(new ReactionRemoved(Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Maya.Id), "pushpin", Message.Id));
        Assert.Empty(await scene.TimelineAsync());
    }

    [Fact]
    public async Task An_entry_is_split_where_a_sentence_ends_and_both_parts_point_to_the_message()
    {
        await using var scene = await OfMessageAsync();
        var form = await OpenAsync(scene, TimelineButtonIds.SplitEntry);
        Assert.Equal(("Cache is gone.", "Restarted it"), (Initial(form.Fields[0]), Initial(form.Fields[1])));
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cache is gone."), ("second", "Restarted it"), ("time", "09:58"), ("kind", "action"));
        var entries = await scene.TimelineAsync();
        Assert.Equal(
            [("Cache is gone.", Posted, EntryKind.Observation, Sam, Maya), ("Restarted it", At("2026-03-02T08:58:00Z"), EntryKind.Action, Sam, Maya)],
            entries.Select(entry => (entry.Text, entry.At, entry.Kind, entry.Author, entry.CapturedBy)));
        Assert.Equal(entries[0].Permalink, entries[1].Permalink);
        Assert.Equal("Entry 1 of INC-1 is now split in two. 1: 08:57:00 UTC (09:57:00 your time), “Cache is gone.” 2: 08:58 UTC (09:58 your time), action, “Restarted it”.", scene.LastAnswer);
    }

    [Fact]
    public async Task Words_of_a_deleted_message_leave_what_people_made_of_them()
    {
        await using var scene = await OfMessageAsync("Cache canary42 is gone. Restarted canary42");
        var form = await OpenAsync(scene, TimelineButtonIds.SplitEntry);
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cache canary42 is gone."), ("second", "Restarted canary42"), ("time", "09:58"), ("kind", "action"));
        await EditAsync(scene, ("text", "The canary42 cache was gone"));
        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Sam, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Sam.Id), Message));
        Assert.All(await scene.TimelineAsync(), entry => Assert.Equal(("(removed by its author)", true), (entry.Text, entry.IsRemoved)));
        Assert.DoesNotContain(await scene.RowsWithAsync("canary42"), row => row.StartsWith("timeline", StringComparison.Ordinal) || row.StartsWith("audit", StringComparison.Ordinal));
        Assert.DoesNotContain((await OpenAsync(scene, TimelineButtonIds.EditEntry)).Fields, field => field.Name == "text");
    }

    [Fact]
    public async Task The_message_that_shows_a_note_follows_its_entry()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note Cache restarted at 09:45");
        var answers = scene.Chat.Answers.Count;
        await EditAsync(scene, ("text", "Cache restarted twice"), ("kind", "fix"));
        Assert.Equal(answers, scene.Chat.Answers.Count);
        Assert.Equal("Maya noted a fix (entry 1, 08:45 UTC): Cache restarted twice (changed by Maya)", scene.Chat.Shown("INC-1/entry/1").Text);
        await scene.PressAsync(TimelineButtonIds.WithdrawEntry, "1|1", Sam);
        Assert.EndsWith("withdrawn by Sam)", scene.Chat.Shown("INC-1/entry/1").Text, StringComparison.Ordinal);
        Assert.Equal("Cache restarted twice", Assert.Single(scene.Chat.Shown("INC-1/entry/1").Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans).OfType<StruckSpan>()).Text);
        await scene.PressAsync(TimelineButtonIds.RestoreEntry, "1|1", Sam);
        await scene.PressAsync(TimelineButtonIds.SetKind, "1|1|recovery");
        Assert.StartsWith("Maya noted a recovery (entry 1, 08:45 UTC):", scene.Chat.Shown("INC-1/entry/1").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_split_note_is_told_in_two_messages()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("note Cache restarted. Errors are gone");
        var form = await OpenAsync(scene, TimelineButtonIds.SplitEntry);
        await scene.SubmitAsync(form.Id, form.Context, ("text", "Cache restarted."), ("second", "Errors are gone"), ("time", "now"), ("kind", "recovery"));
        Assert.Contains("): Cache restarted. (changed by Maya)", scene.Chat.Shown("INC-1/entry/1").Text, StringComparison.Ordinal);
        Assert.Contains("noted a recovery (entry 2, 09:00 UTC): Errors are gone", scene.Chat.Shown("INC-1/entry/2").Text, StringComparison.Ordinal);
        Assert.Equal(2, (await scene.TimelineAsync()).Count(entry => entry.Permalink is not null));
        Assert.StartsWith("INC-1 is open", Assert.Single(scene.Chat.Answers).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_times_are_shown_where_they_differ_and_entries_stand_by_when_it_happened()
    {
        await using var scene = await OfMessageAsync();
        await scene.TypeAsync("note First sign 10 min ago");
        await scene.TypeAsync("note Just seen");
        await scene.TypeAsync("timeline");
        var lines = scene.LastAnswer.Split('\n');
        Assert.Equal(["First sign", "Cache is gone", "Just seen"], lines[1..].Select(line => new[] { "First sign", "Cache is gone", "Just seen" }.Single(words => line.Contains(words, StringComparison.Ordinal))));
        Assert.Equal([true, true, false], lines[1..].Select(line => line.Contains(", recorded", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Words_too_long_for_one_field_are_kept_where_no_part_of_them_is_sent()
    {
        await using var scene = await OfMessageAsync(new string('x', 3001));
        var form = await OpenAsync(scene, TimelineButtonIds.EditEntry);
        Assert.DoesNotContain(form.Fields, field => field.Name == "text");
        await scene.SubmitAsync(form.Id, form.Context, ("time", "09:45"), ("kind", "fix"));
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((3001, EntryKind.Fix), (entry.Text.Length, entry.Kind));
    }

    [Theory]
    [InlineData(3001)]
    [InlineData(6001)]
    [InlineData(12_000)]
    [InlineData(40_000)]
    public async Task Long_words_are_edited_in_parts_and_what_is_left_alone_stays_to_the_letter(int length)
    {
        var words = Long(length);
        await using var scene = await OfMessageAsync(words);
        var form = await OpenAsync(scene, TimelineButtonIds.EditEntry);
        var parts = form.Fields.Where(field => field.Name.StartsWith("part", StringComparison.Ordinal)).Cast<TextField>().ToList();
        Assert.All(parts, part => Assert.InRange(part.Initial!.Length, 1, 3000));
        Assert.InRange(parts.Count, 2, EntryParts.Most);

        var filled = form.Fields.Select(field => (field.Name, field.Name == "part2" ? $"{Initial(field)[..5]}, corrected{Initial(field)[5..]}" : Initial(field)));
        await scene.SubmitAsync(form.Id, form.Context, [.. filled]);
        var entry = Assert.Single(await scene.TimelineAsync());
        var place = words.IndexOf(parts[1].Initial!, StringComparison.Ordinal) + 5;
        Assert.Equal(words.Insert(place, ", corrected"), entry.Text);
        Assert.Equal([words], entry.FormerTexts);
    }

    [Fact]
    public async Task Long_words_that_are_sent_off_as_they_stood_change_nothing()
    {
        await using var scene = await OfMessageAsync(Long(9000));
        var form = await OpenAsync(scene, TimelineButtonIds.EditEntry);
        await scene.SubmitAsync(form.Id, form.Context, [.. form.Fields.Select(field => (field.Name, Initial(field)))]);
        Assert.Empty(Assert.Single(await scene.TimelineAsync()).Changes);
    }

    [Fact]
    public async Task A_part_that_is_emptied_goes_and_not_all_can_be()
    {
        await using var scene = await OfMessageAsync($"{new string('a', 2500)}\n\n{new string('b', 2500)}\n\n{new string('c', 2500)}");
        var form = await OpenAsync(scene, TimelineButtonIds.EditEntry);
        var answer = await scene.Immediate.OnFormAsync(Scene.Asker(Scene.Room), form.Id, form.Context, new Dictionary<string, string>(StringComparer.Ordinal) { ["time"] = "09:45" }, default);
        Assert.Equal("part1", Assert.Single(Assert.IsType<CorrectIt>(answer).Errors).Key);

        await scene.SubmitAsync(form.Id, form.Context, ("part1", new string('a', 2500)), ("part3", new string('c', 2500)), ("time", "09:45"), ("kind", "fix"));
        Assert.Equal($"{new string('a', 2500)}\n\n{new string('c', 2500)}", Assert.Single(await scene.TimelineAsync()).Text);
    }

    [Fact]
    public async Task What_was_typed_in_parts_is_given_back_when_the_entry_has_changed_meanwhile()
    {
        await using var scene = await OfMessageAsync(Long(6000));
        var form = await OpenAsync(scene, TimelineButtonIds.EditEntry);
        await EditMessageAsync(scene, "Cache is gone for good");
        await scene.SubmitAsync(form.Id, form.Context, ("part1", "Mine"), ("part2", "and yours"), ("time", "09:45"), ("kind", "fix"));
        Assert.EndsWith("What you wrote: Mine\nand yours", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_too_long_for_any_form_are_led_to_another_way()
    {
        await using var scene = await OfMessageAsync(new string('x', 90_001));
        var form = await OpenAsync(scene, TimelineButtonIds.EditEntry);
        Assert.Equal(["time", "kind"], form.Fields.Select(field => field.Name));
        Assert.Equal(
            "These words are too long for a form: 90001 characters. To change them, withdraw the entry, and add it again in parts: /incident note TEXT at HH:MM.",
            form.Intro!.ToPlainText());
    }

    [Theory]
    [InlineData("👩‍👩‍👧‍👦", 10)]
    [InlineData("e\u0301", 7)]
    [InlineData("x ", 5)]
    [InlineData("Ends here. ", 20)]
    [InlineData("a\n\n\n   b\t", 6)]
    [InlineData("🛰️", 1)]
    public void Parts_with_what_is_between_them_are_the_words_again(string words, int longest)
    {
        var text = string.Concat(Enumerable.Repeat(words, 50)).Trim();
        var parts = new EntryParts(text, longest);
        Assert.Equal(text, parts.Join(Enumerable.Range(0, parts.Words.Count).ToDictionary(parts.Field, part => parts.Words[part], StringComparer.Ordinal)));
        Assert.All(parts.Words, part => Assert.InRange(part.Length, 1, longest));
    }

    [Fact]
    public async Task An_entry_that_is_not_there_is_said_to_be_missing()
    {
        await using var scene = await OfMessageAsync();
        Assert.StartsWith("The timeline of INC-1 has no such entry.", Assert.IsType<SayIt>(await OpenAnswerAsync(scene, TimelineButtonIds.EditEntry, "1|9")).Card.Text, StringComparison.Ordinal);
        await scene.PressAsync(TimelineButtonIds.WithdrawEntry, "1|9");
        Assert.StartsWith("The timeline of INC-1 has no such entry.", scene.LastAnswer, StringComparison.Ordinal);
    }

    private static string Long(int length) =>
        string.Concat(Enumerable.Range(0, 1 + (length / 30)).Select(line => $"Line {line:D5}: evictions rise, see 🛰️. {(line % 9 == 8 ? "\n\n" : "\n")}"))[..length].Trim();

    private static async Task<Scene> OfMessageAsync(string words = Words)
    {
        var scene = await Scene.OfIncidentAsync();
        scene.Chat.Messages[Message.Id] = Message with { Text = words };
        await scene.ReactAsync("pushpin", Message.Id);
        return scene;
    }

    private static async Task EditAsync(Scene scene, params (string Name, string Value)[] values)
    {
        var form = await OpenAsync(scene, TimelineButtonIds.EditEntry);
        var filled = form.Fields.Select(field => (field.Name, values.FirstOrDefault(value => value.Name == field.Name).Value ?? Initial(field)));
        await scene.SubmitAsync(form.Id, form.Context, [.. filled]);
    }

    private static Task EditMessageAsync(Scene scene, string words) => scene.HappenAsync(new MessageEdited(
        Scene.Workspace, Sam, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Sam.Id), Message with { Text = words, EditedAt = scene.Time.GetUtcNow() }, Message));

    private static Task<ImmediateAnswer> OpenAnswerAsync(Scene scene, string action, string value = "1|1") =>
        scene.AskAsync(action, value);

    private static async Task<Form> OpenAsync(Scene scene, string action) => Assert.IsType<OpenIt>(await OpenAnswerAsync(scene, action)).Form;

    private static string Initial(FormField field) => field is ChoiceField choice ? choice.Initial! : ((TextField)field).Initial!;
}
