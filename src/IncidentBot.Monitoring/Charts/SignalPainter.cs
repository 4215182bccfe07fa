using System.Runtime.CompilerServices;
using IncidentBot.Investigation.Signals;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Monitoring.Charts;

/// <summary>
/// Paints signals, one at a time. ScottPlot and Skia are loaded with the first picture, not with the bot; where they can't be (a processor
/// or a C library that Skia isn't built for), one line in the log says so, and the words stand without pictures.
/// </summary>
internal sealed partial class SignalPainter(Func<SignalPicture, byte[]> draw, ILogger<SignalPainter> log)
{
    /// <summary>What a picture has at most, in bytes; lines of at most 1,200 points on 1,000 pixels stay far below.</summary>
    public const int MostBytes = 300 * 1024;

    private readonly Lock gate = new();
    private bool isImpossible;

    /// <summary>A painter that really draws.</summary>
    public static SignalPainter Create(ILogger<SignalPainter> log) => new(DrawLater, log);

    /// <summary>The picture; null: there is none.</summary>
    public byte[]? Paint(SignalPicture picture)
    {
        lock (gate)
        {
            if (isImpossible)
                return null;

            try
            {
                var png = draw(picture);
                if (png.Length <= MostBytes)
                    return png;

                TooLarge(png.Length);
            }
            catch (Exception missing) when (IsMissing(missing))
            {
                isImpossible = true;
                Impossible(missing);
            }
            catch (Exception failed)
            {
                // Whatever is wrong with one picture, its words are still to be sent.
                Failed(failed);
            }

            return null;
        }
    }

    // A method of its own, so that the libraries are looked for within the try above.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] DrawLater(SignalPicture picture) => SignalDrawing.Png(picture);

    private static bool IsMissing(Exception failed) => failed switch
    {
        BadImageFormatException or FileNotFoundException or FileLoadException => true,
        // A missing library is a missing type too.
        TypeLoadException or TypeInitializationException or MissingMethodException => true,
        _ => false,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "No pictures of signals can be made here; the words are sent without them")]
    private partial void Impossible(Exception missing);

    [LoggerMessage(Level = LogLevel.Error, Message = "A picture of a signal failed; its words are sent without it")]
    private partial void Failed(Exception failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A picture of a signal is left out, since it has {Bytes} bytes; its words are sent")]
    private partial void TooLarge(int bytes);
}
