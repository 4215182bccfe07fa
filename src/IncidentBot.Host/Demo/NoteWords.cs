using System.Globalization;
using IncidentBot.Timeline;

namespace IncidentBot.Host.Demo;

/// <summary>Writes a timeline entry as the words of the note command.</summary>
internal static class NoteWords
{
    /// <summary>Whether a slash command, which is one line, carries these words unchanged.</summary>
    public static bool FitACommand(string note) => note == note.Trim() && !note.AsSpan().ContainsAny('\r', '\n') && !StartsLikeAnOption(note);

    /// <summary>The words after <c>/incident</c>; they end with the instant, so that nothing in the note can be taken for it.</summary>
    public static string Of(ScenarioEntry entry) => $"note --kind {Kind(entry.Kind)} {entry.Note} at {Iso(entry.At)}";

    public static string Kind(EntryKind kind) => kind.ToString().ToLowerInvariant();

    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static bool StartsLikeAnOption(string note) => note[0] is '-' or '\u2013' or '\u2014';
}
