using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Timeline;

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
        if (counts["lost"] == 0) return Compare(seed, counts, expected, left);

        var unheard = UnheardBeginnings((await stage.GetAsync("journal", cancellationToken)).AsArray());
        var (wanted, found) = Excuse([.. expected.Select(Timeless)], [.. left.Select(Timeless)], unheard);
        return Compare(seed, counts, wanted, found);
    }

    private static MixResult Compare(int seed, IReadOnlyDictionary<string, int> counts, IReadOnlyList<string> wanted, IReadOnlyList<string> left) =>
        new(seed, counts, Traces.Beyond(wanted, left), Traces.Beyond(left, wanted));

    /// <summary>How many incidents had their first response by a reaction that was never delivered: in this script, a capturing reaction begins each.</summary>
    internal static int UnheardBeginnings(JsonArray journal) => journal
        .Where(e => (string?)e!["kind"] == "reaction_added" && new TimelineOptions().KindOf((string)e["args"]!["reaction"]!) is not null)
        .GroupBy(e => (string)e!["args"]!["item"]!["channel"]!, StringComparer.Ordinal)
        .Count(channel => (string?)channel.MinBy(e => (string)e!["args"]!["event_ts"]!, StringComparer.Ordinal)!["error"] == "lost");

    // History tells whose a reaction is but not since when. So the next response whose time is known is named as the acknowledgement, once for each such incident.
    internal static (IReadOnlyList<string> Wanted, IReadOnlyList<string> Left) Excuse(IReadOnlyList<string> wanted, IReadOnlyList<string> left, int incidents)
    {
        var (kept, found) = (wanted.ToList(), left.ToList());
        for (; incidents > 0; incidents--)
        {
            var (named, instead) = (Traces.Beyond(kept, found).FirstOrDefault(IsAcknowledgement), Traces.Beyond(found, kept).FirstOrDefault(IsAcknowledgement));
            if (named is null || instead is null) break;
            kept.Remove(named);
            found.Remove(instead);
        }

        return (kept, found);
    }

    private static bool IsAcknowledgement(string line) => line.StartsWith("incident.postmortem.markdown - **#:#:#** **Acknowledged** (", StringComparison.Ordinal);

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
