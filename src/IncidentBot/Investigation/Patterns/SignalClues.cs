using IncidentBot.Investigation.Signals;
using IncidentBot.Investigation.Signals.Shapes;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Patterns;

/// <summary>What the signals of an incident did, in the words of patterns.</summary>
internal static class SignalClues
{
    // How monitoring calls what can be full.
    private static readonly (string Part, string Name)[] Named =
    [
        ("cpu", "cpu"), ("processor", "cpu"), ("memory", "memory"), ("heap", "memory"), ("disk", "disk"), ("connection", "connections"),
        ("pool", "connections"),
    ];

    /// <summary>All that its newest round of asking tells; empty: nothing was asked, or nothing is off.</summary>
    public static IReadOnlyCollection<SignalClue> Of(SignalCheck? check)
    {
        var clues = new HashSet<SignalClue>();
        foreach (var (_, signal) in check?.All ?? [])
        {
            var names = NamesOf(signal);
            if (SignalSense.IsFull(signal))
                clues.UnionWith(names.Select(name => new SignalClue(name, "full")));
            if (ShapeOf(signal.Shape) is { } shape)
                clues.UnionWith(names.Select(name => new SignalClue(name, shape)));
        }

        return clues;
    }

    private static IEnumerable<string> NamesOf(CheckedSignal signal) => Named
        .Where(one => signal.Name.Contains(one.Part, StringComparison.OrdinalIgnoreCase)).Select(one => one.Name)
        .Prepend(Words.Of(signal.Signal)).Distinct(StringComparer.Ordinal);

    private static string? ShapeOf(SignalShape? shape) => shape?.Kind switch
    {
        ShapeKind.Step => "step",
        ShapeKind.Climb => "climb",
        ShapeKind.Spike => "spike",
        ShapeKind.Drop => "drop",
        ShapeKind.Dip => "dip",
        _ => null,
    };
}
