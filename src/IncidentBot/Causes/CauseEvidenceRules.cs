using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Causes;

/// <summary>Reads what people give as evidence, and says what it is: an entry, a file of one, or a page.</summary>
internal static class CauseEvidenceRules
{
    /// <summary>Characters of a page's address.</summary>
    public const int LongestLink = 1000;

    private const int ShortLabel = 60;
    private const string Entry = "entry ";

    /// <summary>How it is written, as the end of a sentence.</summary>
    public const string Forms = "the number of an entry in the timeline, a web address, or the name of a file in the timeline";

    /// <summary>Whether the last words of a sentence were meant as evidence, rather than as a part of it.</summary>
    public static bool IsMeant(string typed) =>
        NumberIn(typed) is not null || LinkIn(typed) is not null || (Path.GetExtension(typed) is { Length: > 1 and <= 6 } extension
            && extension.Skip(1).All(char.IsAsciiLetter) && Path.GetFileNameWithoutExtension(typed).Length > 0);

    /// <summary>What was given; a sentence says what is wrong with it.</summary>
    /// <param name="typed">As it was typed.</param>
    /// <param name="entries">The incident's timeline.</param>
    public static (CauseEvidence? Evidence, string? Problem) Read(string typed, IReadOnlyList<TimelineEntry> entries)
    {
        if (NumberIn(typed) is { } number)
            return OfEntry(entries.FirstOrDefault(entry => entry.Number == number && !entry.IsWithdrawn), number);
        if (LinkIn(typed) is { } link)
            return OfLink(link, entries);

        var named = entries.Where(entry => !entry.IsWithdrawn).SelectMany(entry => entry.Files.Select(file => (Entry: entry, File: file)))
            .LastOrDefault(one => one.File.State != FileState.Removed && one.File.Name.Length > 0
                && string.Equals(one.File.Name, typed.Trim(), StringComparison.OrdinalIgnoreCase));
        return named.File is { } file
            ? (new CauseEvidence(named.Entry.Number, file.Id, null), null)
            : (null, $"I don't know the evidence “{OneLine.Of(typed, 40)}”. Give {Forms}.");
    }

    /// <summary>What people read of it, with the address at which it is seen; null: there is none, or nothing is there any more.</summary>
    public static (string Label, Uri? Address) Show(CauseEvidence evidence, IReadOnlyList<TimelineEntry> entries)
    {
        if (evidence.Link is { } link)
            return (OneLine.Of($"{link.Host}{(link.AbsolutePath.Length > 1 ? link.AbsolutePath : string.Empty)}", ShortLabel), link);

        var name = string.Create(CultureInfo.InvariantCulture, $"entry {evidence.Entry}");
        if (EntryOf(evidence, entries) is not { } entry)
            return ($"{name} (removed)", null);
        if (evidence.File is null)
            return (name, entry.Permalink);

        return FileOf(evidence, entries) is { } kept
            ? ($"{FileWords.Name(kept)} in {name}", entry.Permalink)
            : ($"a file in {name} (removed)", entry.Permalink);
    }

    /// <summary>The file that it is; null: it is none, or the file was removed.</summary>
    public static EntryFile? FileOf(CauseEvidence evidence, IReadOnlyList<TimelineEntry> entries) =>
        EntryOf(evidence, entries)?.Files.FirstOrDefault(file => file.Id == evidence.File && file.State != FileState.Removed);

    private static TimelineEntry? EntryOf(CauseEvidence evidence, IReadOnlyList<TimelineEntry> entries) =>
        entries.FirstOrDefault(entry => entry.Number == evidence.Entry && entry is { IsRemoved: false, IsWithdrawn: false });

    private static (CauseEvidence? Evidence, string? Problem) OfEntry(TimelineEntry? entry, int number) => entry switch
    {
        null => (null, string.Create(
            CultureInfo.InvariantCulture, $"There is no entry {number} in the timeline. To see them, type {CommandSpan.Prefix} timeline.")),
        { IsRemoved: true } => (null, string.Create(CultureInfo.InvariantCulture, $"The words of entry {number} were removed.")),
        _ => (new CauseEvidence(entry.Number, null, null), null),
    };

    private static (CauseEvidence? Evidence, string? Problem) OfLink(Uri link, IReadOnlyList<TimelineEntry> entries)
    {
        if (link.UserInfo.Length > 0)
            return (null, "That address has a user name or password in it. Give it without.");
        if (link.AbsoluteUri.Length > LongestLink)
            return (null, $"That address is too long; give one of at most {LongestLink} characters.");

        // The address of a message that is in the timeline is its entry, which goes on to say where it is read.
        return entries.FirstOrDefault(entry => entry is { IsWithdrawn: false, IsRemoved: false } && entry.Permalink == link) is { } told
            ? (new CauseEvidence(told.Number, null, null), null)
            : (new CauseEvidence(null, null, link), null);
    }

    private static int? NumberIn(string typed)
    {
        var text = typed.Trim();
        if (text.StartsWith(Entry, StringComparison.OrdinalIgnoreCase))
            text = text[Entry.Length..].TrimStart();
        return int.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static Uri? LinkIn(string typed) =>
        Uri.TryCreate(typed.Trim().TrimStart('<').TrimEnd('>'), UriKind.Absolute, out var link) && link is { Scheme: "http" or "https" }
            ? link
            : null;
}
