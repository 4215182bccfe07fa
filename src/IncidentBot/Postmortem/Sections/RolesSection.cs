using IncidentBot.Incidents;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

internal static class RolesSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "Roles");
        text.Table(
            ["Role", "Who"],
            [
                ["Started by", MarkdownWords.OneLine(record.Incident.StartedBy.Name)],
                .. IncidentRole.In(record.Incident).Select(role => new[] { role.Title, Holder(record.Incident, role) }),
                ["On record", OnRecord(record)],
            ]);
    }

    /// <summary>Who has a role, or that nobody has.</summary>
    public static string Holder(Incident incident, IncidentRole role) =>
        incident.Roles.TryGetValue(role, out var holder) ? MarkdownWords.OneLine(holder.Name) : "nobody";

    private static string OnRecord(PostmortemRecord record)
    {
        var names = record.Timeline.Select(entry => entry.Author).DistinctBy(author => author.Id)
            .Select(author => MarkdownWords.OneLine(author.Name)).ToList();
        return names.Count == 0 ? "nobody" : string.Join(", ", names);
    }
}
