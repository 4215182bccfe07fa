using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Timeline;

public sealed class TimelineRulesTests
{
    private static readonly IncidentId Id = new(7);

    private static readonly ChatMessage Message = new(new MessageId(new ChannelId("C1"), "1.2"), At("2026-11-20T16:08:00Z"), Sam, "Cache is gone", null);

    private static readonly ReactionAdded Reacted = new(new WorkspaceId("T1"), Maya, new ChannelId("C1"), Now, new ReplyTo(new ChannelId("C1"), Maya.Id), "mag", Message.Id);

    [Fact]
    public void A_captured_message_keeps_its_own_time() => Assert.Equal(Message.At, Capture(Message, null).Fact?.Entry.At);

    [Fact]
    public void A_captured_message_keeps_its_author() => Assert.Equal(Sam, Capture(Message, null).Fact?.Entry.Author);

    [Fact]
    public void Who_captured_a_message_is_on_record() => Assert.Equal(Maya, Capture(Message, null).Fact?.Entry.CapturedBy);

    [Fact]
    public void A_message_captured_again_changes_nothing() =>
        Assert.Equal(
            "That message is already in the timeline of INC-7, at 16:08 UTC (17:08 your time) as finding; Maya added it.",
            Capture(Message, Capture(Message, null).Fact!.Entry).Sentence.ToPlainText());

    [Fact]
    public void A_message_that_is_gone_is_refused() => Assert.True(Capture(null, null).IsRefusal);

    [Fact]
    public void A_message_without_words_has_a_stand_in() =>
        Assert.Equal("(a message without words)", Capture(Message with { Text = " " }, null).Fact?.Entry.Text);

    [Fact]
    public void A_note_is_of_the_moment_at_which_it_was_typed() =>
        Assert.Equal(Now, AddNoteRules.Decide(Id, new NoteCommand("x", null, null), null, 1, Maya, Now).Fact?.Entry.At);

    [Fact]
    public void A_note_has_the_time_that_was_typed_in_the_writers_zone() =>
        Assert.Equal(At("2026-11-20T15:05:00Z"), AddNoteRules.Decide(Id, new NoteCommand("x", new When(null, new TimeOnly(16, 5), null), null), null, 1, Maya, Now).Fact?.Entry.At);

    [Fact]
    public void A_note_has_the_kind_that_was_typed() =>
        Assert.Equal(EntryKind.Fix, AddNoteRules.Decide(Id, new NoteCommand("x", null, "fix"), null, 1, Maya, Now).Fact?.Entry.Kind);

    [Fact]
    public void A_note_of_the_future_is_refused_and_given_back() =>
        Assert.EndsWith(
            "Nothing was recorded. You wrote: all good",
            AddNoteRules.Decide(Id, new NoteCommand("all good", new When(new DateOnly(2026, 11, 21), new TimeOnly(9, 0), null), null), null, 1, Maya, Now).Sentence.ToPlainText(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(IncidentStatus.Investigating, EntryKind.Communication)]
    [InlineData(IncidentStatus.Identified, EntryKind.Finding)]
    [InlineData(IncidentStatus.Mitigated, EntryKind.Fix)]
    [InlineData(IncidentStatus.Resolved, EntryKind.Recovery)]
    [InlineData(IncidentStatus.Closed, EntryKind.Recovery)]
    public void What_is_said_with_a_status_is_an_entry(IncidentStatus to, EntryKind kind) =>
        Assert.Equal(kind, AddNoteRules.FromStatus(Changed(to, "Said"), 1)?.Entry.Kind);

    [Theory]
    [InlineData(IncidentStatus.Mitigated)]
    [InlineData(IncidentStatus.Resolved)]
    public void What_is_said_at_the_end_of_the_work_is_no_recovery(IncidentStatus from) =>
        Assert.Equal(EntryKind.Communication, AddNoteRules.FromStatus(Changed(IncidentStatus.Closed, "Follow-ups are filed") with { From = from }, 1)?.Entry.Kind);

    [Fact]
    public void A_status_without_words_makes_no_entry() => Assert.Null(AddNoteRules.FromStatus(Changed(IncidentStatus.Mitigated, null), 1));

    [Fact]
    public void An_entrys_kind_set_again_changes_nothing() =>
        Assert.Equal(
            "INC-7: “Cache is gone” is already on record as finding.",
            ChangeEntryKindRules.Decide(Id, Capture(Message, null).Fact!.Entry, EntryKind.Finding, Maya, Now).Sentence.ToPlainText());

    [Fact]
    public void The_kind_of_an_entry_that_is_not_there_is_refused() => Assert.True(ChangeEntryKindRules.Decide(Id, null, EntryKind.Fix, Maya, Now).IsRefusal);

    [Fact]
    public void A_changed_kind_keeps_the_former() =>
        Assert.Equal("finding", ChangeEntryKindRules.Decide(Id, Capture(Message, null).Fact!.Entry, EntryKind.Fix, Maya, Now).Fact?.Former);

    [Theory]
    [InlineData("pushpin", EntryKind.Observation)]
    [InlineData(":wrench:", EntryKind.Fix)]
    [InlineData("thumbsup", null)]
    public void The_usual_reactions_capture(string reaction, EntryKind? kind) => Assert.Equal(kind, new TimelineOptions().KindOf(reaction));

    [Fact]
    public void An_organisations_reactions_take_the_place_of_the_usual_ones()
    {
        var options = new TimelineOptions { Reactions = new Dictionary<string, EntryKind>(StringComparer.Ordinal) { ["star"] = EntryKind.Finding } };
        Assert.Equal((EntryKind.Finding, null), (options.KindOf("star"), options.KindOf("pushpin")));
    }

    [Fact]
    public void The_timeline_opens_at_its_newest_page() =>
        Assert.StartsWith("Timeline of INC-7, page 3 of 3, 31 entries", TimelineCard.Compose(Id, Entries(31), null, Now, SceneChat.Roomy, SceneChat.Named).Text, StringComparison.Ordinal);

    [Fact]
    public void The_newest_entry_is_the_last_line() =>
        Assert.Contains("Entry 31", ((Paragraph)TimelineCard.Compose(Id, Entries(31), null, Now, SceneChat.Roomy, SceneChat.Named).Parts.Last(part => part is Paragraph)).Text.ToPlainText(), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "7|2")]
    [InlineData(2, "7|1 7|3")]
    [InlineData(99, "7|2")]
    public void Pages_turn_both_ways(int page, string values) =>
        Assert.Equal(values, string.Join(' ', TimelineCard.Compose(Id, Entries(31), page, Now, SceneChat.Roomy, SceneChat.Named).Parts.OfType<Buttons>().Single().Items.Select(button => button.Value)));

    [Fact]
    public void A_page_beyond_the_last_is_said_to_be_none() =>
        Assert.Contains("There is no page 99; this is the last.", TimelineCard.Compose(Id, Entries(31), 99, Now, SceneChat.Roomy, SceneChat.Named).Text, StringComparison.Ordinal);

    [Fact]
    public void A_page_asked_for_again_has_words_of_its_own() =>
        Assert.NotEqual(TimelineCard.Compose(Id, Entries(3), null, Now, SceneChat.Roomy, SceneChat.Named).Text, TimelineCard.Compose(Id, Entries(3), null, Now.AddSeconds(1), SceneChat.Roomy, SceneChat.Named).Text);

    [Fact]
    public void An_empty_timeline_says_how_to_fill_it() =>
        Assert.Contains("/incident note", TimelineCard.Compose(Id, [], null, Now, SceneChat.Roomy, SceneChat.Named).Text, StringComparison.Ordinal);

    private static IncidentBot.Delivery.Decision<EntryRecorded> Capture(ChatMessage? message, TimelineEntry? known) =>
        CaptureMessageRules.Decide(Id, message, known, new CaptureSign("reaction:mag", Maya, Now, IsOn: true, EntryKind.Finding), null, 1, Reacted);

    private static StatusChanged Changed(IncidentStatus to, string? sentence) =>
        new(Maya, Now, IncidentStatus.Investigating, to, sentence, null, new Dictionary<Milestone, DateTimeOffset>());

    private static List<TimelineEntry> Entries(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number => new TimelineEntry
        {
            Number = number,
            At = Now.AddMinutes(number),
            RecordedAt = Now,
            Kind = EntryKind.Observation,
            Author = Sam,
            CapturedBy = Sam,
            Text = $"Entry {number}",
        }),
    ];
}
