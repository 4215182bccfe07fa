namespace IncidentBot.Investigation.Signals.Shapes;

/// <summary>Tells a counter that began from nothing again from a value that fell.</summary>
internal static class CounterReset
{
    private const int FewestValues = 8, MostResets = 3;
    private const double FallsTo = 0.2;

    /// <summary>When it last began from nothing; null: it is no counter, or it never did; UTC.</summary>
    public static DateTimeOffset? At(IReadOnlyList<Measured> values)
    {
        if (values.Count < FewestValues)
            return null;

        var falls = Enumerable.Range(1, values.Count - 1).Where(place => values[place].Value < values[place - 1].Value).ToList();
        if (falls.Count is 0 or > MostResets || falls.Exists(place => values[place].Value > FallsTo * values[place - 1].Value))
            return null;

        // A counter goes on counting at most of its points; a value that drops once and stays doesn't.
        var rises = Enumerable.Range(1, values.Count - 1).Count(place => values[place].Value > values[place - 1].Value);
        return rises * 2 > values.Count ? values[falls[^1]].At : null;
    }
}
