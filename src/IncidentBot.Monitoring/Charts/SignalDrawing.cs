using System.Globalization;
using IncidentBot.Investigation.Signals;
using SkiaSharp;

namespace IncidentBot.Monitoring.Charts;

/// <summary>
/// Draws a signal: title and window, what happened meanwhile as labels above, the chart, its axes and a legend below. Only this and what it
/// uses load ScottPlot and Skia.
/// </summary>
internal static class SignalDrawing
{
    private const int Width = 1000;
    private const float Margin = 20, TitleSize = 24, TextSize = 17, Row = 26, ChartHeight = 360;
    private const float LongestMark = 380, LongestName = 300, LabelGap = 5;

    /// <summary>The picture as PNG.</summary>
    public static byte[] Png(SignalPicture picture)
    {
        using var title = PictureFont.Of(TitleSize);
        using var text = PictureFont.Of(TextSize);
        var axis = AxisOf(picture);
        var chartLeft = Margin + axis.Ticks.Max(tick => text.MeasureText(tick.Label)) + 10;
        var marks = Marks(picture, text, chartLeft);
        var legend = SignalLegend.Of(picture, text, Width - (2 * Margin), LongestName);

        var top = Margin + TitleSize + Row + 12;
        var markRows = marks.Count == 0 ? 0 : marks.Max(mark => mark.Place.Row) + 1;
        var chart = new SKRect(chartLeft, top + (markRows * Row) + 6, Width - Margin, top + (markRows * Row) + 6 + ChartHeight);
        var legendTop = chart.Bottom + (2 * Row) + 8;
        var height = (int)Math.Ceiling(legendTop + (legend.Rows * Row) + Margin - 6);

        using var surface = SKSurface.Create(new SKImageInfo(Width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        var canvas = surface.Canvas;
        canvas.Clear(SKColor.Parse(LineLook.Ground));
        var times = TimeTicks.Of(picture.From, picture.Until);
        DataArea.Draw(canvas, chart, picture, axis, times);

        var pen = new Pen(canvas, text);
        Heading(pen, title, picture, picture.MarksWithin.Count - marks.Count);
        Axes(pen, chart, picture, axis, times);
        foreach (var (place, mark, _) in marks)
            Stem(pen, chart, picture, place, mark);
        foreach (var (place, mark, label) in marks)
            Label(pen, chart, place, mark, label);
        legend.Draw(pen, Margin, legendTop, Row);
        pen.Border(new SKRect(0.5F, 0.5F, Width - 0.5F, height - 0.5F));
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return png.ToArray();
    }

    private static ValueTicks AxisOf(SignalPicture picture)
    {
        var scale = picture.Scale;
        var drawn = picture.Drawn.Concat(picture.Drawn.Select(picture.EarlierOf).OfType<SignalSeries>());
        var values = drawn.SelectMany(line => LinePieces.Of(line.Points, picture.From, picture.Until)).SelectMany(piece => piece)
            .Select(point => point.Value * scale.Factor).ToList();
        return ValueTicks.Of(values, scale);
    }

    // The beginning of the harm has its label first, then the others by time.
    private static List<(PlacedLabel Place, SignalMark Mark, string Label)> Marks(SignalPicture picture, SKFont text, float chartLeft)
    {
        var marks = picture.MarksWithin.OrderBy(mark => mark.Kind != SignalMarkKind.ImpactStart).ToList();
        var labels = marks.ConvertAll(mark => PictureFont.Fit(Words(mark, text), text, LongestMark, Kind(mark.Kind)));
        var wide = Width - Margin - chartLeft;
        var places = MarkLayout.Of(
            [
                .. marks.Zip(
                    labels,
                    (mark, label) => (chartLeft + (float)(DataArea.PartOf(mark.At, picture) * wide) + LabelGap, text.MeasureText(label))),
            ],
            Margin, Width - Margin);
        return [.. places.Select(place => (place, marks[place.Index], labels[place.Index]))];
    }

    private static void Heading(Pen pen, SKFont title, SignalPicture picture, int unnamed)
    {
        pen.Write(PictureFont.Fit(picture.Title, title, Width - (2 * Margin), "Signal"), Margin, Margin + TitleSize - 4, font: title);
        pen.Write(Invariant($"{Window(picture)} UTC{Hidden(picture, unnamed)}"), Margin, Margin + TitleSize + Row - 6, LineLook.PaleInk);
    }

    private static string Hidden(SignalPicture picture, int unnamed)
    {
        var more = picture.Lines.Count - picture.Drawn.Count;
        var lines = more == 0 ? string.Empty : Invariant($" · {more} more {(more == 1 ? "line" : "lines")} not drawn");
        return unnamed == 0 ? lines : Invariant($"{lines} · {unnamed} more {(unnamed == 1 ? "mark" : "marks")} without a label");
    }

    private static void Axes(
        Pen pen, SKRect chart, SignalPicture picture, ValueTicks axis, IReadOnlyList<(DateTimeOffset At, string Label)> times)
    {
        foreach (var (part, label) in axis.Ticks)
            pen.Write(label, chart.Left - 8, chart.Bottom - (float)(part * chart.Height) + 6, LineLook.PaleInk, SKTextAlign.Right);
        foreach (var (at, label) in times)
        {
            var half = pen.Measure(label) / 2;
            var x = Math.Clamp(chart.Left + (float)(DataArea.PartOf(at, picture) * chart.Width), half + 4, Width - half - 4);
            pen.Write(label, x, chart.Bottom + 22, LineLook.PaleInk, SKTextAlign.Center);
        }

        var zero = chart.Bottom - (float)(axis.PartOf(0) * chart.Height);
        pen.Line(chart.Left, zero, chart.Right, zero, LineLook.PaleInk);
        pen.Write("Time in UTC", chart.MidX, chart.Bottom + 22 + Row - 4, LineLook.PaleInk, SKTextAlign.Center);
        if (axis.Ticks.Count > 0 && picture.Drawn.All(line => LinePieces.Of(line.Points, picture.From, picture.Until).Count == 0))
            pen.Write("No data in this window", chart.MidX, chart.MidY, LineLook.PaleInk, SKTextAlign.Center);
    }

    // All lines come before all labels, which clear their own ground.
    private static void Stem(Pen pen, SKRect chart, SignalPicture picture, PlacedLabel place, SignalMark mark)
    {
        var x = chart.Left + (float)(DataArea.PartOf(mark.At, picture) * chart.Width);
        pen.Line(x, Baseline(chart, place) - TextSize + 4, x, chart.Top, DataArea.ColourOf(mark.Kind));
    }

    private static void Label(Pen pen, SKRect chart, PlacedLabel place, SignalMark mark, string label)
    {
        var baseline = Baseline(chart, place);
        pen.Ground(new SKRect(place.Left - 2, baseline - TextSize, place.Left + place.Width + 2, baseline + 5));
        pen.Write(label, place.Left, baseline, DataArea.ColourOf(mark.Kind));
    }

    private static float Baseline(SKRect chart, PlacedLabel place) => chart.Top - 13 - (place.Row * Row);

    private static string Words(SignalMark mark, SKFont text)
    {
        var said = PictureFont.Known(mark.Text, text, string.Empty);
        return mark.Kind == SignalMarkKind.ImpactStart
            ? $"{Clock(mark.At)} impact began{(said.Length > 0 ? $": {said}" : string.Empty)}"
            : $"{Clock(mark.At)} {(said.Length > 0 ? said : Kind(mark.Kind))}";
    }

    private static string Kind(SignalMarkKind kind) => kind switch
    {
        SignalMarkKind.ImpactStart => "impact began",
        SignalMarkKind.Mitigation => "mitigation",
        _ => "change",
    };

    private static string Window(SignalPicture picture)
    {
        var (from, until) = (picture.From.UtcDateTime, picture.Until.UtcDateTime);
        return from.Date == until.Date
            ? Invariant($"{from:d MMMM yyyy}, {from:HH:mm} to {until:HH:mm}")
            : Invariant($"{from:d MMMM yyyy HH:mm} to {until:d MMMM yyyy HH:mm}");
    }

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
