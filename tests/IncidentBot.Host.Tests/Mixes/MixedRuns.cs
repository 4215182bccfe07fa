using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Tests.Crash;

namespace IncidentBot.Host.Tests.Mixes;

/// <summary>Plays one script undisturbed, then again under random mixes of delivery faults.</summary>
internal sealed class MixedRuns
{
    // A sweep finds what stands in the channel; in percent.
    private const int MostLost = 10;

    private readonly IReadOnlyList<string> expected;

    private MixedRuns(IReadOnlyList<string> expected) => this.expected = expected;

    /// <summary>What the undisturbed run leaves.</summary>
    public IReadOnlyList<string> Expected => expected;

    public static async Task<MixedRuns> LearnAsync(CancellationToken cancellationToken)
    {
        await using var stage = await MixStage.StartAsync(cancellationToken);
        await new MixScript(stage).PlayAsync(cancellationToken);
        return new MixedRuns(await stage.TracesAsync(cancellationToken));
    }

    /// <summary>Plays the script under the mix that a seed draws.</summary>
    public async Task<MixResult> TryAsync(int seed, CancellationToken cancellationToken)
    {
        await using var stage = await MixStage.StartAsync(cancellationToken);
        await stage.ControlAsync("mix", Draw(seed, stage.Addresses), cancellationToken);
        await new MixScript(stage).PlayAsync(cancellationToken);
        var counts = (await stage.GetAsync("mix", cancellationToken))["counts"]!.AsObject().ToDictionary(c => c.Key, c => (int)c.Value!, StringComparer.Ordinal);
        var left = await stage.TracesAsync(cancellationToken);
        return counts["lost"] == 0 ? Compare(seed, counts, expected, left) : Compare(seed, counts, [.. expected.Select(Timeless)], [.. left.Select(Timeless)]);
    }

    private static MixResult Compare(int seed, IReadOnlyDictionary<string, int> counts, IReadOnlyList<string> wanted, IReadOnlyList<string> left) =>
        new(seed, counts, Traces.Beyond(wanted, left), Traces.Beyond(left, wanted));

    // The draft says when an entry was recorded much later than it happened. Of a reaction that was lost, history tells whose it is but not since when.
    private static string Timeless(string line) => line.Replace(", recorded #:#:#)", ")", StringComparison.Ordinal);

    private static JsonObject Draw(int seed, IEnumerable<string> addresses)
    {
        var dice = new Random(seed);
        return new JsonObject
        {
            ["seed"] = seed,
            ["duplicated"] = dice.Next(50),
            ["duplicated_late"] = dice.Next(30),
            ["twins"] = dice.Next(40),
            ["reordered"] = dice.Next(50),
            ["delayed"] = dice.Next(50),
            ["lost"] = dice.Next(MostLost + 1),
            ["addresses"] = new JsonArray([.. addresses.Select(a => (JsonNode)a)]),
        };
    }
}

/// <summary>What a mix left otherwise than an undisturbed run.</summary>
/// <param name="Seed">By which it can be had again.</param>
/// <param name="Counts">How many events there were and what befell them, by the names of <c>GET /sim/mix</c>.</param>
/// <param name="Lost">What is missing.</param>
/// <param name="Doubled">What is there too often, or should not be there.</param>
internal sealed record MixResult(int Seed, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled)
{
    public bool IsClean => Lost.Count == 0 && Doubled.Count == 0;

    public override string ToString() => string.Join('\n', new[] { $"Seed {Seed}: {string.Join(", ", Counts.Select(c => $"{c.Key} {c.Value}"))}." }
        .Concat(Lost.Select(l => "  lost: " + l)).Concat(Doubled.Select(d => "  doubled: " + d)));
}
