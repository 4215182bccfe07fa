using System.Text.RegularExpressions;

namespace IncidentBot.Tests.Architecture;

/// <summary>One file of a project's sources.</summary>
/// <param name="Name">Its path inside the project, with slashes.</param>
/// <param name="Text">All that stands in it.</param>
internal sealed partial record SourceFile(string Name, string Text)
{
    /// <summary>The folder below the project in which it stands; empty: none.</summary>
    public string Folder { get; } = Name.Contains('/', StringComparison.Ordinal) ? Name[..Name.IndexOf('/', StringComparison.Ordinal)] : string.Empty;

    /// <summary>Its lines.</summary>
    public IReadOnlyList<string> Lines { get; } = Text.Split('\n');

    /// <summary>Its text without comments.</summary>
    public string Code { get; } = Comment().Replace(Text, string.Empty);

    /// <summary>The types that it declares for others, not those inside of them.</summary>
    public IReadOnlyList<DeclaredType> Types { get; } =
        [.. Declaration().Matches(Text).Select(match => new DeclaredType(match.Groups["name"].Value, match.Groups["access"].Value == "public"))];

    /// <summary>What its public types and members show to other projects: their signatures, and all of an interface.</summary>
    public string PublicSignatures =>
        string.Join('\n', Signature().Matches(Code).Select(match => match.Value)) + (Code.Contains("public interface ", StringComparison.Ordinal) ? Code : string.Empty);

    /// <summary>Whether a word stands in its code, not behind a dot.</summary>
    public bool Says(string word) => Words.Contains(word);

    /// <summary>What the constructors of its classes take, each with the name of the class; a record that only holds data is none.</summary>
    public IEnumerable<(string Type, int Parameters)> Constructors() =>
        from match in Constructor().Matches(Code)
        select (match.Groups["name"].Value, CountOf(Code, match.Index + match.Length));

    private HashSet<string> Words { get; } = [.. Word().Matches(Comment().Replace(Text, string.Empty)).Select(match => match.Value)];

    // Commas between the parameters themselves, not those inside types, defaults or attributes.
    private static int CountOf(string code, int start)
    {
        var (depth, count) = (0, code[start..].TrimStart().StartsWith(')') ? 0 : 1);
        for (var at = start; depth >= 0; at++)
        {
            if (code[at] is '(' or '<' or '[') depth++;
            else if (code[at] is ')' or '>' or ']') depth--;
            else if (code[at] == ',' && depth == 0) count++;
        }

        return count;
    }

    [GeneratedRegex("^ *//.*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Comment();

    [GeneratedRegex("^ *public [^;{=]*", RegexOptions.Multiline, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Signature();

    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*", RegexOptions.None, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^(?<access>public|internal) ((static|sealed|abstract|partial|readonly) )*(((class|record struct|record|struct|enum|interface) (?<name>\w+))"
            + @"|(delegate [^(\n]+ (?<name>\w+)(?=\()))",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Declaration();

    [GeneratedRegex(
        @"(\b(class|struct) (?<name>\w+)(<[^>(]*>)?\()|(^ +(public|internal|private|protected) (?<name>[A-Z]\w*)\()",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Constructor();
}

/// <summary>A type that stands in a file.</summary>
/// <param name="Name">Without what it is generic over.</param>
/// <param name="IsPublic">Whether other projects may use it.</param>
internal sealed record DeclaredType(string Name, bool IsPublic);
