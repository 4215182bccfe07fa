using System.Globalization;
using System.Text;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;

namespace IncidentBot.Host.Tests.Demo;

public sealed class DemoPlanTests
{
    [Fact]
    public void Every_entry_is_played_once_at_its_time_or_noted_at_the_start()
    {
        var scenario = ScenarioReader.ReadBuiltIn();

        var beats = DemoPlan.Of(scenario);

        var played = beats.Select(b => b switch { SayEntry s => s.Entry, NoteEntry n => n.Entry, _ => null }).OfType<ScenarioEntry>();
        Assert.Equal(scenario.Entries, played.OrderBy(e => e.At));
        Assert.All(beats.OfType<SayEntry>(), s => Assert.Equal(s.Entry.At, s.At));
        Assert.All(beats.OfType<NoteEntry>(), n => Assert.Equal(n.Entry.At < scenario.Declared ? scenario.Declared : n.Entry.At, n.At));
    }

    [Fact]
    public void Every_way_into_the_timeline_is_used()
    {
        var beats = DemoPlan.Of(ScenarioReader.ReadBuiltIn());

        Assert.Contains(beats, b => b is NoteEntry);
        Assert.Contains(beats, b => b is TagEntry { By: TagBy.Reaction });
        Assert.Contains(beats, b => b is TagEntry { By: TagBy.Shortcut });
    }

    [Fact]
    public void A_message_is_tagged_after_it_is_said_and_before_the_next_entry()
    {
        var beats = DemoPlan.Of(Read("""[{"at":"2026-03-01T16:00:00Z","note":"a"},{"at":"2026-03-01T16:00:05Z","note":"b"},{"at":"2026-03-01T16:00:05Z","note":"c"}]"""));

        Assert.Equal(["say a", "tag a", "say b", "tag b", "say c", "tag c"], beats.Select(Name).OfType<string>());
    }

    [Fact]
    public void A_status_follows_the_entry_of_its_instant()
    {
        var beats = DemoPlan.Of(Read("""[{"at":"2026-03-01T16:00:00Z","note":"a"},{"at":"2026-03-01T16:05:00Z","kind":"mitigate","note":"b"}]""")).ToList();

        var said = beats.FindIndex(b => b is SayEntry { Entry.Note: "b" });
        var set = beats.FindIndex(b => b is SetStatus { Status: IncidentStatus.Mitigated });
        Assert.True(said < set);
        Assert.Equal(beats[said].At, beats[set].At);
    }

    [Fact]
    public void What_was_reached_before_the_start_is_set_at_the_start_with_its_own_time()
    {
        var scenario = Read("""[{"at":"2026-03-01T16:00:00Z","kind":"mitigate","note":"a"},{"at":"2026-03-01T16:05:00Z","kind":"declare","note":"b"}]""");

        var beats = DemoPlan.Of(scenario);

        Assert.Equal(scenario.Declared, beats.OfType<SetStatus>().Single().At);
        var said = beats.OfType<SayTime>().Single();
        Assert.Equal((Milestone.Mitigated, scenario.Mitigated), (said.Milestone, said.When));
    }

    [Fact]
    public void Statuses_keep_their_order_when_their_times_do_not()
    {
        var scenario = Read("""[{"at":"2026-03-01T16:00:00Z","kind":"resolve","note":"a"},{"at":"2026-03-01T16:05:00Z","kind":"mitigate","note":"b"}]""");

        var beats = DemoPlan.Of(scenario);

        Assert.Equal([IncidentStatus.Mitigated, IncidentStatus.Resolved], beats.OfType<SetStatus>().Select(s => s.Status));
        Assert.Equal(scenario.Resolved, beats.OfType<SayTime>().Single(t => t.Milestone == Milestone.Resolved).When);
    }

    [Fact]
    public void Time_never_goes_back() => Assert.Equal(
        DemoPlan.Of(ScenarioReader.ReadBuiltIn()).Select(b => b.At).Order(), DemoPlan.Of(ScenarioReader.ReadBuiltIn()).Select(b => b.At));

    [Fact]
    public void Entries_of_one_second_are_all_said_as_messages()
    {
        var same = string.Join(',', Enumerable.Range(0, 6).Select(i => $$"""{"at":"2026-03-01T16:00:00Z","note":"n{{i.ToString(CultureInfo.InvariantCulture)}}"}"""));

        Assert.DoesNotContain(DemoPlan.Of(Read($"[{same}]")), b => b is NoteEntry);
    }

    private static string? Name(Beat beat) => beat switch
    {
        SayEntry s => $"say {s.Entry.Note}",
        TagEntry t => $"tag {t.Entry.Note}",
        _ => null,
    };

    private static Scenario Read(string timeline) =>
        ScenarioReader.Read(Encoding.UTF8.GetBytes($$"""{"title":"T","timeline":{{timeline}}}"""), "x");
}
