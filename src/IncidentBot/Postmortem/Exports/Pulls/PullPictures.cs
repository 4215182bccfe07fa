using IncidentBot.Incidents;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Postmortem.Exports.Pulls;

/// <summary>A draft as it stands in a repository, with the pictures that stand beside it.</summary>
/// <param name="Markdown">The draft, which shows them.</param>
/// <param name="Pictures">The pictures, in the order of the record.</param>
internal sealed record PicturedDraft(string Markdown, IReadOnlyList<RepositoryPicture> Pictures);

/// <summary>Finds the kept pictures that a draft names, and shows them in it by the files that stand beside it in the repository.</summary>
internal sealed class PullPictures(TimelineStore timeline, FileStore files, DraftSettings settings)
{
    /// <summary>So many pictures go into a repository with a draft; people find the others in the zip.</summary>
    internal const int Most = 20;

    private const long MostBytesOfOne = 2 * 1024 * 1024, MostBytes = 10 * 1024 * 1024;

    /// <summary>The draft with its pictures: the first ones of the record, up to 2 MB each, 10 MB and 20 of them together.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="path">Where its file stands in the repository.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<PicturedDraft> OfAsync(
        Incident incident, PostmortemDraft draft, string path, CancellationToken cancellationToken)
    {
        var (markdown, pictures) = (draft.Given(settings.Templates.Roles), new List<RepositoryPicture>());
        var left = MostBytes;
        var entries = await timeline.ListAsync(incident.Workspace, incident.Id, cancellationToken);
        var names = EvidencePaths.Of(entries);
        foreach (var file in entries.SelectMany(entry => entry.Files).Where(IsKept).DistinctBy(file => file.Sha256, StringComparer.Ordinal))
        {
            if (pictures.Count == Most)
                break;

            var leaf = names[file.Sha256!][(names[file.Sha256!].LastIndexOf('/') + 1)..];
            var picture = PictureFile(incident, file, $"{path[..^".md".Length]}/{leaf}", path);
            if (file.Size > Math.Min(left, MostBytesOfOne) || PullPictureRules.Shown(markdown, file, picture.Link) is not { } shown)
                continue;

            left -= file.Size!.Value;
            markdown = shown;
            pictures.Add(picture);
        }

        return new PicturedDraft(markdown, pictures);
    }

    private static bool IsKept(EntryFile file) => file is { IsPicture: true, State: FileState.Kept, Sha256: not null, Size: not null };

    private RepositoryPicture PictureFile(Incident incident, EntryFile file, string path, string draft) => new(
        path, path[(draft.LastIndexOf('/') + 1)..],
        stop => KeptContent.ReadAsync(files, incident, file.Sha256!, FileWords.Name(file), stop));
}

/// <summary>Where a picture is shown in a draft.</summary>
internal static class PullPictureRules
{
    /// <summary>The draft with the picture below the first line that names it by its hash; null: none does.</summary>
    /// <param name="markdown">The draft.</param>
    /// <param name="file">The picture.</param>
    /// <param name="link">Its place, seen from the draft's.</param>
    public static string? Shown(string markdown, EntryFile file, string link)
    {
        var at = markdown.IndexOf($"`{file.Sha256}`", StringComparison.Ordinal);
        if (at < 0)
            return null;

        var start = markdown.LastIndexOf('\n', at) + 1;
        var end = markdown.IndexOf('\n', at) is var stop and >= 0 ? stop : markdown.Length;
        var words = markdown.AsSpan(start, end - start).TrimStart(' ');

        // A row of a table and a heading have no second line.
        if (words.IsEmpty || words[0] is '|' or '#')
            return null;

        var indent = end - start - words.Length + (words.StartsWith("- ", StringComparison.Ordinal) ? 2 : 0);
        var name = MarkdownWords.OneLine(FileWords.Name(file));
        return $"{markdown.AsSpan(0, end)}\\\n{new string(' ', indent)}![{name}]({link}){markdown.AsSpan(end)}";
    }
}
