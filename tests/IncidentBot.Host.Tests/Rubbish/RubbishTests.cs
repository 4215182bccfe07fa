namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>Whatever is sent, the bot answers it with a status, keeps nothing that it cannot read, and goes on.</summary>
public sealed class RubbishTests
{
    [Fact]
    public async Task Two_thousand_spoiled_requests_do_no_harm()
    {
        await using var stage = await RubbishStage.StartAsync(CancellationToken.None);

        var report = await new RubbishRun(stage, seed: 7).RunAsync(2000, CancellationToken.None);

        Assert.Empty(report.Wrong);
        Assert.Empty(report.Trouble);
        Assert.Empty(report.DeadByFault);
        Assert.Empty(report.Unreadable);
        Assert.True(report.Kept > 100, $"Only {report.Kept} were good enough to be stored.");
    }
}
