using System.Text.Json;
using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>Slack's status API: what is current, or its history.</summary>
internal static class SlackForm
{
    /// <summary>Reads what is current.</summary>
    public static void Read(JsonElement root, PageBuilder page)
    {
        page.SaysDetails |= root.Has("active_incidents");
        page.Overall = root.Text("status") switch
        {
            null => null,
            "ok" => ProviderState.Operational,
            "active" => ProviderState.Degraded,
            var word => StateWords.Of(word),
        };
        var incidents = root.List("active_incidents").Where(IsOpen).ToList();
        // What is listed says more: it may only be known to come, or concern what doesn't matter to us.
        if (page.Overall > ProviderState.Operational && root.List("active_incidents").Any())
            page.Overall = incidents.Count == 0 ? ProviderState.Operational : null;
        incidents.ForEach(incident => ReadOne(incident, page));
    }

    /// <summary>Reads the history, in which only what is still active counts.</summary>
    public static void ReadHistory(JsonElement root, PageBuilder page)
    {
        page.SaysDetails = true;
        foreach (var incident in root.EnumerateArray().Where(IsOpen))
            ReadOne(incident, page);
    }

    private static bool IsOpen(JsonElement incident) =>
        !StateWords.IsOver(incident.Text("status")) && !StateWords.IsToCome(incident.Text("status"));

    private static void ReadOne(JsonElement incident, PageBuilder page) => page.Add(
        incident.Text("title"),
        incident.Text("type") switch
        {
            "outage" => ProviderState.Major,
            "maintenance" => ProviderState.Maintenance,
            _ => ProviderState.Degraded,
        },
        incident.Time("date_created"), incident.Text("url"),
        incident.List("services").Select(one => one.AsText() ?? one.Text("name")),
        PageBuilder.Updates(incident, "notes", "body", "date_created"));
}
