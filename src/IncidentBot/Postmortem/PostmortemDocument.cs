using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Postmortem;

/// <summary>Assembles the draft as Markdown: the same record gives the same bytes.</summary>
internal static class PostmortemDocument
{
    private const int LightFrom = 3;

    private const string TooLong =
        "_The template of the organisation makes this draft too long to read, so it has the usual form. Shorten its lists._\n\n";

    /// <summary>The whole document; lines end with a line feed, the last one too.</summary>
    public static string Assemble(PostmortemRecord record)
    {
        var (facts, kind) = (DraftFacts.Of(record), TemplateOf(record));
        // A draft must come whatever an organisation's template makes of a long record.
        return record.Templates.Of(kind).Write(facts) ?? TooLong + DraftTemplates.Usual.Of(kind).Write(facts);
    }

    /// <summary>Which sections a draft has: as said, else a light one for severity 3 and 4.</summary>
    public static PostmortemTemplate TemplateOf(PostmortemRecord record) => record.Template
        ?? (record.Incident.Severity >= LightFrom ? PostmortemTemplate.Light : PostmortemTemplate.Full);
}
