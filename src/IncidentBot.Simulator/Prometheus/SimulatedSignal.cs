using System.Globalization;

namespace IncidentBot.Simulator.Prometheus;

/// <summary>What a signal of the local Prometheus does.</summary>
internal enum SignalForm { Flat, Noise, Spike, Step, Climb, Drop, Gap, Nan, Empty, New, Reset, Histogram, Many }

/// <summary>A signal that the local Prometheus answers with, where a query has all of its words.</summary>
internal sealed record SimulatedSignal
{
    // How long a spike or a gap lasts, and a climb takes, where nothing else is said.
    private static readonly TimeSpan UsualLength = TimeSpan.FromMinutes(6);

    /// <summary>The words that a query must have.</summary>
    public IReadOnlyList<string> Match { get; init; } = [];

    public SignalForm Form { get; init; }

    /// <summary>The value before it begins, and a week earlier.</summary>
    public double Usual { get; init; }

    /// <summary>Where it goes.</summary>
    public double Level { get; init; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it ends; null: after six minutes for what ends by itself, else never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How far a value wanders around where it should be: a share of it, 0.02 by default.</summary>
    public double Wander { get; init; } = 0.02;

    /// <summary>How many lines it has.</summary>
    public int Lines { get; init; } = 1;

    /// <summary>The ends of its buckets, where buckets are asked for.</summary>
    public IReadOnlyList<double> Buckets { get; init; } = [0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    public bool Fits(string query) => Match.All(word => query.Contains(word, StringComparison.Ordinal));

    /// <summary>The value at a moment as Prometheus writes it; null: it has none.</summary>
    public string? ValueAt(DateTimeOffset at)
    {
        var end = Until ?? (Form is SignalForm.Spike or SignalForm.Gap or SignalForm.Nan ? At + UsualLength : DateTimeOffset.MaxValue);
        var isOn = at >= At && at < end;
        return Form switch
        {
            SignalForm.Empty => null,
            SignalForm.Gap when isOn => null,
            SignalForm.Nan when isOn => "NaN",
            SignalForm.New when at < At => null,
            SignalForm.New => Text(Level),
            SignalForm.Reset => Text(Counted(at)),
            SignalForm.Noise => Text(Usual * (1 + (6 * Wander * Swing(at)))),
            SignalForm.Spike or SignalForm.Step or SignalForm.Drop when isOn => Wandering(Level, at),
            SignalForm.Climb when isOn => Wandering(Climbed(at), at),
            _ => Wandering(Usual, at),
        };
    }

    private double Climbed(DateTimeOffset at)
    {
        var length = (Until is { } until ? until - At : UsualLength) + TimeSpan.FromSeconds(1);
        return Usual + ((Level - Usual) * Math.Min(1, (at - At) / length));
    }

    // A counter begins from nothing at the moment.
    private double Counted(DateTimeOffset at)
    {
        var seconds = at >= At ? (at - At).TotalSeconds : at.ToUnixTimeSeconds() % 604_800 + 100_000;
        return Math.Round(seconds * Math.Max(Usual, 1));
    }

    private string Wandering(double value, DateTimeOffset at) => Text(value * (1 + (Wander * Swing(at))));

    // The same for the same second, between -1 and 1.
    private static double Swing(DateTimeOffset at)
    {
        var mixed = unchecked((uint)at.ToUnixTimeSeconds() * 2_654_435_761u);
        return ((mixed ^ (mixed >> 15)) % 2001 / 1000.0) - 1;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
