using System.IO.Compression;
using System.Text;
using IncidentBot.Language;
using SkiaSharp;

namespace IncidentBot.Monitoring.Charts;

/// <summary>
/// The letters of pictures: DejaVu Sans from this assembly, so that they're the same everywhere and are there in a container without fonts.
/// </summary>
internal static class PictureFont
{
    private const string Resource = "IncidentBot.Monitoring.Charts.Font.DejaVuSans.ttf.gz";
    private const int ShortestText = 2, LongestText = 200;

    private static readonly SKTypeface Face = Load();

    /// <summary>The font in a size, in pixels; whoever gets it disposes of it.</summary>
    public static SKFont Of(float size) => new(Face, size)
    {
        Edging = SKFontEdging.Antialias,
        Hinting = SKFontHinting.None,
        Subpixel = true,
    };

    /// <summary>
    /// Words in one line as they fit; letters that the font doesn't have are left out, and words that have hardly any others are replaced.
    /// </summary>
    /// <param name="text">People's words.</param>
    /// <param name="font">The font that they're written with.</param>
    /// <param name="width">How much room they have, in pixels.</param>
    /// <param name="otherwise">What is written where the font lacks most of the letters, such as "Line 2".</param>
    public static string Fit(string text, SKFont font, float width, string otherwise)
    {
        var shown = Known(text, font, otherwise);
        if (font.MeasureText(shown) <= width)
            return shown;

        var (low, high) = (0, shown.Length);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (font.MeasureText(Cut(shown, middle)) <= width)
                low = middle;
            else
                high = middle;
        }

        return Cut(shown, low);
    }

    // OneLine cuts at whole visible characters.
    private static string Cut(string text, int length) => length < ShortestText ? "…" : OneLine.Of(text, length);

    /// <summary>The letters of words that the font has; where it lacks most, <paramref name="otherwise"/>.</summary>
    public static string Known(string text, SKFont font, string otherwise)
    {
        var line = OneLine.Of(text, LongestText);
        var known = new StringBuilder();
        var (kept, lost) = (0, 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if (font.GetGlyph(rune.Value) != 0 && !RunsLeft(rune.Value))
            {
                known.Append(rune.ToString());
                kept += Rune.IsLetterOrDigit(rune) ? 1 : 0;
            }
            else
            {
                lost += Rune.IsLetterOrDigit(rune) ? 1 : 0;
            }
        }

        var shown = known.ToString().Trim();
        return shown.Length == 0 || lost > kept ? otherwise : shown;
    }

    // Hebrew, Arabic and their like: their letters are joined and turned by a shaper, and there is none here.
    private static bool RunsLeft(int letter) => letter is >= 0x590 and <= 0x8FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF;

    private static SKTypeface Load()
    {
        using var packed = typeof(PictureFont).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        unpacked.CopyTo(bytes);
        using var data = SKData.CreateCopy(bytes.ToArray());
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException("The font can't be read.");
    }
}
