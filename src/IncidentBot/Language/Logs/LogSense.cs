using System.Text.Json;

namespace IncidentBot.Language.Logs;

/// <summary>
/// Recognises stack traces and structured log lines (JSON and logfmt) in what people paste: only to offer what they say; nothing follows
/// from them by itself, and nothing is looked up.
/// </summary>
internal static class LogSense
{
    private const int MostRead = 8000, MostLines = 200, DeepestJson = 8, MostFields = 200, LeastPairs = 3;

    /// <summary>What the text says; <see cref="LogFinding.Nothing"/>: it is no log.</summary>
    public static LogFinding Read(string text)
    {
        var lines = (text.Length > MostRead ? text[..MostRead] : text).Replace("\r", string.Empty, StringComparison.Ordinal).Split('\n');
        if (lines.Length > MostLines)
            lines = lines[..MostLines];

        var found = StackTraces.Read(lines);
        foreach (var line in lines)
            found = found.Or(Json(line)).Or(Pairs(line));
        // A line that only has a message and a service is as good as any other sentence.
        return found.IsAny ? found : LogFinding.Nothing;
    }

    private static LogFinding Json(string line)
    {
        var begin = line.IndexOf('{', StringComparison.Ordinal);
        var end = line.LastIndexOf('}');
        if (begin < 0 || end <= begin)
            return LogFinding.Nothing;

        try
        {
            using var json = JsonDocument.Parse(
                line.AsMemory(begin, end - begin + 1), new JsonDocumentOptions { MaxDepth = DeepestJson });
            var budget = MostFields;
            return Object(json.RootElement, string.Empty, ref budget);
        }
        catch (JsonException)
        {
            return LogFinding.Nothing;
        }
    }

    private static LogFinding Object(JsonElement element, string before, ref int budget)
    {
        var found = LogFinding.Nothing;
        foreach (var field in element.EnumerateObject())
        {
            if (budget-- <= 0)
                break;

            var name = before + field.Name;
            found = field.Value.ValueKind switch
            {
                JsonValueKind.String => found.Or(LogFields.Of(name, field.Value.GetString()!)),
                JsonValueKind.Number => found.Or(LogFields.Of(name, field.Value.GetRawText())),
                JsonValueKind.Object => found.Or(Object(field.Value, name, ref budget)),
                _ => found,
            };
        }

        return found;
    }

    // time=… level=error msg="…" trace_id=…; a single id counts too.
    private static LogFinding Pairs(string line)
    {
        var (found, ids, known) = (LogFinding.Nothing, LogFinding.Nothing, 0);
        for (var at = 0; at < line.Length;)
        {
            var sign = line.IndexOf('=', at);
            if (sign < 0)
                break;

            var name = line[(line.LastIndexOfAny([' ', '\t', '[', '(', ',', ';'], sign) + 1)..sign];
            var (value, next) = Value(line, sign + 1);
            at = next;
            if (name.Length == 0 || !LogFields.IsKnown(name))
                continue;

            known++;
            found = found.Or(LogFields.Of(name, value));
            if (LogFields.IsId(name))
                ids = ids.Or(LogFields.Of(name, value));
        }

        return known >= LeastPairs ? found : ids;
    }

    private static (string Value, int Next) Value(string line, int at)
    {
        if (at < line.Length && line[at] == '"')
        {
            var end = line.IndexOf('"', at + 1);
            return end < 0 ? (line[(at + 1)..], line.Length) : (line[(at + 1)..end], end + 1);
        }

        var stop = line.AsSpan(at).IndexOfAny(" \t,;)]");
        return stop < 0 ? (line[at..], line.Length) : (line.Substring(at, stop), at + stop);
    }
}
