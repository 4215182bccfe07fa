using IncidentBot.Host.Tests.Crash;

namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>A hundred strangers who never finish; the benchmarks' <c>slow</c> does it with as many as one likes.</summary>
public sealed class SlowSendersTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task Slack_is_served_while_strangers_hold_their_requests_open_and_memory_stays_bounded()
    {
        await using var stage = await CrashStage.StartAsync(
            CancellationToken.None, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Slack__MaxUnverifiedMegabytes"] = "24" });
        using var senders = new SlowSenders(stage);

        var report = await senders.RunAsync(150, CancellationToken.None);

        Assert.InRange(report.Slowest.TotalSeconds, 0, 2.6);
        Assert.InRange((report.Most - report.Before) / Megabyte, 0, 90);
    }
}
