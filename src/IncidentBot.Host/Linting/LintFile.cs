using System.Text;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Linting;

/// <summary>Reads a file for <c>lint</c>: one sentence says why it can't be read.</summary>
internal static class LintFile
{
    private const int MostMegabytes = 10;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file in UTF-8, without a byte order mark.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="StopException">It is missing, a folder, larger than 10 MiB or not UTF-8.</exception>
    public static string Read(string path, string source) => Decode(
        InputFile.Read(
            path, source, "a Markdown file", MostMegabytes << 20,
            $"is larger than {MostMegabytes} MiB; leave out the logs that are pasted in.", empty: null),
        source);

    /// <summary>The text of bytes in UTF-8.</summary>
    /// <exception cref="StopException">They are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string source)
    {
        try
        {
            return Strict.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw StopException.WrongInput($"{source} is not UTF-8: see byte {Math.Max(0, e.Index) + 1}. Save it as UTF-8 first.");
        }
    }
}
