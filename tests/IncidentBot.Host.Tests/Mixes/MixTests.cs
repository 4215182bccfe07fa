using System.Text.Json.Nodes;
using IncidentBot.Host.Tests.Crash;

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

    [Fact]
    public void Another_acknowledgement_is_excused_once_for_each_incident_whose_first_reaction_was_never_delivered()
    {
        const string Sam = "incident.postmortem.markdown - **#:#:#** **Acknowledged** (sam)";
        const string Maya = "incident.postmortem.markdown - **#:#:#** **Acknowledged** (maya)";

        Assert.Empty(Missing([Sam, Sam], [Sam, Maya], unheard: 1));
        Assert.Equal([Sam], Missing([Sam, Sam], [Sam, Maya], unheard: 0));
        Assert.Equal([Sam], Missing([Sam, Sam], [Maya, Maya], unheard: 1));
        Assert.Equal([Sam], Missing([Sam, Sam], [Sam], unheard: 1));
        Assert.Equal(["a note"], Missing([Sam, "a note"], [Maya], unheard: 1));
    }

    [Theory]
    [InlineData("pushpin", "lost", "", 1)]
    [InlineData("pushpin", "", "lost", 0)]
    [InlineData("eyes", "lost", "", 0)]
    public void Only_a_capturing_reaction_that_begins_an_incident_counts_as_unheard(string reaction, string first, string second, int unheard) =>
        Assert.Equal(unheard, MixedRuns.UnheardBeginnings([Reaction(reaction, "2.000100", first), Reaction("pushpin", "3.000100", second)]));

    private static IReadOnlyList<string> Missing(IReadOnlyList<string> wanted, IReadOnlyList<string> left, int unheard)
    {
        var (kept, found) = MixedRuns.Excuse(wanted, left, unheard);
        return Traces.Beyond(kept, found);
    }

    private static JsonObject Reaction(string name, string at, string error) => new()
    {
        ["kind"] = "reaction_added",
        ["error"] = error,
        ["args"] = new JsonObject { ["reaction"] = name, ["event_ts"] = at, ["item"] = new JsonObject { ["channel"] = "C1" } },
    };
}
