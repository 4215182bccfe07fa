using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.Prometheus;

/// <summary>
/// <c>POST</c> and <c>GET /prometheus/api/v1/query_range</c>: answers as Prometheus does; its faults are those of the method
/// <c>prometheus.query_range</c>.
/// </summary>
internal sealed class PrometheusEndpoint(PrometheusDouble prometheus, CallRunner runner)
{
    public const string Method = "prometheus.query_range";

    // prometheus.io/docs/prometheus/latest/querying/api: more points of a line are refused.
    private const int MostPoints = 11_000;

    // Of very many lines so much is written: more than anybody should read.
    private const int MostBytes = 8 << 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/prometheus/api/v1/query_range", [HttpMethods.Get, HttpMethods.Post], AnswerAsync);
        routes.Map("/prometheus/{**rest}", context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.WriteAsync("404 page not found\n", context.RequestAborted);
        });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in context.Request.Query) fields[name] = value.ToString();
        if (context.Request.HasFormContentType)
            foreach (var (name, value) in await context.Request.ReadFormAsync(context.RequestAborted)) fields[name] = value.ToString();
        var arguments = new JsonObject([.. fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))]);
        await runner.RunAsync(context, Method, arguments, () => Answer(fields));
    }

    private CallAnswer Answer(Dictionary<string, string> fields)
    {
        if (!fields.TryGetValue("query", out var query) || query.Length == 0)
            return Refused("invalid parameter \"query\": 1:1: parse error: no expression found in input");
        if (query.Count(c => c == '(') != query.Count(c => c == ')'))
            return Refused($"invalid parameter \"query\": 1:{query.Length}: parse error: unclosed left parenthesis");
        if (Moment(fields, "start") is not { } start || Moment(fields, "end") is not { } end)
            return Refused("invalid parameter \"start\": cannot parse \"\" to a valid timestamp");
        if (end < start) return Refused("invalid parameter \"end\": end timestamp must not be before start time");
        if (!double.TryParse(fields.GetValueOrDefault("step"), CultureInfo.InvariantCulture, out var step) || step <= 0)
            return Refused(
                "invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a positive integer");
        return (end - start).TotalSeconds / step > MostPoints
            ? Refused("exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)")
            : Success(prometheus.Find(query), query, start, end, TimeSpan.FromSeconds(step));
    }

    private static DateTimeOffset? Moment(Dictionary<string, string> fields, string name) =>
        double.TryParse(fields.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private static CallAnswer Refused(string error) =>
        Json(
            StatusCodes.Status400BadRequest,
            new JsonObject { ["status"] = "error", ["errorType"] = "bad_data", ["error"] = error }.ToJsonString(), error);

    private static CallAnswer Success(SimulatedSignal? signal, string query, DateTimeOffset start, DateTimeOffset end, TimeSpan step)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("status", "success");
            json.WriteStartObject("data");
            json.WriteString("resultType", "matrix");
            json.WriteStartArray("result");
            if (signal is not null) WriteLines(json, signal, query, start, end, step);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Json(StatusCodes.Status200OK, Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length), null);
    }

    private static void WriteLines(
        Utf8JsonWriter json, SimulatedSignal signal, string query, DateTimeOffset start, DateTimeOffset end, TimeSpan step)
    {
        if (query.StartsWith("sum by (le)", StringComparison.Ordinal))
        {
            foreach (var le in signal.Buckets.Select(bound => bound.ToString(CultureInfo.InvariantCulture)).Append("+Inf"))
                WriteLine(json, signal, ("le", le), start, end, step);
        }
        else if (signal.Lines == 1) WriteLine(json, signal, null, start, end, step);
        else
        {
            for (var line = 1; line <= signal.Lines && json.BytesCommitted + json.BytesPending < MostBytes; line++)
                WriteLine(json, signal, ("pod", string.Create(CultureInfo.InvariantCulture, $"pod-{line}")), start, end, step);
        }
    }

    private static void WriteLine(
        Utf8JsonWriter json, SimulatedSignal signal, (string Name, string Value)? label, DateTimeOffset start, DateTimeOffset end,
        TimeSpan step)
    {
        List<(double At, string Value)> points = [];
        for (var at = start; at <= end; at += step)
            if (signal.ValueAt(at) is { } value) points.Add((at.ToUnixTimeMilliseconds() / 1000.0, value));
        if (points.Count == 0) return;

        json.WriteStartObject();
        json.WriteStartObject("metric");
        if (label is { } one) json.WriteString(one.Name, one.Value);
        json.WriteEndObject();
        json.WriteStartArray(signal.Form == SignalForm.Histogram ? "histograms" : "values");
        foreach (var (at, value) in points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(at);
            if (signal.Form == SignalForm.Histogram) WriteHistogram(json);
            else json.WriteStringValue(value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHistogram(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("count", "20");
        json.WriteString("sum", "3.6");
        json.WriteStartArray("buckets");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static CallAnswer Json(int status, string body, string? error) =>
        new(status, body, "application/json", Ok: error is null, error);
}
