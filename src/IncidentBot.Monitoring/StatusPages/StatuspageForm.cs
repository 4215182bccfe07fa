using System.Text.Json;
using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>
/// Atlassian Statuspage's public API, and those that speak like it: summary, components, incidents, and what it posts to subscribers. The
/// indicator may say "none" while an incident is open, so the worst of all that is said counts.
/// </summary>
internal static class StatuspageForm
{
    /// <summary>Reads it.</summary>
    public static void Read(JsonElement root, PageBuilder page)
    {
        ReadIndicator(root, page);
        foreach (var component in root.List("components").Where(one => !one.IsTrue("group")))
            ReadComponent(component, page);
        if (root.Field("component") is { } posted)
            ReadComponent(posted, page);

        // A list that is there and empty, or null, says that there is nothing.
        page.SaysDetails |= root.Has("incidents") || root.Has("scheduled_maintenances");
        foreach (var incident in root.List("incidents"))
            ReadIncident(incident, isMaintenance: false, page);
        if (root.Field("incident") is { } told)
            ReadIncident(told, isMaintenance: false, page);
        foreach (var maintenance in root.List("scheduled_maintenances"))
            ReadIncident(maintenance, isMaintenance: true, page);
    }

    private static void ReadIndicator(JsonElement root, PageBuilder page)
    {
        var indicator = root.Field("status") is { } status ? status.Text("indicator") : root.Field("page")?.Text("status_indicator");
        if (indicator is not null)
            page.Overall = StateWords.Of(indicator);
    }

    private static void ReadComponent(JsonElement component, PageBuilder page)
    {
        if (component.Text("status") is { } status)
            page.Add(component.Text("name"), StateWords.Of(status));
    }

    private static void ReadIncident(JsonElement incident, bool isMaintenance, PageBuilder page)
    {
        page.SaysDetails = true;
        var status = incident.Text("status");
        if (StateWords.IsOver(status) || StateWords.IsToCome(status) || incident.Time("resolved_at") is not null)
            return;

        var isPlanned = isMaintenance || StateWords.Of(incident.Text("impact")) == ProviderState.Maintenance;
        var state = isPlanned ? ProviderState.Maintenance : Impact(incident);
        page.Add(
            incident.Text("name", "title"), state,
            isPlanned ? incident.Time("started_at", "scheduled_for", "created_at") : incident.Time("started_at", "created_at"),
            incident.Text("shortlink", "url"), incident.List("components").Select(one => one.Text("name") ?? one.AsText()),
            PageBuilder.Updates(incident, "incident_updates", "body", "display_at", "created_at", "updated_at"));
    }

    // Whatever is open isn't operational, even where nobody has said yet how bad it is.
    private static ProviderState Impact(JsonElement incident)
    {
        var impact = StateWords.Of(incident.Text("impact"));
        return impact > ProviderState.Maintenance ? impact : ProviderState.Degraded;
    }
}
