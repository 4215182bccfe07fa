using System.Text;

namespace IncidentBot.Postmortem.Templates;

/// <summary>
/// Leads the bot's own references to sections, such as <c>[milestones](#milestones)</c>, to where a template has them; what has no section
/// there is on record all the same.
/// </summary>
internal sealed class SectionAnchors
{
    private const string Opens = "](#";

    // By the usual anchor; an empty one: the template has no such section.
    private readonly Dictionary<string, string> known;

    /// <param name="titles">The titles of a template, each with the usual title of the section that it stands for; empty: none.</param>
    public SectionAnchors(IReadOnlyList<(string Title, string Role)> titles)
    {
        // A section that a light draft writes only where people gave something stands under the same title.
        var roles = SectionModel.Fields.Fields.Select(field => field.Role!).Where(role => role.Length > 0)
            .Distinct(StringComparer.Ordinal);
        known = roles.ToDictionary(
            SectionRoles.Anchor,
            role => titles.FirstOrDefault(one => one.Role == role).Title is { } title ? SectionRoles.Anchor(title) : string.Empty,
            StringComparer.Ordinal);
    }

    /// <summary>The same text with its references led there.</summary>
    public string Rewrite(string markdown)
    {
        var (text, done) = (new StringBuilder(), 0);
        for (var at = markdown.IndexOf(Opens, StringComparison.Ordinal); at >= 0;
            at = markdown.IndexOf(Opens, at + 1, StringComparison.Ordinal))
        {
            // A bracket of people's words has a backslash before it, and an address of theirs is no label.
            var label = BeginOfLabel(markdown, at);
            var end = markdown.IndexOf(')', at);
            if (label < done || end < 0 || !known.TryGetValue(markdown[(at + Opens.Length)..end], out var target))
                continue;

            text.Append(markdown, done, label - done);
            text.Append(target.Length == 0 ? "on record" : $"{markdown[label..at]}{Opens}{target})");
            done = end + 1;
        }

        return done == 0 ? markdown : text.Append(markdown, done, markdown.Length - done).ToString();
    }

    private static int BeginOfLabel(string markdown, int end)
    {
        var start = end - 1;
        while (start >= 0 && (char.IsAsciiLetterOrDigit(markdown[start]) || markdown[start] is ' ' or '-'))
            start--;
        return start >= 0 && markdown[start] == '[' && (start == 0 || markdown[start - 1] != '\\') ? start : -1;
    }
}
