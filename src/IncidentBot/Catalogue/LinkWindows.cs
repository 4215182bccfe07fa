using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Catalogue;

/// <summary>Adds a window to an address in the form of the product that it leads to.</summary>
internal static class LinkWindows
{
    // https://docs.aws.amazon.com/xray/latest/devguide/xray-console-deeplinks.html
    private static readonly TimeSpan MostOfXray = TimeSpan.FromHours(6);

    /// <summary>Adds it; what the address says about time already is replaced, and everything else is kept.</summary>
    /// <param name="address">The address, with its placeholders filled in.</param>
    /// <param name="kind">The product.</param>
    /// <param name="window">The window.</param>
    /// <param name="whole">The address with the window.</param>
    /// <returns>What is wrong with the address, as the end of a sentence; null: nothing.</returns>
    public static string? Add(string address, LinkKind kind, TimeWindow window, out string whole)
    {
        var read = WebAddress.Of(address);
        var problem = kind is LinkKind.Explore or LinkKind.Loki or LinkKind.Tempo ? Explore(read, window, out read) : null;
        whole = problem is not null ? address : kind switch
        {
            LinkKind.Grafana => Grafana(read, window).ToString(),
            LinkKind.Kibana => Kibana(read, window).ToString(),
            LinkKind.Cloudwatch => Cloudwatch(read, window).ToString(),
            LinkKind.Datadog => Datadog(read, window).ToString(),
            LinkKind.Jaeger => Jaeger(read, window).ToString(),
            LinkKind.Xray => Xray(read, window.AtMost(MostOfXray)).ToString(),
            _ => read.ToString(),
        };
        return problem;
    }

    // https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/create-dashboard-url-variables/
    private static WebAddress Grafana(WebAddress address, TimeWindow window) =>
        address.With(("from", TimeWindow.Milliseconds(window.Start)), ("to", TimeWindow.Milliseconds(window.End)));

    // https://docs.datadoghq.com/dashboards/guide/custom_time_frames/
    private static WebAddress Datadog(WebAddress address, TimeWindow window) =>
        address.With(
            ("from_ts", TimeWindow.Milliseconds(window.Start)), ("to_ts", TimeWindow.Milliseconds(window.End)), ("live", "false"));

    // Jaeger counts microseconds; without "custom" it takes its own last hour.
    private static WebAddress Jaeger(WebAddress address, TimeWindow window) =>
        address.With(
            ("start", TimeWindow.Microseconds(window.Start)), ("end", TimeWindow.Microseconds(window.End)), ("lookback", "custom"));

    // The console finds its way behind the number sign; its older dashboards divide by semicolons there.
    private static WebAddress Cloudwatch(WebAddress address, TimeWindow window)
    {
        (string, string)[] times =
            [("start", Uri.EscapeDataString(TimeWindow.Iso(window.Start))), ("end", Uri.EscapeDataString(TimeWindow.Iso(window.End)))];
        if (address.Fragment is not { } fragment)
            return address.With(times);

        return fragment.StartsWith("dashboards:", StringComparison.Ordinal)
            ? address with { Fragment = WebAddress.Set(fragment, ';', times) }
            : address.With(address.Inner.With(times));
    }

    private static WebAddress Xray(WebAddress address, TimeWindow window)
    {
        static string Time(DateTimeOffset at) =>
            Uri.EscapeDataString(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        var inner = address.Fragment is null ? new WebAddress("/traces", null, null) : address.Inner;
        return address.With(inner.With(("timeRange", $"{Time(window.Start)}~{Time(window.End)}")));
    }

    private static WebAddress Kibana(WebAddress address, TimeWindow window)
    {
        var inner = address.Fragment is null ? new WebAddress("/", null, null) : address.Inner;
        return address.With(inner.With(("_g", KibanaState.With(inner.Raw("_g"), window))));
    }

    // Explore keeps its state as JSON: "panes" since Grafana 10, "left" before.
    private static string? Explore(WebAddress address, TimeWindow window, out WebAddress whole)
    {
        whole = address;
        var name = address.Raw("panes") is null && address.Raw("left") is not null ? "left" : "panes";
        var typed = address.Raw(name);
        if (typed is null)
            whole = address.With(("schemaVersion", "1"));
        try
        {
            var state = typed is null
                ? new JsonObject { ["incident"] = new JsonObject() }
                : JsonNode.Parse(Uri.UnescapeDataString(typed.Replace('+', ' ')));
            if (!SetRange(state, name, window))
                return $"has a {name}= without a pane of Explore; copy the address from Explore again";

            whole = whole.With((name, Uri.EscapeDataString(state!.ToJsonString())));
            return null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return $"has a {name}= that isn't JSON; copy the address from Explore again";
        }
    }

    private static bool SetRange(JsonNode? state, string name, TimeWindow window)
    {
        var (from, to) = (TimeWindow.Milliseconds(window.Start), TimeWindow.Milliseconds(window.End));
        if (state is JsonArray { Count: >= 2 } old && name == "left")
        {
            (old[0], old[1]) = (from, to);
            return true;
        }

        var panes = name == "left" ? [state] : state is JsonObject all ? all.Select(pane => pane.Value).ToList() : [];
        foreach (var pane in panes.OfType<JsonObject>())
            pane["range"] = new JsonObject { ["from"] = from, ["to"] = to };

        return panes.Count > 0 && panes.TrueForAll(pane => pane is JsonObject);
    }
}
