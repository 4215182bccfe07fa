using IncidentBot.Causes;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Causes;

/// <summary>Whatever people do, in whatever order, the whys are a tree and nothing is called by another's name.</summary>
public sealed class CauseTreePropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whys_and_factors_stay_trees_of_bounded_depth_whose_labels_never_change(int seed)
    {
        var random = new Random(seed);
        var tree = CauseTree.None(new IncidentId(1));
        var labels = new Dictionary<int, string>();
        for (var step = 0; step < 250; step++)
        {
            if (Decide(tree, random, step) is not { } fact)
                continue;

            var before = tree.Version;
            tree = tree.After(fact);
            Assert.Equal(before + 1, tree.Version);
            foreach (var cause in tree.All)
                Assert.Equal(labels.TryGetValue(cause.Number, out var known) ? known : labels[cause.Number] = tree.NameOf(cause), tree.NameOf(cause));
            AssertIsTree(tree);
        }

        Assert.Equal(labels.Count, labels.Values.Distinct(StringComparer.Ordinal).Count());
    }

    private static void AssertIsTree(CauseTree tree)
    {
        AssertIsTree(tree, CauseKind.Why);
        AssertIsTree(tree, CauseKind.Factor);
    }

    private static void AssertIsTree(CauseTree tree, CauseKind kind)
    {
        var (all, standing) = (tree.Of(kind), tree.All.Count(cause => cause.Kind == kind && !cause.IsWithdrawn));
        // Each of them is reached from the beginning of a chain exactly once: there is no circle, and none hangs in the air.
        Assert.Equal(standing, all.Select(cause => cause.Number).Distinct().Count());
        Assert.Equal(standing, all.Count);
        Assert.All(all, cause => Assert.InRange(tree.DepthOf(cause), 1, CauseTree.Deepest));
        Assert.All(all.Where(cause => cause.Under is not null), cause => Assert.Equal(kind, tree.Find(cause.Under!.Value)!.Kind));
        Assert.True(all.Count <= CauseTree.Most);
    }

    private static CauseFact? Decide(CauseTree tree, Random random, int step)
    {
        var one = tree.All.Count == 0 ? null : tree.All[random.Next(tree.All.Count)];
        return random.Next(6) switch
        {
            0 => AddCauseRules.Decide(
                tree,
                new WantedCause(CauseKind.Factor, $"Factor {step}", tree.Factors.Count == 0 || random.Next(4) == 0 ? null : tree.LabelOf(tree.Factors[random.Next(tree.Factors.Count)]), null, null),
                Maya,
                Now).Fact,
            1 when one is not null => WithdrawCauseRules.Decide(tree, one.Number, Sam, Now).Fact,
            2 when one is not null => EditCauseRules.Decide(tree, one.Number, $"{one.Version}", $"Edited {step}", null, Sam, Now).Fact,
            // Mostly under the newest, so that chains become as deep as they may.
            _ => AddCauseRules.Decide(
                tree,
                new WantedCause(
                    CauseKind.Why, $"Why {step}", tree.Whys.Count == 0 || random.Next(8) == 0 ? null : tree.LabelOf(random.Next(3) == 0 ? tree.Whys[random.Next(tree.Whys.Count)] : tree.Whys.MaxBy(why => why.Number)!), null, null),
                Maya,
                Now).Fact,
        };
    }
}
