using System.Globalization;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Postmortem.Templates;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Versions.Editing;

/// <summary>
/// The draft as a file: with a line that tells which incident and which version it is, so that the file is known again when it comes back
/// edited. The line is a comment of HTML, which editors and readers of Markdown leave as it is.
/// </summary>
internal static class DraftFile
{
    private const string Before = "<!-- incidentbot: ", Behind = " -->", Between = " draft ";

    private const string Rule = "---";

    // How the lines begin that stand below the draft.
    private static readonly string[] Foot =
        ["Audit trail of INC-", "Head of the whole store: ", "Published as draft ", "This is draft "];

    /// <summary>The file.</summary>
    /// <param name="draft">The version; one that is not kept has the number 0 and gets no such line.</param>
    /// <param name="roles">What the titles of its sections stand for.</param>
    /// <param name="incident">Whose.</param>
    /// <param name="published">What was published of it; null: nothing.</param>
    /// <param name="heads">The heads of the audit trail.</param>
    public static string Write(
        PostmortemDraft draft, SectionRoles roles, IncidentId incident, PublishedDraft? published, AuditHeads heads)
    {
        var text = AuditLine.Append(draft.Given(roles), incident, heads);
        if (draft.Version == 0)
            return text;

        var mark = string.Create(CultureInfo.InvariantCulture, $"\n{Before}{incident}{Between}{draft.Version}{Behind}\n");
        return $"{text}{Said(draft, published)}{mark}";
    }

    /// <summary>What a file says of the version that was published; empty: nothing was.</summary>
    public static string Said(PostmortemDraft draft, PublishedDraft? published)
    {
        if (published is null)
            return string.Empty;

        var when = Moments.Full(published.At);
        return published.Version == draft.Version
            ? string.Create(CultureInfo.InvariantCulture, $"\nPublished as draft {published.Version} on {when} by {Name(published)}.\n")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"\nThis is draft {draft.Version}. Published was draft {published.Version}, on {when} by {Name(published)}.\n");
    }

    /// <summary>Reads a file that came back.</summary>
    /// <param name="text">The file.</param>
    public static ReadDraftFile Read(string text)
    {
        var normal = DraftSections.Normal(text);
        var (incident, version) = Mark(normal);
        return new ReadDraftFile(WithoutFoot(normal), incident, version);
    }

    private static string Name(PublishedDraft published) => MarkdownWords.OneLine(published.By.Name);

    private static (IncidentId? Incident, int? Version) Mark(string text)
    {
        var start = text.LastIndexOf(Before, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(Behind, start, StringComparison.Ordinal);
        if (end < 0)
            return (null, null);

        return text[(start + Before.Length)..end].Split(Between) is [var incident, var version]
            && IncidentId.TryParse(incident.Trim(), out var id)
            && int.TryParse(version.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (id, number)
            : (null, null);
    }

    // Only what the program wrote below the draft goes: somebody may have written on behind it.
    private static string WithoutFoot(string text)
    {
        var lines = DraftSections.Lines(text).Where(line => !line.Trim().StartsWith(Before, StringComparison.Ordinal)).ToList();
        var foot = lines.FindLastIndex(line => line.StartsWith(Foot[0], StringComparison.Ordinal));
        if (foot < 0)
            return DraftSections.Normal(string.Join('\n', lines));

        var start = foot;
        while (start > 0 && (lines[start - 1].Length == 0 || lines[start - 1] == Rule))
            start--;
        var end = foot;
        while (end < lines.Count && (lines[end].Length == 0 || Foot.Any(one => lines[end].StartsWith(one, StringComparison.Ordinal))))
            end++;
        IEnumerable<string> between = end < lines.Count ? [string.Empty] : [];
        return DraftSections.Normal(string.Join('\n', lines.Take(start).Concat(between).Concat(lines.Skip(end))));
    }
}

/// <summary>A draft that came back as a file.</summary>
/// <param name="Markdown">The draft, without what stands below it in the file.</param>
/// <param name="Incident">Whose it says it is; null: it does not say.</param>
/// <param name="Version">The version that was edited; null: it does not say.</param>
internal sealed record ReadDraftFile(string Markdown, IncidentId? Incident, int? Version);
