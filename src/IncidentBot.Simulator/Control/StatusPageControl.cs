using System.Text.Json.Nodes;
using IncidentBot.Simulator.StatusPages;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Control;

/// <summary>
/// Sets what the status pages of third parties say, and how they fail: <c>POST</c> and <c>GET /sim/status-pages</c>. An incident that is
/// published begins then, unless <c>since</c> says otherwise.
/// </summary>
internal sealed class StatusPageControl(StatusPageDoubles pages, Action changed)
{
    private static readonly string[] States =
        ["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"];

    private static readonly string[] Faults = ["none", "error", "garbage", "redirect", "doctype", "huge"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Command("status-pages", Set);
        routes.Query("status-pages", _ => ControlRoutes.Ok(("pages", new JsonArray([.. pages.All.Select(page => (JsonNode)Shown(page))]))));
    }

    private JsonObject Set(ControlRequest request)
    {
        var name = request.OneLine("page");
        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            throw new MalformedRequest("\"page\" must consist of letters, digits, hyphens and underscores.");
        var state = OneOf(request, "state", States);
        var fault = OneOf(request, "fault", Faults);
        var since = request.Instant("since");
        var page = pages.Change(name, (page, now) =>
        {
            var title = state == "operational" ? null : request.Optional("title") ?? page.Title;
            if (state is not null || title is not null)
            {
                page.Since = since ?? (page.Title is null ? now : page.Since);
                (page.State, page.Title) = (state ?? page.State, title);
            }

            page.Component = request.Optional("component") ?? page.Component;
            page.Update = request.Optional("update") ?? page.Update;
            page.Fault = fault ?? page.Fault;
            // A page may have closed its incident while the component is still said to be degraded.
            if (request.Flag("without_incident")) page.Title = null;
        });
        changed();
        return ControlRoutes.Ok(("page", Shown(page)));
    }

    private static string? OneOf(ControlRequest request, string name, string[] known) => request.Optional(name) switch
    {
        null => null,
        var word when known.Contains(word, StringComparer.Ordinal) => word,
        _ => throw new MalformedRequest($"\"{name}\" must be one of {string.Join(", ", known)}."),
    };

    private static JsonObject Shown(StatusPage page) => new()
    {
        ["page"] = page.Name, ["state"] = page.State, ["component"] = page.Component, ["title"] = page.Title, ["update"] = page.Update,
        ["since"] = ControlText.Iso(page.Since), ["fault"] = page.Fault, ["asked"] = page.Asked, ["unchanged"] = page.Unchanged,
        ["url"] = $"/status/{page.Name}",
    };
}
