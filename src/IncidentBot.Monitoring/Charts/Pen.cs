using SkiaSharp;

namespace IncidentBot.Monitoring.Charts;

/// <summary>Writes and draws what stands around the chart.</summary>
/// <param name="canvas">On what.</param>
/// <param name="text">The usual font.</param>
internal sealed class Pen(SKCanvas canvas, SKFont text)
{
    /// <summary>The usual font.</summary>
    public SKFont Text => text;

    /// <summary>How wide words are in the usual font.</summary>
    public float Measure(string words) => text.MeasureText(words);

    /// <summary>Writes words on a base line.</summary>
    public void Write(
        string words, float x, float baseline, string colour = LineLook.Ink, SKTextAlign align = SKTextAlign.Left, SKFont? font = null)
    {
        using var paint = Paint(colour, SKPaintStyle.Fill);
        canvas.DrawText(words, x, baseline, align, font ?? text, paint);
    }

    /// <summary>Draws a line, perhaps in dashes.</summary>
    public void Line(float x1, float y1, float x2, float y2, string colour, float width = 1.5F, IReadOnlyList<float>? dash = null)
    {
        using var paint = Paint(colour, SKPaintStyle.Stroke);
        paint.StrokeWidth = width;
        using var effect = dash is { Count: > 0 } ? SKPathEffect.CreateDash([.. dash], 0) : null;
        paint.PathEffect = effect;
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    /// <summary>Clears a place.</summary>
    public void Ground(SKRect place)
    {
        using var paint = Paint(LineLook.Ground, SKPaintStyle.Fill);
        canvas.DrawRect(place, paint);
    }

    /// <summary>Draws a border, so that the picture has an edge on a white page.</summary>
    public void Border(SKRect place)
    {
        using var paint = Paint(LineLook.Grid, SKPaintStyle.Stroke);
        canvas.DrawRect(place, paint);
    }

    private static SKPaint Paint(string colour, SKPaintStyle style) => new()
    {
        Color = SKColor.Parse(colour),
        IsAntialias = true,
        Style = style,
    };
}
