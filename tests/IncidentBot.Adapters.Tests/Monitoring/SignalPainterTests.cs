using IncidentBot.Adapters.Tests.Slack;
using IncidentBot.Investigation.Signals;
using IncidentBot.Monitoring.Charts;
using Microsoft.Extensions.Logging;
using SkiaSharp;

namespace IncidentBot.Adapters.Tests.Monitoring;

public sealed class SignalPainterTests
{
    public static TheoryData<string> Names() => [.. SamplePictures.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_signal_is_painted_within_its_bounds_and_always_alike(string name)
    {
        var picture = SamplePictures.All[name];
        var png = Painter().Paint(picture);

        Assert.NotNull(png);
        Keep(name, png);
        Assert.InRange(png.Length, 1000, SignalPainter.MostBytes);
        using var bitmap = SKBitmap.Decode(png);
        Assert.Equal(1000, bitmap.Width);
        Assert.InRange(bitmap.Height, 400, 900);
        Assert.Equal(png, Painter().Paint(picture));
    }

    [Fact]
    public async Task Many_at_once_are_painted_as_one_alone()
    {
        var painter = Painter();
        var alone = SamplePictures.All.ToDictionary(one => one.Key, one => painter.Paint(one.Value), StringComparer.Ordinal);

        var together = await Task.WhenAll(
            Enumerable.Range(0, 3).SelectMany(_ => SamplePictures.All).Select(one => Task.Run(() => (one.Key, Png: Painter().Paint(one.Value)))));

        Assert.All(together, one => Assert.Equal(alone[one.Key], one.Png));
    }

    [Fact]
    public void Letters_of_several_scripts_are_there_without_any_installed_font()
    {
        using var font = PictureFont.Of(17);

        Assert.Equal("Задержка Ολοκλήρωση შეკვეთა Zażółć ≥ µs", PictureFont.Fit("Задержка Ολοκλήρωση შეკვეთა Zażółć ≥ µs", font, 1000, "x"));
        Assert.Equal("Line 2", PictureFont.Fit("決済サービス", font, 1000, "Line 2"));
        Assert.Equal("Line 3", PictureFont.Fit("پرداخت", font, 1000, "Line 3"));
        Assert.Equal("checkout", PictureFont.Fit("checkout🔥", font, 1000, "x"));
        Assert.EndsWith("…", PictureFont.Fit(new string('W', 300), font, 100, "x"), StringComparison.Ordinal);
        Assert.InRange(font.MeasureText(PictureFont.Fit(new string('W', 300), font, 100, "x")), 1, 100);
    }

    [Fact]
    public void A_gap_stays_white_and_a_line_is_drawn_beside_it()
    {
        double?[] values = [.. Enumerable.Range(0, 241).Select(i => i is > 100 and < 140 ? (double?)null : 1)];
        using var bitmap = SKBitmap.Decode(Painter().Paint(SamplePictures.Of("t", SignalUnit.Number, ("a", i => values[i]))));

        var colour = SKColor.Parse(LineLook.All[0].Colour);
        var columns = Enumerable.Range(0, bitmap.Width).Where(x => Enumerable.Range(60, 360).Any(y => bitmap.GetPixel(x, y) == colour)).ToList();
        Assert.Contains(columns.Zip(columns.Skip(1)), pair => pair.Second - pair.First > 100);
    }

    [Fact]
    public void Every_colour_stands_out_from_the_ground_and_every_line_from_the_others()
    {
        string[] colours = [.. LineLook.All.Select(look => look.Colour), LineLook.Ink, LineLook.PaleInk, LineLook.Impact, LineLook.Change, LineLook.Mitigation];

        Assert.All(colours, colour => Assert.InRange(Contrast(SKColor.Parse(colour), SKColor.Parse(LineLook.Ground)), 4, 21));
        Assert.Equal(SignalPicture.MostLines, LineLook.All.Count);
        Assert.Distinct(LineLook.All.Select(look => look.Colour));
        Assert.Distinct(LineLook.All.Append(new LineLook("", LineLook.Earlier)).Select(look => string.Join(' ', look.Dash)));
    }

    [Fact]
    public void Where_the_libraries_are_missing_one_line_says_so_and_there_are_no_pictures()
    {
        using var log = new LogCapture();
        var tries = 0;
        var painter = new SignalPainter(
            _ =>
            {
                tries++;
                throw new TypeInitializationException("SkiaSharp.SKObject", new DllNotFoundException("libSkiaSharp"));
            },
            Logger(log));

        Assert.Null(painter.Paint(SamplePictures.All["step"]));
        Assert.Null(painter.Paint(SamplePictures.All["step"]));
        Assert.Equal(1, tries);
        Assert.Contains("No pictures of signals can be made here", log.All, StringComparison.Ordinal);
    }

    [Fact]
    public void One_picture_that_fails_or_is_too_large_does_not_spoil_the_next()
    {
        using var log = new LogCapture();
        var next = new Queue<Func<byte[]>>([() => throw new InvalidOperationException("odd"), () => new byte[SignalPainter.MostBytes + 1], () => [1]]);
        var painter = new SignalPainter(_ => next.Dequeue()(), Logger(log));

        Assert.Null(painter.Paint(SamplePictures.All["step"]));
        Assert.Null(painter.Paint(SamplePictures.All["step"]));
        Assert.NotNull(painter.Paint(SamplePictures.All["step"]));
        Assert.Contains("failed", log.All, StringComparison.Ordinal);
        Assert.Contains("is left out, since it has 307201 bytes", log.All, StringComparison.Ordinal);
    }

    private static ILogger<SignalPainter> Logger(LogCapture log) => LoggerFactory.Create(logging => logging.AddProvider(log)).CreateLogger<SignalPainter>();

    private static SignalPainter Painter() => SignalPainter.Create(Microsoft.Extensions.Logging.Abstractions.NullLogger<SignalPainter>.Instance);

    // For the eyes: INCIDENTBOT_PICTURES names a folder that the pictures are put into.
    private static void Keep(string name, byte[] png)
    {
        if (Environment.GetEnvironmentVariable("INCIDENTBOT_PICTURES") is { Length: > 0 } folder)
            File.WriteAllBytes(Path.Combine(folder, $"{name}.png"), png);
    }

    private static double Contrast(SKColor one, SKColor other)
    {
        var (a, b) = (Light(one), Light(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Light(SKColor colour) => (0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue));

    private static double Linear(byte part) => part / 255.0 <= 0.03928 ? part / 255.0 / 12.92 : Math.Pow(((part / 255.0) + 0.055) / 1.055, 2.4);
}
