namespace IncidentBot.Language.Blameless.Documents;

/// <summary>Follows the headings of a document and says in what kind of section the text stands.</summary>
internal sealed class SectionOfHeadings
{
    /// <summary>The level of a bold line that serves as a heading: below every other.</summary>
    public const int Lowest = 7;

    private static readonly string[] Timelines = ["timeline", "time line", "chronology", "sequence of events", "incident log",
        "log of events", "event log", "course of events", "chain of events", "log book", "logbook", "play-by-play", "blow-by-blow",
        "minute by minute", "minute-by-minute", "running log", "order of events", "time-line"];

    private static readonly string[] Actions = ["action item", "action plan", "follow-up", "follow up", "followup", "next steps",
        "remediation items", "to do", "todo", "to-do", "measures", "recommendations", "improvements", "remedial", "corrective"];

    private readonly Stack<(int Level, Section Section)> open = new();

    /// <summary>The section of the text that follows.</summary>
    public Section Current => open.TryPeek(out var top) ? top.Section : Section.Ordinary;

    /// <summary>A heading came; one below another inherits its kind.</summary>
    public void Enter(int level, string title)
    {
        while (open.TryPeek(out var top) && top.Level >= level) open.Pop();
        var kind = KindOf(title);
        open.Push((level, kind == Section.Ordinary ? Current : kind));
    }

    public static Section KindOf(string title)
    {
        if (Array.Exists(Timelines, word => title.Contains(word, StringComparison.OrdinalIgnoreCase))) return Section.Timeline;
        var words = title.TrimEnd(':', '.', ' ', '*', '#');
        if (words.EndsWith("actions", StringComparison.OrdinalIgnoreCase)
            && !words.Contains("github", StringComparison.OrdinalIgnoreCase)) return Section.Actions;
        return Array.Exists(Actions, word => title.Contains(word, StringComparison.OrdinalIgnoreCase)) ? Section.Actions : Section.Ordinary;
    }
}
