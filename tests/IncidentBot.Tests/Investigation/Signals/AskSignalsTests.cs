using IncidentBot.Incidents;
using IncidentBot.Investigation.Signals;
using IncidentBot.Store;
using IncidentBot.Tests.Delivery.Audit;

namespace IncidentBot.Tests.Investigation.Signals;

/// <summary>When signals are asked for, what is kept of it, and that nobody changes it unseen.</summary>
public sealed class AskSignalsTests
{
    [Fact]
    public async Task Nothing_is_asked_about_services_without_queries()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("signals");

        Assert.Contains("names no service, so there is nothing to ask about", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("service add payments");
        await scene.TypeAsync("signals");
        Assert.Contains("No signals are set up for payments. Set Catalogue:Services:NAME:Signals", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(0, scene.Signals.Asked);
    }

    [Fact]
    public async Task A_service_that_is_added_brings_its_signals_and_each_round_is_kept()
    {
        await using var scene = await OfSignalsAsync();

        var first = Assert.Single(await ListAsync(scene));
        Assert.Equal((1, SignalReason.Started), (first.Number, first.Reason));
        Assert.Equal("p99 of checkout", Assert.Single(first.All).Signal.Query);

        await scene.PassAsync(TimeSpan.FromMinutes(1));
        await scene.TypeAsync("signals");
        Assert.Equal([SignalReason.Started, SignalReason.Asked], (await ListAsync(scene)).Select(check => check.Reason));
        Assert.Equal(4, scene.Signals.Asked);
    }

    [Fact]
    public async Task Many_who_ask_at_once_are_one_round()
    {
        await using var scene = await OfSignalsAsync();
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        for (var i = 0; i < 5; i++)
            await scene.TypeAsync("signals");

        Assert.Equal(2, (await ListAsync(scene)).Count);
    }

    [Fact]
    public async Task Mitigation_is_looked_at_three_times_unless_it_does_not_last()
    {
        await using var scene = await OfSignalsAsync();
        await scene.TypeAsync("status mitigated");
        await scene.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal([SignalReason.Started, SignalReason.Mitigated, SignalReason.Mitigated], (await ListAsync(scene)).Select(check => check.Reason));

        await scene.TypeAsync("status investigating");
        await scene.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(3, (await ListAsync(scene)).Count);
    }

    [Fact]
    public async Task A_source_without_an_answer_is_a_sentence_on_record()
    {
        await using var scene = await OfSignalsAsync(source => source.Problem = "Prometheus “main” is too busy (HTTP 503).");

        var found = Assert.Single(await ListAsync(scene)).Found;
        Assert.Equal(["Prometheus “main” is too busy (HTTP 503)."], found.Problems);
        Assert.Null(found.Services[0].Signals[0].Shape);
    }

    [Theory]
    [InlineData("UPDATE signal_check SET found = REPLACE(found, 'p99', 'p50')", "round 1 of asking for signals was changed")]
    [InlineData("UPDATE signal_check SET reason = 'asked'", "round 1 of asking for signals was changed")]
    [InlineData("UPDATE signal_check SET window_to = '2030-01-01T00:00:00.0000000Z'", "round 1 of asking for signals was changed")]
    [InlineData("DELETE FROM signal_check", "round 1 of asking for signals is missing")]
    public async Task What_was_asked_and_found_is_covered_by_the_trail(string sql, string problem)
    {
        await using var scene = await OfSignalsAsync();
        Assert.Empty(await AuditScene.ProblemsAsync(scene));

        var batch = new Batch();
        batch.Add(sql, new { });
        Assert.Equal(CommitResult.Committed, await scene.Get<Database>().CommitAsync(batch, default));

        Assert.Contains(await AuditScene.ProblemsAsync(scene), one => one.StartsWith(problem, StringComparison.Ordinal));
    }

    private static async Task<Scene> OfSignalsAsync(Action<SceneSignals>? change = null)
    {
        var scene = await Scene.OfIncidentAsync();
        scene.Signals.Services.Add("checkout");
        change?.Invoke(scene.Signals);
        await scene.TypeAsync("service add checkout");
        return scene;
    }

    private static Task<IReadOnlyList<SignalCheck>> ListAsync(Scene scene) =>
        scene.Get<SignalStore>().ListAsync(Scene.Workspace, new IncidentId(1), default);

}
