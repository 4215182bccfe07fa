using System.Globalization;
using System.Text;
using IncidentBot.Host.Demo;
using IncidentBot.Routing;

namespace IncidentBot.Host.Tests.Noise;

/// <summary>How much of the bot people in an incident's channel get to read, while whole incidents are played.</summary>
public sealed class NoiseTests
{
    [Fact]
    public async Task The_demo_stays_within_the_message_budget() =>
        Assert.Empty((await NoiseRun.PlayAsync(ScenarioReader.ReadBuiltIn(), default)).Problems);

    [Fact]
    public async Task Every_scenario_of_the_contracts_stays_within_the_message_budget()
    {
        foreach (var file in ContractFiles.Scenarios())
            Assert.Empty((await NoiseRun.PlayAsync(ScenarioReader.ReadFile(file), default)).Problems);
    }

    [Theory]
    [InlineData(1, 26)]
    [InlineData(2, 50)]
    public async Task However_long_an_incident_is_the_bot_has_at_most_eight_lines_of_its_own(int severity, int hours)
    {
        var begin = DateTimeOffset.Parse("2026-03-02T09:00:00Z", CultureInfo.InvariantCulture);
        var notes = Enumerable.Range(0, hours / 8).Select(n => $$"""{"at":"{{Text(begin.AddHours((8 * n) + 1))}}","actor":"maya","kind":"observation","note":"Look {{n}}"}""");
        var json = $$"""
            {"title":"A long one","severity":"P{{severity - 1}}","services":["checkout"],
             "metrics":{"declared":"{{Text(begin)}}","impact_start":"{{Text(begin.AddMinutes(-20))}}","detected":"{{Text(begin.AddMinutes(-5))}}","mitigated":"{{Text(begin.AddHours(hours - 2))}}","resolved":"{{Text(begin.AddHours(hours - 1))}}","closed":"{{Text(begin.AddHours(hours))}}"},
             "timeline":[{{string.Join(",", notes)}}]}
            """;

        var count = await NoiseRun.PlayAsync(ScenarioReader.Read(Encoding.UTF8.GetBytes(json), "A long incident"), default);

        Assert.Empty(count.Problems);
        Assert.InRange(count.Own.Count, 1, MessageBudget.MostOwnLines);
        Assert.InRange(count.Reminders.Count, 1, 16);
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
