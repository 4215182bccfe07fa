using IncidentBot.Investigation.Signals;
using ScottPlot;
using SkiaSharp;

namespace IncidentBot.Monitoring.Charts;

/// <summary>The chart proper, by ScottPlot: the grid, the lines and what happened meanwhile. All letters stand outside of it.</summary>
internal static class DataArea
{
    private const float LineWidth = 2.6F, EarlierWidth = 1.5F, DotSize = 7;

    // What lies on the edge is drawn whole, in pixels.
    private const float Edge = 4;

    /// <summary>Draws it.</summary>
    /// <param name="canvas">On what.</param>
    /// <param name="place">Where.</param>
    /// <param name="picture">What.</param>
    /// <param name="axis">Its value axis.</param>
    /// <param name="times">Where its time axis is marked.</param>
    public static void Draw(
        SKCanvas canvas, SKRect place, SignalPicture picture, ValueTicks axis, IReadOnlyList<(DateTimeOffset At, string Label)> times)
    {
        using var plot = new Plot();
        plot.FigureBackground.Color = Color.FromHex(LineLook.Ground);
        plot.DataBackground.Color = Color.FromHex(LineLook.Ground);
        plot.Axes.Left.TickGenerator = Ticks([.. axis.Ticks.Select(tick => tick.Part)]);
        plot.Axes.Bottom.TickGenerator = Ticks([.. times.Select(tick => PartOf(tick.At, picture))]);
        plot.Grid.MajorLineColor = Color.FromHex(LineLook.Grid);
        var (wide, high) = (Edge / place.Width, Edge / place.Height);
        plot.Axes.SetLimits(-wide, 1 + wide, -high, 1 + high);
        plot.Axes.Frame(false);
        plot.Layout.Frameless();

        AddImpact(plot, picture);
        foreach (var (line, look) in picture.Drawn.Zip(LineLook.All))
        {
            if (picture.EarlierOf(line) is { } earlier)
                Add(plot, earlier, picture, axis, look with { Dash = LineLook.Earlier }, EarlierWidth);
        }

        foreach (var (line, look) in picture.Drawn.Zip(LineLook.All))
            Add(plot, line, picture, axis, look, LineWidth);
        foreach (var mark in picture.MarksWithin)
            AddMark(plot, mark, picture);
        plot.Render(canvas, new PixelRect(place.Left - Edge, place.Right + Edge, place.Bottom + Edge, place.Top - Edge));
    }

    /// <summary>Where a moment stands in the window, from 0 to 1.</summary>
    public static double PartOf(DateTimeOffset at, SignalPicture picture) =>
        (at - picture.From) / Positive(picture.Until - picture.From);

    /// <summary>The colour of a mark.</summary>
    public static string ColourOf(SignalMarkKind kind) => kind switch
    {
        SignalMarkKind.ImpactStart => LineLook.Impact,
        SignalMarkKind.Mitigation => LineLook.Mitigation,
        _ => LineLook.Change,
    };

    // What follows the beginning of the harm is tinted, so that before and after are told apart at a glance.
    private static void AddImpact(Plot plot, SignalPicture picture)
    {
        if (picture.MarksWithin.FirstOrDefault(mark => mark.Kind == SignalMarkKind.ImpactStart) is not { } start)
            return;

        var span = plot.Add.HorizontalSpan(PartOf(start.At, picture), 1);
        span.FillStyle.Color = Color.FromHex(LineLook.Impact).WithAlpha(14);
        span.LineStyle.Width = 0;
    }

    private static void Add(Plot plot, SignalSeries line, SignalPicture picture, ValueTicks axis, LineLook look, float width)
    {
        var factor = picture.Scale.Factor;
        foreach (var piece in LinePieces.Of(line.Points, picture.From, picture.Until))
        {
            var scatter = plot.Add.Scatter(
                piece.Select(point => PartOf(point.At, picture)).ToArray(),
                piece.Select(point => axis.PartOf(point.Value * factor)).ToArray());
            scatter.Color = Color.FromHex(look.Colour);
            scatter.LineWidth = width;
            scatter.LinePattern = PatternOf(look.Dash);
            // A single point would be no line at all.
            scatter.MarkerSize = piece.Count == 1 ? DotSize : 0;
        }
    }

    private static void AddMark(Plot plot, SignalMark mark, SignalPicture picture)
    {
        var line = plot.Add.VerticalLine(PartOf(mark.At, picture));
        line.Color = Color.FromHex(ColourOf(mark.Kind));
        line.LineWidth = mark.Kind == SignalMarkKind.ImpactStart ? 2.5F : 1.5F;
        line.LinePattern = LinePattern.Solid;
    }

    private static LinePattern PatternOf(IReadOnlyList<float> dash) =>
        dash.Count == 0 ? LinePattern.Solid : new LinePattern([.. dash], 0, "own");

    private static ScottPlot.TickGenerators.NumericManual Ticks(double[] places) =>
        new(places, [.. places.Select(_ => string.Empty)]);

    private static TimeSpan Positive(TimeSpan length) => length > TimeSpan.Zero ? length : TimeSpan.FromSeconds(1);
}
