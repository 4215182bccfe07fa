using System.Reflection;
using System.Text.Json;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Demo;

/// <summary>Reads a scenario file strictly: one sentence says what is missing or malformed.</summary>
internal static class ScenarioReader
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    private const string BuiltInName = "IncidentBot.Host.Demo.cache-oom.json";

    /// <summary>The default scenario: a cache runs out of memory after a deploy.</summary>
    public static Scenario ReadBuiltIn()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(BuiltInName)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Read(bytes.ToArray(), "The built-in scenario");
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="StopException">It is missing, unreadable or malformed.</exception>
    public static Scenario ReadFile(string path)
    {
        if (Directory.Exists(path))
            throw StopException.WrongInput($"The scenario {path} is a folder; choose a JSON file.");
        if (!File.Exists(path))
            throw StopException.WrongInput($"The scenario {path} does not exist; choose a JSON file that does.");
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                throw StopException.WrongInput($"The scenario {path} is larger than 10 MB; a scenario is a JSON file of a few kilobytes.");
            return Read(File.ReadAllBytes(path), $"The scenario {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StopException.WrongInput($"The scenario {path} cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="utf8">JSON in UTF-8, with or without a byte order mark.</param>
    /// <param name="source">What messages call it, such as <c>The scenario x.json</c>.</param>
    /// <exception cref="StopException">It is malformed.</exception>
    public static Scenario Read(ReadOnlyMemory<byte> utf8, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
            return new ScenarioParser(source).Parse(document.RootElement);
        }
        catch (JsonException e)
        {
            throw StopException.WrongInput($"{source} is not JSON: see line {e.LineNumber + 1}, character {e.BytePositionInLine + 1}.");
        }
    }
}
