using System.Globalization;
using IncidentBot.Investigation.Signals;
using SkiaSharp;

namespace IncidentBot.Monitoring.Charts;

/// <summary>Names the lines below the chart, each beside a piece of it, in as many rows as it takes.</summary>
internal sealed class SignalLegend
{
    private const float Sample = 64, Gap = 8, Between = 26;

    private readonly List<Entry> entries = [];

    /// <summary>How many rows it has.</summary>
    public int Rows => entries.Count == 0 ? 0 : entries[^1].Row + 1;

    /// <summary>The legend of a picture.</summary>
    /// <param name="picture">Whose.</param>
    /// <param name="text">The font of its names.</param>
    /// <param name="width">How wide it may be.</param>
    /// <param name="longest">How wide a name may be.</param>
    public static SignalLegend Of(SignalPicture picture, SKFont text, float width, float longest)
    {
        var legend = new SignalLegend();
        var earlier = $"{Ago(picture.EarlierBy)} earlier";
        foreach (var (number, (line, look)) in picture.Drawn.Zip(LineLook.All).Index())
        {
            var name = PictureFont.Fit(line.Name, text, longest, string.Create(CultureInfo.InvariantCulture, $"Line {number + 1}"));
            legend.Add(name, look, LineWidth, text, width);
            if (picture.EarlierOf(line) is not null)
                legend.Add($"{name}, {earlier}", look with { Dash = LineLook.Earlier }, EarlierWidth, text, width);
        }

        return legend;
    }

    /// <summary>Draws it.</summary>
    public void Draw(Pen pen, float left, float top, float row)
    {
        foreach (var entry in entries)
        {
            var baseline = top + (entry.Row * row) + 14;
            var (from, to) = (left + entry.Left, left + entry.Left + Sample);
            pen.Line(from, baseline - 6, to, baseline - 6, entry.Look.Colour, entry.Width, entry.Look.Dash);
            pen.Write(entry.Name, to + Gap, baseline);
        }
    }

    private const float LineWidth = 3, EarlierWidth = 1.8F;

    private void Add(string name, LineLook look, float lineWidth, SKFont text, float width)
    {
        var needed = Sample + Gap + text.MeasureText(name);
        var last = entries.Count == 0 ? null : entries[^1];
        var left = last is null ? 0 : last.Left + last.Needed + Between;
        var row = last?.Row ?? 0;
        entries.Add(
            left > 0 && left + needed > width
                ? new Entry(name, look, lineWidth, row + 1, 0, needed)
                : new Entry(name, look, lineWidth, row, left, needed));
    }

    private static string Ago(TimeSpan earlier) => earlier.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{earlier.TotalDays:0.#} {(earlier.TotalDays == 1 ? "day" : "days")}")
        : string.Create(CultureInfo.InvariantCulture, $"{earlier.TotalHours:0.#} {(earlier.TotalHours == 1 ? "hour" : "hours")}");

    private sealed record Entry(string Name, LineLook Look, float Width, int Row, float Left, float Needed);
}
