using System.Text.Json;

namespace IncidentBot.Host.Terminals;

/// <summary>Reads a JSON file that a command was given: one sentence says what is wrong with it.</summary>
/// <param name="MaxMegabytes">The largest file that is read.</param>
/// <param name="Advice">What to do about a larger one.</param>
internal sealed record JsonInput(int MaxMegabytes, string Advice)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="source">What messages call it, such as <c>The scenario x.json</c>.</param>
    /// <param name="parse">Builds the result from its JSON.</param>
    /// <exception cref="StopException">It is missing, unreadable or malformed.</exception>
    public T ReadFile<T>(string path, string source, Func<JsonElement, T> parse) => Read(
        InputFile.Read(
            path, source, "a JSON file", MaxMegabytes << 20, $"is larger than {MaxMegabytes} MB; {Advice}.",
            "is not JSON: see line 1, character 1. It is empty, or it is a pipe or a device"),
        source, parse);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="utf8">JSON in UTF-8, with or without a byte order mark.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="parse">Builds the result from its JSON.</param>
    /// <exception cref="StopException">It is malformed.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> utf8, string source, Func<JsonElement, T> parse)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
            return parse(document.RootElement);
        }
        catch (JsonException e)
        {
            throw StopException.WrongInput($"{source} is not JSON: see line {e.LineNumber + 1}, character {e.BytePositionInLine + 1}.");
        }
    }
}
