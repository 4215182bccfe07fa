using System.Text.Json;
using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>The public events of AWS Health, and those that EventBridge sends.</summary>
internal static class AwsForm
{
    private const string Dashboard = "https://health.aws.amazon.com/health/status";

    /// <summary>Reads the public events: status 0 is over, 1 and 2 are degraded, 3 is an outage.</summary>
    public static void Read(JsonElement root, PageBuilder page)
    {
        page.SaysDetails = true;
        foreach (var one in root.EnumerateArray())
        {
            if (one.Number("status") is 0 || one.Time("end_time") is not null || IsSaidToBeOver(one.Text("summary")))
                continue;

            var services = Impacted(one);
            page.Add(
                one.Text("summary", "service_name"), State(one.Number("status")), one.Time("date"), Dashboard,
                services.Count > 0 ? services : [one.Text("service_name")],
                PageBuilder.Updates(one, "event_log", "message", "timestamp"), [Region(one.Text("arn")), one.Text("region_name")]);
        }
    }

    /// <summary>Reads one event of EventBridge.</summary>
    public static void ReadEvent(JsonElement root, PageBuilder page)
    {
        if (root.Field("detail") is not { } detail)
            return;

        page.SaysDetails = true;
        var status = detail.Text("statusCode");
        if (StateWords.IsOver(status) || StateWords.IsToCome(status) || detail.Time("endTime") is not null)
            return;

        var described = detail.List("eventDescription").Select(one => one.Text("latestDescription")).FirstOrDefault(one => one is not null);
        var state = detail.Text("eventTypeCategory") switch
        {
            "issue" or null => ProviderState.Degraded,
            "scheduledChange" => ProviderState.Maintenance,
            _ => ProviderState.Operational,
        };
        page.Add(
            described ?? detail.Text("eventTypeCode"), state, detail.Time("startTime"), Dashboard, [detail.Text("service")],
            [PageBuilder.Update(detail.Time("lastUpdatedTime"), described)], [detail.Text("eventRegion"), root.Text("region")]);
    }

    // Those that work again stay on the list.
    private static List<string?> Impacted(JsonElement one) =>
        one.Field("impacted_services") is { ValueKind: JsonValueKind.Object } impacted
            ?
            [
                .. impacted.EnumerateObject().Where(service => service.Value.Number("current") is not 0)
                    .Select(service => service.Value.Text("service_name") ?? service.Name),
            ]
            : [];

    private static bool IsSaidToBeOver(string? summary) =>
        summary?.TrimStart().StartsWith("[RESOLVED]", StringComparison.OrdinalIgnoreCase) == true;

    private static ProviderState State(int? status) => status is 3 ? ProviderState.Major : ProviderState.Degraded;

    private static string? Region(string? arn) => arn?.Split(':') is [_, _, _, { Length: > 0 } region, ..] ? region : null;
}
