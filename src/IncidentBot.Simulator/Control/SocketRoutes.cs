using System.Text.Json.Nodes;
using IncidentBot.Simulator.Sockets;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Control;

/// <summary><c>/sim/sockets</c>: lists the app's connections and sets faults for them.</summary>
internal sealed class SocketRoutes(SocketHub hub)
{
    private const int AnnouncedAhead = 10_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Query("sockets", _ => State());
        routes.Command("sockets", Act);
    }

    private JsonObject Act(ControlRequest request)
    {
        var times = request.Count("times", 1, least: 1);
        var lines = hub.Lines(request.Number("connection"));
        var closeAfter = TimeSpan.FromMilliseconds(request.Count("close_after_ms", AnnouncedAhead));
        switch (request.Required("do"))
        {
            case "no_hello": hub.NoHello.Set(times); break;
            case "double": hub.Doubles.Set(times); break;
            case "close_on_delivery": hub.CutsOnDelivery.Set(times); break;
            case "silence": ForEach(lines, line => line.FallSilent()); break;
            case "close": ForEach(lines, line => line.Cut()); break;
            case "warning": ForEach(lines, line => _ = line.AnnounceEndAsync("warning", closeAfter)); break;
            case "refresh":
                hub.RefreshAtOnce.Set(times - 1);
                ForEach(lines, line => _ = line.AnnounceEndAsync("refresh_requested", closeAfter));
                break;
            case "link_disabled":
                hub.IsDisabled = true;
                ForEach(hub.Lines(), line => _ = line.AnnounceEndAsync("link_disabled", TimeSpan.Zero));
                break;
            case "enable": hub.IsDisabled = false; break;
            case "http": hub.StopUsing(); break;
            case "reset": Reset(); break;
            default:
                throw new MalformedRequest(
                    "\"do\" must be no_hello, silence, close, close_on_delivery, double, warning, refresh, link_disabled, enable, http "
                        + "or reset.");
        }

        return State();
    }

    private void Reset()
    {
        foreach (var fault in new[] { hub.NoHello, hub.RefreshAtOnce, hub.Doubles, hub.CutsOnDelivery }) fault.Set(0);
        hub.IsDisabled = false;
    }

    private static void ForEach(IReadOnlyList<SocketLine> lines, Action<SocketLine> act)
    {
        foreach (var line in lines) act(line);
    }

    private JsonObject State() => ControlRoutes.Ok(
        ("used", hub.IsUsed),
        ("disabled", hub.IsDisabled),
        ("faults", new JsonObject
        {
            ["no_hello"] = hub.NoHello.Left, ["refresh"] = hub.RefreshAtOnce.Left, ["double"] = hub.Doubles.Left,
            ["close_on_delivery"] = hub.CutsOnDelivery.Left,
        }),
        ("connections", new JsonArray([.. hub.Lines().Select(line => (JsonNode)new JsonObject
        {
            ["number"] = line.Number, ["opened_at"] = ControlText.Iso(line.OpenedAt), ["ready"] = line.IsReady,
            ["leaving"] = line.IsLeaving,
            ["sent"] = line.Sent, ["acknowledged"] = line.Acknowledged,
        })])));
}
