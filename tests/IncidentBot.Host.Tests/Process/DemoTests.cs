using System.Text.Json.Nodes;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Tests.Process;

/// <summary>The main job without hands.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly TestTerminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Fact]
    public async Task The_demo_walks_a_whole_incident_to_a_postmortem()
    {
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("demo", "--out", "here"));

        Assert.Empty(terminal.Error);
        var incident = JsonNode.Parse(await ReadAsync("incident.json"))!;
        Assert.Equal("closed", (string)incident["status"]!);
        Assert.Equal(26, ((JsonArray)incident["timeline"]!).Count);
        Assert.Equal("v2.3.1", (string)incident["deploys"]![0]!["ref"]!);
        Assert.Contains((JsonArray)incident["checklist"]!, s => (string)s!["state"]! == "done" && s["answer"] is not null);
        Assert.Contains("Cause named", await ReadAsync("postmortem.md"), StringComparison.Ordinal);
        var transcript = await ReadAsync("transcript.md");
        Assert.Contains("maya is now commander", transcript, StringComparison.Ordinal);
        Assert.Contains("(file: INC-1-postmortem", transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_scenario_leaves_the_same_postmortem()
    {
        await terminal.RunAsync("demo", "--out", "one");
        await terminal.RunAsync("demo", "--out", "two");

        Assert.Equal(await File.ReadAllTextAsync(terminal.File("one/postmortem.md")), await File.ReadAllTextAsync(terminal.File("two/postmortem.md")));
    }

    [Fact]
    public async Task Words_that_look_like_commands_or_mark_up_stay_words()
    {
        await PlayAsync("""
            {"title":"*sev 1* -- <!channel> & \"quotes\"","severity":"P0","services":["a b","check,out"],"roles":{"incident_commander":"The Boss"},
             "metrics":{"declared":"2026-03-01T16:04:00Z","impact_start":"2026-03-01T15:30:00Z","mitigated":"2026-03-01T16:02:00Z"},"timeline":[
             {"at":"2026-03-01T16:00:00Z","actor":"maya","kind":"alert","note":"help"},
             {"at":"2026-03-01T16:00:00.500Z","actor":"maya","kind":"alert","note":"help"},
             {"at":"2026-03-01T16:01:00Z","actor":"Zoë <x>","kind":"fix","note":"done at 17:20 --kind alert"},
             {"at":"2026-03-01T16:03:00Z","note":"-- first\nsecond\n\n  *third* `x`"},
             {"at":"2026-03-01T16:05:00Z","actor":"😀","kind":"finding","note":"<@U123> & <!channel> :fire: שלום"},
             {"at":"2026-03-01T16:05:00Z","actor":"sam","kind":"resolve","note":"/incident start x"},
             {"at":"2026-03-01T16:06:00+00:00","actor":"sam","kind":"hunch","note":"ask @Maya and @maya in #incidents, see https://example.com/a?b=1&c=2 or gitlab.com."},
             {"at":"2026-03-01T16:07:00Z","actor":"sam","kind":"decision","note":"— at 16:00"}]}
            """);
    }

    [Fact]
    public async Task An_incident_that_was_over_before_it_was_declared_keeps_its_times()
    {
        await PlayAsync("""
            {"title":"Over already","metrics":{"declared":"2026-03-01T20:00:00Z","impact_start":"2026-03-01T15:00:00Z","impact_end":"2026-03-01T18:00:00Z","closed":"2026-03-01T19:00:00Z"},
             "timeline":[{"at":"2026-03-01T16:00:00Z","kind":"alert","note":"a"},{"at":"2026-03-01T17:00:00Z","kind":"mitigate","note":"b"}]}
            """);
    }

    [Fact]
    public async Task What_the_bot_did_not_do_is_named_and_ends_with_1()
    {
        await File.WriteAllTextAsync(terminal.File("x.json"), """
            {"title":"T","metrics":{"impact_start":"2026-03-01T16:30:00Z","mitigated":"2026-03-01T16:10:00Z"},"timeline":[{"at":"2026-03-01T16:00:00Z","note":"n"}]}
            """);

        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("demo", "--scenario", "x.json"));
        Assert.Contains("ImpactStart is not set, not “2026-03-01 16:30:00”.", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_scenario_of_the_contracts_is_played_to_its_end()
    {
        foreach (var file in ContractFiles.Scenarios())
        {
            Assert.Equal(ExitCodes.Done, await terminal.RunAsync("demo", "--scenario", file, "--out", "here"));
            Assert.Empty(terminal.Error);
        }
    }

    private async Task PlayAsync(string scenario)
    {
        await File.WriteAllTextAsync(terminal.File("x.json"), scenario);
        var exit = await terminal.RunAsync("demo", "--scenario", "x.json", "--out", "here");
        Assert.Empty(terminal.Error);
        Assert.Equal(ExitCodes.Done, exit);
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(terminal.File("here/" + name));
}
