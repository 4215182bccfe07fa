using System.Globalization;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Postmortem.Exports;

/// <summary>
/// Names the files of an archive: in one folder, unique, and of letters that every file system takes, whatever people called them.
/// </summary>
internal static class EvidencePaths
{
    private const string Folder = "evidence/";
    private const int LongestStem = 60, LongestExtension = 10;

    /// <summary>The paths of the kept files, by the hash of their content; the same content has one path.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<TimelineEntry> timeline)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in timeline.OrderBy(entry => entry.Number))
        {
            foreach (var (place, file) in entry.Files.Index().Where(one => one.Item.Sha256 is not null))
                paths.TryAdd(
                    file.Sha256!,
                    string.Create(CultureInfo.InvariantCulture, $"{Folder}{entry.Number:000}-{place + 1}-{Safe(FileWords.Name(file))}"));
        }

        return paths;
    }

    private static string Safe(string name)
    {
        var extension = Path.GetExtension(name);
        if (extension.Length is < 2 or > LongestExtension || !extension[1..].All(char.IsAsciiLetterOrDigit))
            extension = string.Empty;
        var stem = Letters(name[..^extension.Length], LongestStem);
        return (stem.Length > 0 ? stem : "file") + extension;
    }

    private static string Letters(string text, int most)
    {
        var letters = new string([.. text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '-')]);
        var pieces = string.Join('-', letters.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return pieces.Length > most ? pieces[..most].TrimEnd('-') : pieces;
    }
}
