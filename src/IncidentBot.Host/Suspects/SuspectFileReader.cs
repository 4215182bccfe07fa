using System.Text.Json;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Suspects;

/// <summary>Reads a file for <c>suspects</c> strictly: one sentence says what is missing or malformed.</summary>
internal static class SuspectFileReader
{
    /// <summary>Largest file that is read, in bytes: thousands of changes with their diffs.</summary>
    public const int MaxBytes = 100 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <exception cref="StopException">It is missing, unreadable or malformed.</exception>
    public static SuspectFile ReadFile(string path)
    {
        if (Directory.Exists(path))
            throw StopException.WrongInput($"{path} is a folder; choose a JSON file.");
        if (!File.Exists(path))
            throw StopException.WrongInput($"{path} does not exist; choose a JSON file that does.");
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                throw StopException.WrongInput($"{path} is larger than 100 MB; leave out the diffs that aren't needed.");
            return Read(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StopException.WrongInput($"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="utf8">JSON in UTF-8, with or without a byte order mark.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="StopException">It is malformed.</exception>
    public static SuspectFile Read(ReadOnlyMemory<byte> utf8, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
            return new SuspectFileParser(source).Parse(document.RootElement);
        }
        catch (JsonException e)
        {
            throw StopException.WrongInput($"{source} is not JSON: see line {e.LineNumber + 1}, character {e.BytePositionInLine + 1}.");
        }
    }
}
