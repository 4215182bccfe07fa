using System.Text.Json;
using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>The summary of incident.io's own API; the one that speaks like Statuspage is read as that.</summary>
internal static class IncidentIoForm
{
    /// <summary>Reads it.</summary>
    public static void Read(JsonElement root, PageBuilder page)
    {
        page.SaysDetails |= root.Has("ongoing_incidents") || root.Has("in_progress_maintenances");
        foreach (var incident in root.List("ongoing_incidents"))
            ReadOne(incident, State(incident), page);
        foreach (var maintenance in root.List("in_progress_maintenances"))
            ReadOne(maintenance, ProviderState.Maintenance, page);
    }

    private static void ReadOne(JsonElement incident, ProviderState state, PageBuilder page)
    {
        if (StateWords.IsOver(incident.Text("status")))
            return;

        var affected = incident.List("affected_components").ToList();
        foreach (var component in affected)
        {
            if (component.Text("current_status", "status") is { } status)
                page.Add(component.Text("name"), StateWords.Of(status));
        }

        page.Add(
            incident.Text("name"), state, incident.Time("started_at", "created_at"), incident.Text("url"),
            affected.Select(one => one.Text("name")),
            incident.Text("last_update_message") is { } said ? [PageBuilder.Update(incident.Time("last_update_at"), said)] : []);
    }

    private static ProviderState State(JsonElement incident)
    {
        var worst = StateWords.Of(incident.Text("current_worst_impact"));
        return worst > ProviderState.Operational ? worst : ProviderState.Degraded;
    }
}
