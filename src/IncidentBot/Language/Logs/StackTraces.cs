namespace IncidentBot.Language.Logs;

/// <summary>
/// Recognises the stack traces of .NET, Java, Python, Node, Go and Ruby by the shape of their lines; in one pass, whatever people paste.
/// </summary>
internal static class StackTraces
{
    private const int LongestType = 120, LongestMessage = 300;

    private static readonly string[] Fronts =
        ["Unhandled exception. ", "Uncaught exception: ", "Uncaught ", "Exception in thread ", "Caused by: ", "---> ", "fail: ", "panic: "];

    /// <summary>What the first stack trace of a text says; nothing, where there is none.</summary>
    public static LogFinding Read(IReadOnlyList<string> lines)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            var found = Go(lines, at) ?? Python(lines, at) ?? Ruby(lines, at) ?? Frames(lines, at);
            if (found is not null)
                return found;
        }

        return LogFinding.Nothing;
    }

    // "panic: runtime error: …", and a line with the goroutine somewhere below it.
    private static LogFinding? Go(IReadOnlyList<string> lines, int at)
    {
        const string Panic = "panic: ";
        var line = lines[at].Trim();
        return line.StartsWith(Panic, StringComparison.Ordinal)
            && Below(lines, at, 5).Any(next => next.StartsWith("goroutine ", StringComparison.Ordinal))
            ? Of("panic", line[Panic.Length..])
            : null;
    }

    // The error stands below its frames, in the first line that isn't indented.
    private static LogFinding? Python(IReadOnlyList<string> lines, int at)
    {
        if (!lines[at].TrimStart().StartsWith("Traceback (most recent call last):", StringComparison.Ordinal))
            return null;

        var indent = lines[at].Length - lines[at].TrimStart().Length;
        var error = lines.Skip(at + 1).FirstOrDefault(
            line => line.Trim().Length > 0 && line.Length - line.TrimStart().Length <= indent);
        return error is null ? null : Typed(error.Trim());
    }

    // app/models/cart.rb:12:in 'total': undefined method 'price' for nil (NoMethodError)
    private static LogFinding? Ruby(IReadOnlyList<string> lines, int at)
    {
        var line = lines[at].Trim();
        var place = line.IndexOf(".rb:", StringComparison.Ordinal);
        var said = place < 0 ? -1 : line.IndexOf(": ", place, StringComparison.Ordinal);
        var open = line.LastIndexOf('(');
        if (said < 0 || open < said || !line.EndsWith(')') || !line.Contains(":in ", StringComparison.Ordinal))
            return null;

        var type = line[(open + 1)..^1];
        return IsType(type) ? Of(type, line[(said + 2)..open]) : null;
    }

    // .NET, Java and Node: the error, and below it lines that begin with "at".
    private static LogFinding? Frames(IReadOnlyList<string> lines, int at) =>
        Below(lines, at, 3).Any(IsFrame) ? Typed(WithoutFront(lines[at].Trim())) : null;

    private static bool IsFrame(string line)
    {
        if (!line.StartsWith("at ", StringComparison.Ordinal))
            return false;

        var place = line[3..].Trim();
        var open = place.IndexOf('(', StringComparison.Ordinal);
        // People write "at 16:05 (UTC)" too: a method has a dotted name, or its brackets hold a file with a line.
        var name = open < 0 ? place : place[..open].TrimEnd();
        return open > 0 && name.Contains('.', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal)
            ? char.IsLetter(name[0]) || name[0] is '_' or '<'
            : IsPlace(open < 0 ? place : place[(open + 1)..].TrimEnd(')'));
    }

    // /app/cart.js:12:7, file:///app/cart.mjs:1:1, node:internal/process/task_queues:95:5
    private static bool IsPlace(string file) =>
        file.Split(':') is [.., { Length: > 0 } line, { Length: > 0 } column] && line.All(char.IsAsciiDigit)
        && column.All(char.IsAsciiDigit) && file.Contains('/', StringComparison.Ordinal);

    private static IEnumerable<string> Below(IReadOnlyList<string> lines, int at, int most) =>
        lines.Skip(at + 1).Take(most).Select(line => line.Trim());

    private static LogFinding? Typed(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var (type, message) = colon < 0 ? (line.TrimEnd(':'), string.Empty) : (line[..colon], line[(colon + 2)..]);
        // A runtime says in brackets which error it was.
        var bracket = type.IndexOf(" [", StringComparison.Ordinal);
        if (bracket > 0)
            type = type[..bracket];
        return IsType(type) ? Of(type, message) : null;
    }

    private static string WithoutFront(string line)
    {
        foreach (var front in Fronts)
        {
            if (!line.StartsWith(front, StringComparison.Ordinal))
                continue;

            line = line[front.Length..];
            // Java names the thread in quotation marks.
            if (line.StartsWith('"') && line.IndexOf("\" ", 1, StringComparison.Ordinal) is > 0 and var end)
                line = line[(end + 2)..];
        }

        return line;
    }

    // A name with a capital letter in its last part, such as com.acme.PaymentFailed.
    private static bool IsType(string type)
    {
        if (type.Length is 0 or > LongestType
            || !type.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '$' or '`' or ':'))
            return false;

        var name = type[(type.LastIndexOfAny(['.', ':', '$']) + 1)..];
        return name.Length > 2 && char.IsUpper(name[0]) && type[0] is not ('.' or ':');
    }

    private static LogFinding Of(string type, string message) => LogFinding.Nothing with
    {
        Error = type,
        Message = OneLine.Of(message, LongestMessage) is { Length: > 0 } said ? said : null,
    };
}
