namespace IncidentBot.Host.Tests.Crash;

/// <summary>A few of the points; all of them: <c>dotnet run -c Release --project tests/IncidentBot.Benchmarks -- crash</c>.</summary>
public sealed class CrashTests
{
    private const int FewPoints = 3;

    [Fact]
    public async Task A_bot_killed_while_it_works_loses_nothing_and_doubles_nothing()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var matrix = await CrashMatrix.LearnAsync(limit.Token);
        var points = Enumerable.Range(1, FewPoints).Select(n => matrix.Points[matrix.Points.Count * n / (FewPoints + 1)]);
        foreach (var point in points)
        {
            var result = await matrix.TryAsync(point, limit.Token);
            Assert.True(result?.IsClean, result?.ToString() ?? $"The run was over before the bot could be killed {point}.");
        }
    }
}
