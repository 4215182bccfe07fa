namespace IncidentBot.Investigation.Patterns;

/// <summary>A way in which systems fail again and again: how it is recognised, and what people do about it.</summary>
/// <param name="Key">Names it for good.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Symptom">What is seen.</param>
internal sealed record Pattern(string Key, string Name, string Symptom)
{
    /// <summary>What the record says when it fits.</summary>
    public IReadOnlyList<PatternClue> Clues { get; init; } = [];

    /// <summary>What signals do when it fits.</summary>
    public IReadOnlyList<SignalClue> Signals { get; init; } = [];

    /// <summary>Whether the same hour or weekday as earlier incidents of the service speaks for it.</summary>
    public bool Recurs { get; init; }

    /// <summary>Where to look.</summary>
    public IReadOnlyList<string> Look { get; init; } = [];

    /// <summary>What to copy and run elsewhere; one line each, and none of them changes anything.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>What usually stops the harm first.</summary>
    public string Mitigation { get; init; } = string.Empty;

    /// <summary>It as a hypothesis.</summary>
    public string Hypothesis { get; init; } = string.Empty;

    /// <summary>What would confirm that; null: not said.</summary>
    public string? Confirms { get; init; }

    /// <summary>What would rule it out; null: not said.</summary>
    public string? RulesOut { get; init; }
}

/// <summary>Words that speak for a pattern.</summary>
/// <param name="Said">As they stand in the file.</param>
/// <param name="Parts">Each a phrase of stems with spaces between; all of them must stand in one clause.</param>
/// <param name="IsEnough">Whether they are enough alone; false: two such are needed.</param>
internal sealed record PatternClue(string Said, IReadOnlyList<string> Parts, bool IsEnough)
{
    /// <summary>As people read it.</summary>
    public string Shown => Said.Replace(" + ", " … ", StringComparison.Ordinal);
}

/// <summary>What a signal does when a pattern fits.</summary>
/// <param name="Signal">One of <see cref="Names"/>.</param>
/// <param name="Shape">One of <see cref="Shapes"/>.</param>
internal sealed record SignalClue(string Signal, string Shape)
{
    /// <summary>The four golden signals, and what is saturated.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["latency", "traffic", "errors", "saturation", "cpu", "memory", "disk", "connections"];

    /// <summary>What a signal can do: rise at once, little by little, or for a while; fall, or fall for a while; be at its limit.</summary>
    public static IReadOnlyList<string> Shapes { get; } = ["step", "climb", "spike", "drop", "dip", "full"];

    /// <inheritdoc/>
    public override string ToString() => $"{Signal} {Shape}";
}
