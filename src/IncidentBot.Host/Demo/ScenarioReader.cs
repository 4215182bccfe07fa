using System.Reflection;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Demo;

/// <summary>Reads a scenario file strictly: one sentence says what is missing or malformed.</summary>
internal static class ScenarioReader
{
    private static readonly JsonInput Input = new(MaxMegabytes: 10, "a scenario is a JSON file of a few kilobytes");

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
        var source = $"The scenario {path}";
        return Input.ReadFile(path, source, new ScenarioParser(source).Parse);
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="utf8">JSON in UTF-8, with or without a byte order mark.</param>
    /// <param name="source">What messages call it, such as <c>The scenario x.json</c>.</param>
    /// <exception cref="StopException">It is malformed.</exception>
    public static Scenario Read(ReadOnlyMemory<byte> utf8, string source) =>
        JsonInput.Read(utf8, source, new ScenarioParser(source).Parse);
}
