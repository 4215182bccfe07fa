using System.Text;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Demo;

public sealed class DemoRunTests
{
    [Fact]
    public async Task A_demo_without_deploys_says_that_there_was_none()
    {
        var scenario = ScenarioReader.Read(
            Encoding.UTF8.GetBytes("""{"title":"T","services":["search"],"timeline":[{"at":"2026-03-01T16:00:00Z","note":"a"}]}"""), "x");

        var result = await DemoRun.PlayAsync(scenario, (_, _) => { }, CancellationToken.None);

        Assert.Contains("No deploy ", result.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("GitHub has no", result.Transcript + result.Postmortem, StringComparison.Ordinal);
        Assert.Empty(result.Differences);
    }
}
