using IncidentBot.Postmortem.Markdown;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Postmortem.Sections;

/// <summary>The files of an entry, below its line: what they are called, by which hash they are known, and who shared them.</summary>
internal static class EvidenceLines
{
    public static string Of(TimelineEntry entry, PostmortemRecord record) =>
        string.Concat(FileWords.Of(entry).Select(file => $"\n  - File: {Line(file, entry, record)}"));

    private static string Line(EntryFile file, TimelineEntry entry, PostmortemRecord record)
    {
        var name = MarkdownWords.OneLine(FileWords.Name(file));
        if (file is not { Sha256: { } sha256, Size: { } size })
            return $"{MarkdownWords.Link(file.Link, FileWords.Name(file))} "
                + $"({MarkdownWords.OneLine(FileWords.State(file))}"
                + $"{(file.State == FileState.Missing ? "; no copy is in the evidence" : string.Empty)})";

        var facts = $"{FileWords.Size(size)}, SHA-256 `{sha256}`, shared by {MarkdownWords.OneLine(entry.Author.Name)}";
        if (!record.EvidencePaths.TryGetValue(sha256, out var path))
            return $"{name} ({facts})";

        return $"[{name}]({path}) ({facts}){(file.IsPicture ? $"\\\n    ![{name}]({path})" : string.Empty)}";
    }
}
