using IncidentBot.Timeline.Files;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Leads from a draft to the files that stand beside it.</summary>
internal static class EvidenceList
{
    /// <summary>
    /// The draft with links to the files: at their places where it is as it was assembled, in a list at its end where people have
    /// written in it.
    /// </summary>
    /// <param name="draft">The draft that is given out.</param>
    /// <param name="record">The record, with the paths of the files.</param>
    public static string WithFiles(ExportedPostmortem draft, PostmortemRecord record)
    {
        if (record.EvidencePaths.Count == 0)
            return draft.Markdown;
        var alone = record with { EvidencePaths = new Dictionary<string, string>(StringComparer.Ordinal) };
        if (draft.Version is null || string.Equals(draft.Markdown, PostmortemDocument.Assemble(alone), StringComparison.Ordinal))
            return PostmortemDocument.Assemble(record);

        var text = new MarkdownText();
        text.Heading(2, "Files");
        text.List(record.EvidencePaths.OrderBy(one => one.Value, StringComparer.Ordinal).Select(one => Line(one.Key, one.Value, record)));
        return $"{draft.Markdown}\n{text}";
    }

    private static string Line(string sha256, string path, PostmortemRecord record)
    {
        var file = record.Timeline.SelectMany(entry => entry.Files).First(one => one.Sha256 == sha256);
        var name = MarkdownWords.OneLine(FileWords.Name(file));
        return $"[{name}]({path}), SHA-256 `{sha256}`{(file.IsPicture ? $"\\\n  ![{name}]({path})" : string.Empty)}";
    }
}
