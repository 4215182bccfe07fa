using IncidentBot.Language;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Reads the kept pictures of an incident that stand in its page, as far as a page that people send on can hold them.</summary>
public sealed class PicturesToEmbed(FileStore files)
{
    private const long MostBytesOfOne = 2 * 1024 * 1024, MostBytes = 10 * 1024 * 1024;

    /// <summary>The pictures by the SHA-256 of their content, in the order of the record until the page is full.</summary>
    /// <exception cref="InvalidDataException">The bytes of one are gone, or are not those of its hash.</exception>
    internal async Task<IReadOnlyDictionary<string, PagePicture>> ReadAsync(PostmortemRecord record, CancellationToken cancellationToken)
    {
        var pictures = new Dictionary<string, PagePicture>(StringComparer.Ordinal);
        var left = MostBytes;
        foreach (var entry in record.Timeline)
        {
            foreach (var file in entry.Files.Where(file => file is { IsPicture: true, Sha256: not null, State: FileState.Kept }))
            {
                if (pictures.ContainsKey(file.Sha256!))
                    continue;

                var content = file.Size is { } size && size <= Math.Min(left, MostBytesOfOne)
                    ? await KeptContent.ReadAsync(files, record.Incident, file.Sha256!, FileWords.Name(file), cancellationToken)
                    : null;
                left -= content?.Length ?? 0;
                pictures[file.Sha256!] = new PagePicture(AltOf(entry, file), content is null ? null : Source(file, content));
            }
        }

        return pictures;
    }

    // What the bot painted says what its entry says; what people shared, only they know.
    private static string AltOf(TimelineEntry entry, EntryFile file) => file.IsOwn
        ? OneLine.Of(entry.Text, 1000)
        : OneLine.Of($"{FileWords.Name(file)}, shared by {entry.Author.Name}, {Moments.Full(entry.At)}", 200);

    private static string Source(EntryFile file, byte[] content) => $"data:{file.MediaType};base64,{Convert.ToBase64String(content)}";
}
