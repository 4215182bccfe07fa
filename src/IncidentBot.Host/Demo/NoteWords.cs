using System.Globalization;
using IncidentBot.Timeline;

namespace IncidentBot.Host.Demo;

/// <summary>Writes a timeline entry as the words of the note command.</summary>
internal static class NoteWords
{
    /// <summary>
    /// The words after <c>/incident</c>; time and kind come last, so that nothing in the note can be mistaken for them.
    /// </summary>
    public static string Of(ScenarioEntry entry) => $"note {entry.Note} at {Iso(entry.At)} --kind {Kind(entry.Kind)}";

    public static string Kind(EntryKind kind) => kind.ToString().ToLowerInvariant();

    public static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
