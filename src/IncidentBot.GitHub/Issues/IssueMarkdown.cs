using System.Text;
using IncidentBot.Actions.Issues;

namespace IncidentBot.GitHub.Issues;

/// <summary>
/// Writes an issue's text: people's words stay words, mention nobody, refer to no other issue and close none
/// (docs.github.com, "Basic writing and formatting syntax" and "Autolinked references and URLs").
/// </summary>
internal static class IssueMarkdown
{
    /// <summary>The longest title that every server takes, in characters.</summary>
    public const int LongestTitle = 240;

    private const char Joiner = '\u200D';
    private const string Signs = "\\`*_{}[]()<>#+-.!|~&$^\"'=";

    /// <summary>The title: plain words.</summary>
    public static string Title(string words)
    {
        var title = Plain(words);
        return title.Length <= LongestTitle ? title : string.Concat(title.AsSpan(0, LongestTitle - 1), "…");
    }

    /// <summary>The text, with the marker at its end where people don't see it.</summary>
    public static string Body(IssueWanted wanted)
    {
        var text = new StringBuilder();
        foreach (var line in wanted.Lines)
        {
            text.Append("**").Append(Escaped(line.Label)).Append(":** ");
            if (line.Address is { } address)
                text.Append('[').Append(Escaped(line.Words)).Append("](<")
                    .Append(address.AbsoluteUri.Replace(">", "%3E", StringComparison.Ordinal)).Append(">)");
            else
                text.Append(Escaped(line.Words));
            text.Append("\n\n");
        }

        return text.Append(Marker(wanted.Marker)).Append('\n').ToString();
    }

    /// <summary>The marker as it stands in the text.</summary>
    public static string Marker(string marker)
    {
        var name = new string([.. marker.Select(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' ? c : '.')]);
        // A comment ends at "-->", and two hyphens are no part of one.
        return $"<!-- incidentbot:action:{name.Replace("--", "-.", StringComparison.Ordinal)} -->";
    }

    private static string Escaped(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (var c in Plain(words))
        {
            if (Signs.Contains(c))
                text.Append('\\');
            text.Append(c);
        }

        return text.ToString();
    }

    // A joiner is seen by nobody, and parts what would be a mention, a reference or an address.
    private static string Plain(string words)
    {
        var text = new StringBuilder(words.Length);
        for (var at = 0; at < words.Length; at++)
        {
            var c = char.IsControl(words[at]) ? ' ' : words[at];
            text.Append(c);
            var isReference = c is '@' or '#'
                || (c == ':' && at + 1 < words.Length && words[at + 1] == '/')
                || (c is 'H' or 'h' && at > 0 && words[at - 1] is 'G' or 'g' && at + 1 < words.Length && words[at + 1] == '-')
                || (c is 'w' or 'W' && at + 1 < words.Length && words[at + 1] == '.');
            if (isReference)
                text.Append(Joiner);
        }

        return text.ToString();
    }
}
