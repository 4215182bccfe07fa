using IncidentBot.Host.Tests.Rubbish;

namespace IncidentBot.Host.Tests.Growth;

/// <summary>What is done with goes, and its room is used again.</summary>
public sealed class GrowthTests
{
    [Fact]
    public async Task The_database_stops_growing_once_as_much_goes_as_comes()
    {
        await using var stage = await RubbishStage.StartAsync(CancellationToken.None);

        var readings = await GrowthRun.RunAsync(stage, events: 2000, CancellationToken.None);

        var (half, end) = (readings[(GrowthRun.Days / 2) - 1], readings[^1]);
        Assert.True(half.Deleted > 0 && end.Deleted > 0);
        Assert.InRange(end.Rows, 1, half.Rows * 1.05);
        Assert.InRange(end.Pages, 1, half.Pages * 1.1);
    }
}
