using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Writes where a fact can be checked, behind the sentence that tells it.</summary>
internal static class References
{
    /// <summary>In brackets: <c>([message](…))</c>, <c>(entry 5)</c>.</summary>
    public static string Of(Evidence evidence) => $"({Link(evidence)})";

    /// <summary>A person's sentence with its time and evidence.</summary>
    public static string Said(DraftFact fact) => $"{MarkdownWords.OneLine(Quotes.Of(fact.Words))} {Source(fact)}";

    /// <summary>When it was, who said so and where it can be read, in brackets.</summary>
    public static string Source(DraftFact fact) => $"({Moments.Minute(fact.At)}{Of(fact.By)}, {Link(fact.Evidence)})";

    /// <summary>A sentence of the draft itself with its evidence.</summary>
    public static string Said(Point point) => $"{MarkdownWords.OneLine(point.Words)} {Of(point.Evidence)}";

    /// <summary>Without brackets.</summary>
    public static string Link(Evidence evidence) => evidence switch
    {
        { Address: { } address } => MarkdownWords.Link(address, evidence.Label),
        { Anchor: { } anchor } => $"[{MarkdownWords.OneLine(evidence.Label)}](#{anchor})",
        _ => MarkdownWords.OneLine(evidence.Label),
    };

    private static string Of(Chat.Person? by) => by is null ? string.Empty : $", {MarkdownWords.OneLine(by.Name)}";
}
