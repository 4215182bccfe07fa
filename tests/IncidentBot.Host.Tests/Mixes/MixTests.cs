namespace IncidentBot.Host.Tests.Mixes;

/// <summary>One mix; more: <c>dotnet run -c Release --project tests/IncidentBot.Benchmarks -- mix --runs N --seed S</c>.</summary>
public sealed class MixTests
{
    [Fact]
    public async Task However_events_are_repeated_reordered_delayed_and_lost_nothing_is_lost_and_nothing_doubled()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var runs = await MixedRuns.LearnAsync(limit.Token);
        var result = await runs.TryAsync(seed: 306, limit.Token);
        Assert.True(result.IsClean, result.ToString());
        Assert.All(new[] { "duplicated", "duplicated_late", "twins", "reordered", "delayed", "lost" }, fault => Assert.NotEqual(0, result.Counts[fault]));
    }
}
