namespace IncidentBot.Investigation.Signals;

/// <summary>Paints a signal, if pictures can be made here.</summary>
/// <param name="picture">What is painted.</param>
/// <returns>
/// A PNG of at most 300 KB, the same for the same picture; null: there are none here, or this one failed, and the words stand alone.
/// </returns>
public delegate byte[]? PaintSignal(SignalPicture picture);

/// <summary>A signal as a picture, before it is painted; the same model makes its words and the chat's own chart.</summary>
public sealed record SignalPicture
{
    /// <summary>More lines than this are named and not drawn, since nobody can tell them apart.</summary>
    public const int MostLines = 6;

    /// <summary>What is measured, of what: "Latency of checkout"; people's words.</summary>
    public required string Title { get; init; }

    /// <summary>Where the window begins; UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends; UTC.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The lines in the order of their weight; those of another unit than the first are not drawn.</summary>
    public required IReadOnlyList<SignalSeries> Lines { get; init; }

    /// <summary>What the values are, for the axis of the chat's own chart: "duration". Default: nothing.</summary>
    public string Measure { get; init; } = string.Empty;

    /// <summary>The same lines at an earlier time, by the same names, at their own times. Default: none.</summary>
    public IReadOnlyList<SignalSeries> Earlier { get; init; } = [];

    /// <summary>How much earlier. Default: 7 days.</summary>
    public TimeSpan EarlierBy { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What happened meanwhile; what is outside the window is left out. Default: nothing.</summary>
    public IReadOnlyList<SignalMark> Marks { get; init; } = [];

    /// <summary>The lines that are drawn.</summary>
    public IReadOnlyList<SignalSeries> Drawn => [.. Lines.Where(line => line.Unit == Unit).Take(MostLines)];

    /// <summary>What is measured in; that of the first line.</summary>
    public SignalUnit Unit => Lines.Count > 0 ? Lines[0].Unit : SignalUnit.Number;

    /// <summary>How its values are written.</summary>
    public SignalScale Scale => SignalScale.For(Unit, Largest());

    /// <summary>What happened within the window, the oldest first.</summary>
    public IReadOnlyList<SignalMark> MarksWithin =>
        [.. Marks.Where(mark => mark.At >= From && mark.At <= Until).OrderBy(mark => mark.At).ThenBy(mark => mark.Kind)];

    /// <summary>A line at the earlier time, moved to the window; null: there is none.</summary>
    public SignalSeries? EarlierOf(SignalSeries line)
    {
        var earlier = Earlier.FirstOrDefault(one => one.Name == line.Name && one.Unit == line.Unit);
        return earlier is null
            ? null
            : earlier with { Points = [.. earlier.Points.Select(point => point with { At = point.At + EarlierBy })] };
    }

    private double Largest() => Drawn.Concat(Drawn.Select(EarlierOf).OfType<SignalSeries>()).SelectMany(line => line.Points)
        .Select(point => point.Value).OfType<double>().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
}

/// <summary>Something that happened, as a line across the signal.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="Text">What, in a few words; people's, so it may hold anything.</param>
/// <param name="Kind">What kind of thing.</param>
public sealed record SignalMark(DateTimeOffset At, string Text, SignalMarkKind Kind);

/// <summary>What kind of thing happened.</summary>
public enum SignalMarkKind
{
    /// <summary>The harm began.</summary>
    ImpactStart,

    /// <summary>Something was changed.</summary>
    Change,

    /// <summary>Something was done against the harm.</summary>
    Mitigation,
}
