using System.Text.Json;
using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>Forms that a single provider or product has, and that are small.</summary>
internal static class OtherForms
{
    /// <summary>Instatus: lists are left out when they are empty.</summary>
    public static void ReadInstatus(JsonElement root, PageBuilder page)
    {
        var overall = StateWords.Of(root.Field("page")?.Text("status"));
        var open = root.List("activeIncidents").Where(IsOpen).ToList();
        var begun = root.List("activeMaintenances").Where(IsOpen).ToList();
        // Maintenance that has not begun makes the whole page say that it is under maintenance.
        page.Overall = overall == ProviderState.Maintenance && begun.Count == 0 && root.List("activeMaintenances").Any()
            ? ProviderState.Operational
            : overall;
        open.ForEach(incident => page.Add(
            incident.Text("name"), Impact(incident), incident.Time("started"), incident.Text("url"), [], []));
        begun.ForEach(incident => page.Add(
            incident.Text("name"), ProviderState.Maintenance, incident.Time("start"), incident.Text("url"), [], []));
        foreach (var component in root.List("components"))
            page.Add(component.Text("name"), StateWords.Of(component.Text("status")));
    }

    /// <summary>Heroku: the systems' colours decide, since maintenance stays on its list when it is over.</summary>
    public static void ReadHeroku(JsonElement root, PageBuilder page)
    {
        foreach (var system in root.List("status"))
            page.Add(system.Text("system"), StateWords.Of(system.Text("status")));
        foreach (var incident in root.List("incidents").Where(one => !one.IsTrue("resolved") && IsOpen(one)))
            page.Add(
                incident.Text("title"), ProviderState.Degraded, incident.Time("created_at"), incident.Text("full_url"),
                incident.List("systems").Select(one => one.Text("name")),
                PageBuilder.Updates(incident, "updates", "contents", "created_at"));
    }

    private static bool IsOpen(JsonElement one)
    {
        var status = one.Text("status", "state");
        return !StateWords.IsOver(status) && !StateWords.IsToCome(status);
    }

    private static ProviderState Impact(JsonElement incident)
    {
        var impact = StateWords.Of(incident.Text("impact"));
        return impact > ProviderState.Operational ? impact : ProviderState.Degraded;
    }
}
