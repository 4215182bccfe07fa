using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Timeline.Files;

/// <summary>How files of the timeline are told to people.</summary>
internal static class FileWords
{
    private const int Shown = 5;

    private const int NameLength = 60;

    /// <summary>What stands for a file whose name is not known.</summary>
    public const string Nameless = "a file";

    /// <summary>A text with the files of an entry behind it, on the same line, each that is not kept with its link.</summary>
    public static RichText Add(RichText text, TimelineEntry entry)
    {
        var files = Of(entry);
        foreach (var (place, file) in files.Take(Shown).Index())
        {
            text = text.Plain($"{(place == 0 ? " [" : ", ")}{OneLine.Of(Name(file), NameLength)} ({State(file)}");
            text = (file.Link is { } link ? text.Plain("; ").Link(link, "open it there") : text).Plain(")");
        }

        return files.Count switch
        {
            0 => text,
            > Shown => text.Plain(string.Create(CultureInfo.InvariantCulture, $" and {files.Count - Shown} more]")),
            _ => text.Plain("]"),
        };
    }

    /// <summary>The files of an entry that people are told of; of a removed message nothing is left to be told.</summary>
    public static IReadOnlyList<EntryFile> Of(TimelineEntry entry) =>
        entry.IsRemoved ? [.. entry.Files.Where(file => file.State != FileState.Removed)] : entry.Files;

    /// <summary>A file's name, or what stands for it.</summary>
    public static string Name(EntryFile file) => file.Name.Length > 0 ? file.Name : Nameless;

    /// <summary>What has become of a file.</summary>
    public static string State(EntryFile file) => file switch
    {
        { State: FileState.Kept, Size: { } size } => $"kept, {Size(size)}",
        { State: FileState.Removed } => "removed by its author",
        { State: FileState.Missing } => $"not kept: {file.Problem}",
        { Problem: { } problem } => $"not downloaded yet: {problem}; I'll try again",
        _ => "not downloaded yet",
    };

    /// <summary>Says to whoever wanted so that files are tried again.</summary>
    public static Card TriedAgain(IncidentId incident, int count, DateTimeOffset asked)
    {
        var what = count switch
        {
            0 => $"No file of {incident} is missing there.",
            1 => $"I'm downloading the missing file of {incident} again.",
            _ => string.Create(CultureInfo.InvariantCulture, $"I'm downloading the {count} missing files of {incident} again."),
        };
        return Card.Of($"{what} To see the result, type {CommandGrammar.Typed("timeline")}. ({When.ToTheSecond(asked)})");
    }

    /// <summary>A number of bytes as people read it.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.#} MB"),
    };
}
