using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Prometheus;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Control;

/// <summary>
/// Tells the local Prometheus what its signals do: <c>POST</c>, <c>GET</c> and <c>DELETE /sim/prometheus</c>. Its faults are set like any
/// other, for the method <c>prometheus.query_range</c>.
/// </summary>
internal sealed class PrometheusControl(PrometheusDouble prometheus, TimeProvider clock)
{
    private const int MostLines = 100_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Command("prometheus", Add);
        routes.Query("prometheus", _ => new JsonArray([.. prometheus.Told().Select(signal => (JsonNode)Shown(signal))]));
        routes.MapDelete("/sim/prometheus", ControlRoutes.Answering(_ => Task.FromResult<JsonNode>(Clear())));
    }

    private JsonObject Clear()
    {
        prometheus.Clear();
        return ControlRoutes.Ok();
    }

    private JsonObject Add(ControlRequest request)
    {
        foreach (var signal in request.Objects("signals")) prometheus.Add(Read(new ControlRequest(signal)));
        return ControlRoutes.Ok();
    }

    private SimulatedSignal Read(ControlRequest request)
    {
        var form = request.Required("form");
        if (!Enum.TryParse<SignalForm>(form, ignoreCase: true, out var known) || !Enum.IsDefined(known))
            throw new MalformedRequest(
                $"\"form\" must be one of {string.Join(", ", Enum.GetNames<SignalForm>().Select(name => name.ToLowerInvariant()))}.");
        var lines = request.Count("lines", known == SignalForm.Many ? 50_000 : 1, least: 1);
        return new SimulatedSignal
        {
            Match = request.Texts("match"),
            Form = known == SignalForm.Many ? SignalForm.Flat : known,
            Usual = Value(request, "usual", 1),
            Level = Value(request, "level", 1),
            At = request.Instant("at") ?? clock.GetUtcNow(),
            Until = request.Instant("until"),
            Wander = Value(request, "wander", 0.02),
            Lines = lines <= MostLines ? lines : throw new MalformedRequest($"\"lines\" must be at most {MostLines}."),
        };
    }

    private static double Value(ControlRequest request, string name, double otherwise) => request.Body[name] switch
    {
        null => otherwise,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<double>(),
        _ => throw new MalformedRequest($"\"{name}\" must be a number."),
    };

    private static JsonObject Shown(SimulatedSignal signal) => new()
    {
        ["match"] = new JsonArray([.. signal.Match.Select(word => (JsonNode)word)]),
        ["form"] = signal.Form.ToString().ToLowerInvariant(),
        ["usual"] = signal.Usual,
        ["level"] = signal.Level,
        ["at"] = ControlText.Iso(signal.At),
        ["until"] = signal.Until is { } until ? ControlText.Iso(until) : null,
        ["lines"] = signal.Lines,
    };
}
