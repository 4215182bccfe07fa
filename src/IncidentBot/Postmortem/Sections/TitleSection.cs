using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

internal static class TitleSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        var incident = record.Incident;
        text.Heading(1, $"{IncidentWords.Drill(incident)}{incident.Id}: {MarkdownWords.OneLine(incident.Title)}");
        text.List(
        [
            $"**Severity:** {incident.Severity.ToString(CultureInfo.InvariantCulture)}",
            $"**Status:** {Words.Of(incident.Status)}",
            $"**Services:** {Services(incident)}",
            .. IncidentRole.In(incident).Select(role => $"**{role.Title}:** {RolesSection.Holder(incident, role)}"),
            .. Enum.GetValues<Milestone>()
                .Select(milestone => $"**{Words.Title(milestone)}:** {MilestonesSection.Instant(incident, milestone)}"),
        ]);
        text.Prompt(
            "A draft assembled from the record of the incident. It is about systems and safeguards, not about people: "
                + "complete it together, and keep the evidence beside each claim.");
    }

    private static string Services(Incident incident) =>
        incident.Services.Count == 0 ? "not named" : string.Join(", ", incident.Services.Select(MarkdownWords.OneLine));
}
