namespace IncidentBot.Language.Logs;

/// <summary>The id of a trace or a request: letters, digits, and a few signs that mean nothing in an address.</summary>
internal static class TraceId
{
    /// <summary>The longest id; characters.</summary>
    public const int Longest = 80;

    private const int Shortest = 4;

    /// <summary>Reads an id; false: it is none, so nothing may be made of it.</summary>
    /// <param name="text">As it was typed; a W3C traceparent gives the id of its trace.</param>
    /// <param name="id">The id.</param>
    public static bool TryRead(string? text, out string id)
    {
        id = Bare(text?.Trim() ?? string.Empty);
        return id.Length is >= Shortest and <= Longest && id.All(IsAllowed) && id.Any(char.IsAsciiLetterOrDigit) && id != "null";
    }

    // Google names a trace with its project, W3C with version, span and flags.
    private static string Bare(string text)
    {
        var last = text[(text.LastIndexOf('/') + 1)..];
        return last.Split('-') is [{ Length: 2 }, { Length: 32 } trace, { Length: 16 }, { Length: 2 }] && trace.All(char.IsAsciiHexDigit)
            ? trace
            : text.Contains("/traces/", StringComparison.Ordinal) ? last : text;
    }

    private static bool IsAllowed(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':' or '=' or '@';
}
