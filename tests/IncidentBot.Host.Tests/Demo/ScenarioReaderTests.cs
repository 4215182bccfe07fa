using System.Text;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Timeline;

namespace IncidentBot.Host.Tests.Demo;

public sealed class ScenarioReaderTests
{
    [Fact]
    public void A_title_and_one_entry_are_enough()
    {
        var scenario = Read("""{"title":" Checkout returns 500s ","timeline":[{"at":"2026-03-01T16:05:00Z","note":"Errors rise"}]}""");

        Assert.Equal("Checkout returns 500s", scenario.Title);
        Assert.Equal(new ScenarioEntry(Utc("2026-03-01T16:05:00Z"), "unknown", EntryKind.Observation, "Errors rise"), Assert.Single(scenario.Entries));
        Assert.Equal(Utc("2026-03-01T16:05:00Z"), scenario.Declared);
        Assert.Null(scenario.Severity);
        Assert.Null(scenario.Commander);
        Assert.Null(scenario.ImpactStart);
        Assert.Null(scenario.Mitigated);
        Assert.Null(scenario.Resolved);
        Assert.Null(scenario.Closed);
    }

    [Fact]
    public void Unknown_fields_and_roles_are_ignored()
    {
        var scenario = Read("""
            {"id":7,"title":"T","sources":[],"roles":{"incident_commander":"jo","driver":["x"]},
             "metrics":{"impact_minutes":66,"data_lost":"some"},"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n","confidence":{}}]}
            """);

        Assert.Equal("jo", scenario.Commander);
    }

    [Theory]
    [InlineData("\"SEV1\"", 1)]
    [InlineData("\"SEV4\"", 4)]
    [InlineData("\"P0\"", 1)]
    [InlineData("\"P1\"", 1)]
    [InlineData("\"sev-2 (major)\"", 2)]
    [InlineData("3", 3)]
    [InlineData("\"critical\"", null)]
    [InlineData("\"SEV7\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void Severity_is_the_digit_of_its_name(string written, int? severity) =>
        Assert.Equal(severity, Read($$"""{"title":"T","severity":{{written}},"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""").Severity);

    [Theory]
    [InlineData("impact", EntryKind.Impact)]
    [InlineData("investigate", EntryKind.Action)]
    [InlineData("declare", EntryKind.Communication)]
    [InlineData("role", EntryKind.Communication)]
    [InlineData("comms", EntryKind.Communication)]
    [InlineData("mitigate", EntryKind.Fix)]
    [InlineData("resolve", EntryKind.Recovery)]
    [InlineData("close", EntryKind.Communication)]
    [InlineData("alert", EntryKind.Alert)]
    [InlineData("observation", EntryKind.Observation)]
    [InlineData("action", EntryKind.Action)]
    [InlineData("finding", EntryKind.Finding)]
    [InlineData("decision", EntryKind.Decision)]
    [InlineData("Mitigate ", EntryKind.Fix)]
    [InlineData("hunch", EntryKind.Observation)]
    public void Kinds_of_the_file_become_kinds_of_the_bot(string kind, EntryKind expected) =>
        Assert.Equal(expected, Read($$"""{"title":"T","timeline":[{"at":"2026-03-01T16:05:00Z","note":"n","kind":"{{kind}}"}]}""").Entries[0].Kind);

    [Fact]
    public void Metrics_win_over_entries_except_for_resolved()
    {
        var scenario = Read("""
            {"title":"T","metrics":{"impact_start":"2026-03-01T15:00:00Z","detected":"2026-03-01T15:01:00Z","declared":"2026-03-01T15:02:00Z",
             "mitigated":"2026-03-01T15:03:00Z","impact_end":"2026-03-01T15:04:00Z","closed":"2026-03-01T15:05:00Z"},
             "timeline":[{"at":"2026-03-01T16:00:00Z","kind":"declare","note":"a"},{"at":"2026-03-01T16:10:00Z","kind":"mitigate","note":"b"},
             {"at":"2026-03-01T16:20:00Z","kind":"resolve","note":"c"},{"at":"2026-03-01T16:30:00Z","kind":"close","note":"d"}]}
            """);

        Assert.Equal(Utc("2026-03-01T15:00:00Z"), scenario.ImpactStart);
        Assert.Equal(Utc("2026-03-01T15:01:00Z"), scenario.Detected);
        Assert.Equal(Utc("2026-03-01T15:02:00Z"), scenario.Declared);
        Assert.Equal(Utc("2026-03-01T15:03:00Z"), scenario.Mitigated);
        Assert.Equal(Utc("2026-03-01T16:20:00Z"), scenario.Resolved);
        Assert.Equal(Utc("2026-03-01T15:05:00Z"), scenario.Closed);
    }

    [Fact]
    public void Without_metrics_the_entries_tell_the_milestones()
    {
        var scenario = Read("""
            {"title":"T","timeline":[{"at":"2026-03-01T15:00:00Z","note":"first"},
             {"at":"2026-03-01T16:00:00Z","kind":"declare","note":"a"},{"at":"2026-03-01T16:01:00Z","kind":"declare","note":"again"},
             {"at":"2026-03-01T16:10:00Z","kind":"mitigate","note":"b"},{"at":"2026-03-01T16:12:00Z","kind":"mitigate","note":"once more"},
             {"at":"2026-03-01T16:20:00Z","kind":"resolve","note":"c"},{"at":"2026-03-01T16:22:00Z","kind":"resolve","note":"really"},
             {"at":"2026-03-01T16:30:00Z","kind":"close","note":"d"}]}
            """);

        Assert.Equal(Utc("2026-03-01T16:00:00Z"), scenario.Declared);
        Assert.Equal(Utc("2026-03-01T16:12:00Z"), scenario.Mitigated);
        Assert.Equal(Utc("2026-03-01T16:22:00Z"), scenario.Resolved);
        Assert.Equal(Utc("2026-03-01T16:30:00Z"), scenario.Closed);
    }

    [Fact]
    public void Without_a_resolve_entry_the_end_of_the_impact_resolves() =>
        Assert.Equal(
            Utc("2026-03-01T15:04:00Z"),
            Read("""{"title":"T","metrics":{"impact_end":"2026-03-01T15:04:00Z"},"timeline":[{"at":"2026-03-01T15:00:00Z","note":"n"}]}""").Resolved);

    [Fact]
    public void Entries_are_sorted_by_time_and_equal_times_keep_their_order()
    {
        var scenario = Read("""
            {"title":"T","timeline":[{"at":"2026-03-01T16:05:00Z","note":"c"},{"at":"2026-03-01T16:00:00Z","note":"a"},
             {"at":"2026-03-01T18:05:00+02:00","note":"d"},{"at":"2026-03-01T16:04:59.999Z","note":"b"}]}
            """);

        Assert.Equal(["a", "b", "c", "d"], scenario.Entries.Select(e => e.Note));
        Assert.All(scenario.Entries, e => Assert.Equal(TimeSpan.Zero, e.At.Offset));
    }

    [Theory]
    [InlineData("2026-03-01T16:05:00+05:30", "2026-03-01T10:35:00Z")]
    [InlineData("2026-03-01T16:05Z", "2026-03-01T16:05:00Z")]
    [InlineData("2026-03-01 16:05:00Z", "2026-03-01T16:05:00Z")]
    [InlineData("2026-03-01T16:05:00", "2026-03-01T16:05:00Z")]
    [InlineData("2026-03-01T16:05:00.5-01:00", "2026-03-01T17:05:00.5Z")]
    [InlineData("2026-03-01t16:05:00z", "2026-03-01T16:05:00Z")]
    public void Times_may_have_any_offset(string written, string utc) =>
        Assert.Equal(Utc(utc), Read($$"""{"title":"T","timeline":[{"at":"{{written}}","note":"n"}]}""").Entries[0].At);

    [Fact]
    public void A_byte_order_mark_is_no_harm() =>
        Assert.Equal("T", ScenarioReader.Read(
            Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes("""{"title":"T","timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""")).ToArray(), "x").Title);

    [Theory]
    [InlineData("nonsense", "not JSON: see line 1")]
    [InlineData("", "not JSON")]
    [InlineData("[]", "isn't a JSON object")]
    [InlineData("""{"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "title is missing")]
    [InlineData("""{"title":"  ","timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "title is missing")]
    [InlineData("""{"title":7,"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "title isn't a text")]
    [InlineData("""{"title":"T"}""", "timeline is missing")]
    [InlineData("""{"title":"T","timeline":{}}""", "timeline isn't a list")]
    [InlineData("""{"title":"T","timeline":[]}""", "timeline is empty")]
    [InlineData("""{"title":"T","timeline":["x"]}""", "timeline[0] isn't an object")]
    [InlineData("""{"title":"T","timeline":[{"note":"n"}]}""", "timeline[0].at is missing")]
    [InlineData("""{"title":"T","timeline":[{"at":"16:05","note":"n"}]}""", "timeline[0].at isn't a time")]
    [InlineData("""{"title":"T","timeline":[{"at":1772380000,"note":"n"}]}""", "timeline[0].at isn't a time")]
    [InlineData("""{"title":"T","timeline":[{"at":"2026-02-30T16:05:00Z","note":"n"}]}""", "timeline[0].at isn't a time")]
    [InlineData("""{"title":"T","timeline":[{"at":"0001-01-01T00:00:00Z","note":"n"}]}""", "timeline[0].at is out of range")]
    [InlineData("""{"title":"T","timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"},{"at":"2026-03-01T16:05:00Z"}]}""", "timeline[1].note is missing")]
    [InlineData("""{"title":"T","timeline":[{"at":"2026-03-01T16:05:00Z","note":""}]}""", "timeline[0].note is missing")]
    [InlineData("""{"title":"T","timeline":[{"at":"2026-03-01T16:05:00Z","note":["n"]}]}""", "timeline[0].note isn't a text")]
    [InlineData("""{"title":"T","timeline":[{"at":"2026-03-01T16:05:00Z","note":"n","actor":5}]}""", "timeline[0].actor isn't a text")]
    [InlineData("""{"title":"T\ud800","timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "title contains characters")]
    [InlineData("""{"title":"T","metrics":[],"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "metrics isn't an object")]
    [InlineData("""{"title":"T","metrics":{"declared":"soon"},"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "metrics.declared isn't a time")]
    [InlineData("""{"title":"T","metrics":{"impact_end":5},"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "metrics.impact_end isn't a time")]
    [InlineData("""{"title":"T","severity":{},"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "severity isn't a text")]
    [InlineData("""{"title":"T","services":"checkout","timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "services isn't a list")]
    [InlineData("""{"title":"T","services":[" "],"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "services[0] isn't a text")]
    [InlineData("""{"title":"T","roles":"jo","timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "roles isn't an object")]
    [InlineData("""{"title":"T","deploys":[{"service":"s","ref":"r"}],"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "deploys[0].at is missing")]
    [InlineData("""{"title":"T","deploys":[{"at":"2026-03-01T16:05:00Z","ref":"r"}],"timeline":[{"at":"2026-03-01T16:05:00Z","note":"n"}]}""", "deploys[0].service is missing")]
    public void What_is_wrong_is_said_in_one_sentence(string json, string part)
    {
        var stop = Assert.Throws<StopException>(() => Read(json));

        Assert.Equal(ExitCodes.WrongInput, stop.ExitCode);
        Assert.StartsWith("The scenario x.json", stop.Message, StringComparison.Ordinal);
        Assert.Contains(part, stop.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', stop.Message);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told_apart()
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-");

        Assert.Contains("does not exist", Assert.Throws<StopException>(() => ScenarioReader.ReadFile(Path.Combine(folder.FullName, "no.json"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<StopException>(() => ScenarioReader.ReadFile(folder.FullName)).Message, StringComparison.Ordinal);
        folder.Delete();
    }

    [Fact]
    public void Every_scenario_of_the_contracts_is_read()
    {
        foreach (var file in ContractFiles.Scenarios()) Assert.NotEmpty(ScenarioReader.ReadFile(file).Entries);
    }

    private static Scenario Read(string json) => ScenarioReader.Read(Encoding.UTF8.GetBytes(json), "The scenario x.json");

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
