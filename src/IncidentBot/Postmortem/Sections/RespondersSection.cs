using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Who took part, and in which role; only roles that somebody had.</summary>
internal static class RespondersSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Responders");
        var incident = facts.Incident;
        text.List(
        [
            $"**Declared by:** {MarkdownWords.OneLine(incident.StartedBy.Name)}",
            .. IncidentRole.In(incident).Where(incident.Roles.ContainsKey)
                .Select(role => $"**{role.Title}:** {MarkdownWords.OneLine(incident.Roles[role].Name)}"),
            .. OnRecord(facts) is { Count: > 0 } names ? [$"**On record:** {string.Join(", ", names)}"] : Array.Empty<string>(),
        ]);
    }

    // What the bot itself wrote down, such as what a status page said, nobody did.
    private static List<string> OnRecord(DraftFacts facts) =>
        [
            .. facts.Entries.Select(fact => fact.Entry!.Author).Where(author => author.Id.Value.Length > 0).DistinctBy(author => author.Id)
                .Select(author => MarkdownWords.OneLine(author.Name)),
        ];
}
