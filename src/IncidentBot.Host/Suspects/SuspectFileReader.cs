using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Suspects;

/// <summary>Reads a file for <c>suspects</c> strictly: one sentence says what is missing or malformed.</summary>
internal static class SuspectFileReader
{
    // Thousands of changes with their diffs.
    private static readonly JsonInput Input = new(MaxMegabytes: 100, "leave out the diffs that aren't needed");

    /// <summary>Reads a file.</summary>
    /// <exception cref="StopException">It is missing, unreadable or malformed.</exception>
    public static SuspectFile ReadFile(string path) => Input.ReadFile(path, path, new SuspectFileParser(path).Parse);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="utf8">JSON in UTF-8, with or without a byte order mark.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="StopException">It is malformed.</exception>
    public static SuspectFile Read(ReadOnlyMemory<byte> utf8, string source) =>
        JsonInput.Read(utf8, source, new SuspectFileParser(source).Parse);
}
