using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Sweep;

namespace IncidentBot.Tests.Timeline;

public sealed class SweepWalkTests
{
    private static readonly ChannelId Channel = new("C1");
    private static readonly PersonId Maya = new("U1");
    private static readonly DateTimeOffset Start = ManualTime.Start;

    [Fact]
    public void A_first_sweep_goes_from_the_newest_message_to_the_first()
    {
        var room = new Room(minutes: 450);

        var (walk, calls) = room.Walk(new SweepMark(null, null, SinceBefore: false), most: 100);

        Assert.True(walk.IsDone);
        Assert.Equal(4, calls);
        Assert.Equal(450, room.Seen.Count);
        Assert.Equal(new SweepMark(Start.AddMinutes(449), null, SinceBefore: false), walk.Mark(new SweepMark(null, null, SinceBefore: false)));
    }

    [Fact]
    public void A_sweep_that_must_stop_leaves_the_rest_to_the_next_ones_which_begin_with_what_is_new()
    {
        var room = new Room(minutes: 1000);
        var (first, _) = room.Walk(new SweepMark(null, null, SinceBefore: false), most: 3);
        var mark = first.Mark(new SweepMark(null, null, SinceBefore: false));
        Assert.Equal((Start.AddMinutes(999), "600"), (mark.SeenAt, mark.OlderFrom));

        room.Grow(5);
        var (second, calls) = room.Walk(mark, most: 10);

        Assert.True(second.IsDone);
        Assert.Equal(6, calls);
        Assert.Equal(1005, room.Seen.Count);
        Assert.Equal((Start.AddMinutes(1004), null), (second.Mark(mark).SeenAt, second.Mark(mark).OlderFrom));
    }

    [Fact]
    public void Every_thread_is_seen_in_the_end_however_few_calls_a_sweep_has()
    {
        var room = new Room(minutes: 300, threadEvery: 3);
        var mark = new SweepMark(null, null, SinceBefore: false);
        for (var sweep = 0; sweep < 30; sweep++)
        {
            room.Grow(5);
            var (walk, calls) = room.Walk(mark, most: 40);
            Assert.InRange(calls, 1, 40);
            mark = walk.Mark(mark);
        }

        Assert.Equal(room.Threads(olderThan: 60), room.SeenThreads.Where(room.Threads(olderThan: 60).Contains).Order().ToList());
    }

    [Fact]
    public void In_a_busy_hour_with_more_threads_than_calls_the_older_ones_get_their_turn()
    {
        var room = new Room(minutes: 55, threadEvery: 1);
        var mark = new SweepMark(null, null, SinceBefore: false);
        for (var sweep = 0; sweep < 6; sweep++)
            mark = room.Walk(mark, most: 20).Walk.Mark(mark);

        Assert.Equal(55, room.SeenThreads.Count);
    }

    [Fact]
    public void A_message_that_cannot_be_read_any_more_ends_nothing_but_itself()
    {
        var walk = new SweepWalk { PinsDone = true, IsAtStart = true, Threads = ["1", "2"] };

        walk = walk.After(walk.Next(Channel), page: null);

        Assert.Equal(new ReadThread(Channel, "2", null), walk.Next(Channel));
        Assert.True(walk.After(walk.Next(Channel), page: null).IsDone);
    }

    [Fact]
    public void A_message_makes_one_entry_by_what_was_done_first_and_known_ones_make_none()
    {
        SeenMessage[] seen =
        [
            Message(3, new FoundReaction("tada", Maya), new FoundReaction("hammer", Maya), new FoundReaction("pushpin", Maya)),
            Message(2, new FoundMention(Maya), new FoundReaction("mag", Maya)),
            Message(1, new FoundPin(Maya, Start)),
            Message(0, new FoundMention(Maya)),
            Message(1, new FoundPin(Maya, Start)),
        ];

        var missing = SweepRules.Missing(seen, isRecorded: _ => false, isHeard: id => id == "2", new TimelineOptions());

        Assert.Equal(["history:C1:0:mention", "history:C1:1:pin", "history:C1:2:mag", "history:C1:3:hammer"], missing.Select(news => news.Later().DeliveryKey));
        Assert.Empty(SweepRules.Missing(seen, isRecorded: _ => true, isHeard: _ => false, new TimelineOptions()));
    }

    [Fact]
    public void Sweeps_come_at_instants_that_all_processes_agree_on()
    {
        var options = new TimelineOptions { SweepMinutes = 5 };
        var one = SweepTask.Next(new IncidentBot.Incidents.IncidentId(7), Start, options);
        var other = SweepTask.Next(new IncidentBot.Incidents.IncidentId(7), one.DueAt!.Value.AddSeconds(-1), options);
        var next = SweepTask.Next(new IncidentBot.Incidents.IncidentId(7), one.DueAt!.Value, options);

        Assert.InRange(one.DueAt!.Value - Start, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(5));
        Assert.Equal(one.DeliveryKey, other.DeliveryKey);
        Assert.Equal(one.DueAt.Value.AddMinutes(5), next.DueAt);
    }

    private static SeenMessage Message(int minute, params Found[] found) =>
        new(new MessageId(Channel, minute.ToString(CultureInfo.InvariantCulture)), Start.AddMinutes(minute), HasReplies: false, found, OwnKey: null);

    /// <summary>A channel with a message a minute, of which some have a thread.</summary>
    private sealed class Room(int minutes, int threadEvery = int.MaxValue)
    {
        private const int PerPage = 200;
        private int count = minutes;

        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        public HashSet<int> SeenThreads { get; } = [];

        public void Grow(int more) => count += more;

        public List<int> Threads(int olderThan) => [.. Enumerable.Range(0, count - olderThan).Where(HasThread)];

        public (SweepWalk Walk, int Calls) Walk(SweepMark mark, int most)
        {
            var walk = SweepWalk.From(mark);
            var calls = 0;
            for (; calls < most && !walk.IsDone; calls++)
            {
                var question = walk.Next(Channel);
                var page = Answer(question);
                Seen.UnionWith(page.Messages.Select(message => message.Id.Id));
                walk = walk.After(question, page);
            }

            return (walk, calls);
        }

        private bool HasThread(int minute) => minute % threadEvery == 0 && threadEvery != int.MaxValue;

        private HistoryPage Answer(HistoryQuestion question)
        {
            if (question is ReadThread thread) SeenThreads.Add(int.Parse(thread.Thread, CultureInfo.InvariantCulture));
            if (question is not ReadChannel part) return new HistoryPage([], HasMore: false, Cursor: null);
            var from = part.Latest is null ? count - 1 : int.Parse(part.Latest, CultureInfo.InvariantCulture) - (part.Inclusive ? 0 : 1);
            var page = Enumerable.Range(0, from + 1).Reverse().Take(PerPage).Select(minute => Message(minute) with { HasReplies = HasThread(minute) }).ToList();
            return new HistoryPage(page, HasMore: from + 1 > PerPage, Cursor: null);
        }
    }
}
