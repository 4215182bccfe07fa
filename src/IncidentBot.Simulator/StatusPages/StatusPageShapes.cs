using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.StatusPages;

/// <summary>The forms in which a page answers, each as its provider has it.</summary>
internal static class StatusPageShapes
{
    private const string Operational = "operational", Maintenance = "under_maintenance";

    /// <summary>The answer at a path below the page; null: there is none.</summary>
    public static (byte[] Body, string ContentType)? At(StatusPage page, string path) => path switch
    {
        "" or "feed" => Xml(Rss(page), "application/rss+xml"),
        "atom" => Xml(Atom(page), "application/atom+xml"),
        "api/v2/summary.json" => Json(Statuspage(page)),
        "api/v1/summary" => Json(IncidentIo(page)),
        "api/v2.0.0/current" => Json(Slack(page)),
        "incidents.json" => Json(Google(page)),
        "public/currentevents" => (Utf16(Aws(page).ToJsonString(WireJson.Writing)), "application/json;charset=utf-16"),
        _ => null,
    };

    private static JsonObject Statuspage(StatusPage page) => new()
    {
        ["page"] = new JsonObject { ["id"] = page.Name, ["name"] = page.Name, ["updated_at"] = Iso(page.ChangedAt) },
        ["status"] = new JsonObject { ["indicator"] = Indicator(page.State), ["description"] = page.State },
        ["components"] = new JsonArray(new JsonObject { ["id"] = "c1", ["name"] = page.Component, ["status"] = page.State }),
        ["incidents"] = page is { Title: not null, State: not Maintenance } ? new JsonArray(Incident(page, "identified")) : new JsonArray(),
        ["scheduled_maintenances"] =
            page is { Title: not null, State: Maintenance } ? new JsonArray(Incident(page, "in_progress")) : new JsonArray(),
    };

    private static JsonObject Incident(StatusPage page, string status) => new()
    {
        ["id"] = "i1", ["name"] = page.Title, ["status"] = status, ["impact"] = Indicator(page.State), ["started_at"] = Iso(page.Since),
        ["incident_updates"] = page.Update is null
            ? new JsonArray()
            : new JsonArray(new JsonObject { ["body"] = page.Update, ["display_at"] = Iso(page.ChangedAt) }),
    };

    private static JsonObject IncidentIo(StatusPage page)
    {
        var open = new JsonArray();
        if (page.Title is not null)
            open.Add(new JsonObject
            {
                ["id"] = "i1", ["name"] = page.Title, ["status"] = "identified", ["last_update_at"] = Iso(page.ChangedAt),
                ["last_update_message"] = page.Update, ["current_worst_impact"] = page.State,
                ["affected_components"] =
                    new JsonArray(new JsonObject { ["id"] = "c1", ["name"] = page.Component, ["current_status"] = page.State }),
            });
        var isMaintenance = page.State == Maintenance;
        return new JsonObject
        {
            ["page_title"] = page.Name, ["ongoing_incidents"] = isMaintenance ? new JsonArray() : open,
            ["in_progress_maintenances"] = isMaintenance ? open : new JsonArray(), ["scheduled_maintenances"] = new JsonArray(),
        };
    }

    private static JsonObject Slack(StatusPage page)
    {
        var open = page.Title is not null;
        return new JsonObject
        {
            ["status"] = open ? "active" : "ok", ["date_updated"] = Iso(page.ChangedAt),
            ["active_incidents"] = !open
                ? new JsonArray()
                : new JsonArray(new JsonObject
                {
                    ["id"] = 7, ["date_created"] = Iso(page.Since), ["title"] = page.Title, ["status"] = "active",
                    ["type"] = page.State == "major_outage" ? "outage" : page.State == Maintenance ? "maintenance" : "incident",
                    ["services"] = new JsonArray(page.Component),
                    ["notes"] = new JsonArray(new JsonObject { ["date_created"] = Iso(page.ChangedAt), ["body"] = page.Update }),
                }),
        };
    }

    private static JsonArray Google(StatusPage page) =>
    [
        new JsonObject
        {
            ["id"] = "i1", ["begin"] = Iso(page.Since), ["end"] = page.Title is null ? Iso(page.ChangedAt) : null,
            ["external_desc"] = page.Title ?? "An earlier one", ["severity"] = "medium",
            ["status_impact"] = page.State == "major_outage" ? "SERVICE_OUTAGE" : "SERVICE_DISRUPTION", ["uri"] = "incidents/i1",
            ["affected_products"] = new JsonArray(new JsonObject { ["id"] = "c1", ["title"] = page.Component }),
            ["updates"] = new JsonArray(new JsonObject { ["when"] = Iso(page.ChangedAt), ["text"] = page.Update }),
        },
    ];

    private static JsonArray Aws(StatusPage page)
    {
        if (page.Title is null) return [];

        var status = page.State == "major_outage" ? "3" : "2";
        return
        [
            new JsonObject
            {
                ["date"] = Seconds(page.Since), ["arn"] = "arn:aws:health:eu-central-1::event/EC2/LOCAL/LOCAL", ["status"] = status,
                ["region_name"] = "Frankfurt", ["service_name"] = page.Component, ["summary"] = page.Title,
                ["event_log"] = new JsonArray(new JsonObject { ["message"] = page.Update, ["timestamp"] = Seconds(page.ChangedAt) }),
                ["impacted_services"] = new JsonObject
                {
                    ["c1-eu-central-1"] = new JsonObject { ["service_name"] = page.Component, ["current"] = status },
                },
            },
        ];
    }

    private static XElement Rss(StatusPage page) => new(
        "rss", new XAttribute("version", "2.0"),
        new XElement(
            "channel", new XElement("title", page.Name),
            page.Title is null
                ? null
                : new XElement(
                    "item", new XElement("title", page.Title),
                    new XElement("pubDate", page.ChangedAt.UtcDateTime.ToString("r", CultureInfo.InvariantCulture)),
                    new XElement("description", $"<p><strong>Identified</strong> - {page.Update}</p>"))));

    private static XElement Atom(StatusPage page)
    {
        XNamespace atom = "http://www.w3.org/2005/Atom";
        return new XElement(
            atom + "feed", new XElement(atom + "title", page.Name),
            page.Title is null
                ? null
                : new XElement(
                    atom + "entry", new XElement(atom + "title", page.Title), new XElement(atom + "published", Iso(page.Since)),
                    new XElement(atom + "updated", Iso(page.ChangedAt)), new XElement(atom + "content", $"Identified - {page.Update}")));
    }

    private static byte[] Utf16(string text) => [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)];

    private static string Indicator(string state) => state switch
    {
        Operational => "none",
        "degraded_performance" => "minor",
        "partial_outage" => "major",
        "major_outage" => "critical",
        _ => "maintenance",
    };

    private static string Iso(DateTimeOffset at) => ControlText.Iso(at);

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static (byte[] Body, string ContentType) Json(JsonNode json) =>
        (Encoding.UTF8.GetBytes(json.ToJsonString(WireJson.Writing)), "application/json; charset=utf-8");

    private static (byte[] Body, string ContentType) Xml(XElement xml, string type) =>
        (Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + xml), type + "; charset=utf-8");
}
