using System.Text.Json.Nodes;
using IncidentBot.Simulator.Delivery;

namespace IncidentBot.Simulator.Control;

/// <summary>
/// Sets, shows and ends the random faults of the deliveries: <c>POST</c>, <c>GET</c> and <c>DELETE /sim/mix</c>. What happened to
/// how many events since it was set is shown beside it.
/// </summary>
internal sealed class MixRoutes(Mix mix)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Command("mix", request => Set(Read(request)));
        routes.Query("mix", _ => Shown());
        routes.MapDelete("/sim/mix", ControlRoutes.Answering(_ => Task.FromResult<JsonNode>(Set(new MixSettings()))));
    }

    private JsonObject Set(MixSettings settings)
    {
        mix.Set(settings);
        return ControlRoutes.Ok();
    }

    private static MixSettings Read(ControlRequest request)
    {
        var settings = new MixSettings
        {
            Seed = request.Count("seed", 1), Duplicated = Percent(request, "duplicated"),
            DuplicatedLate = Percent(request, "duplicated_late"),
            Twins = Percent(request, "twins"), Reordered = Percent(request, "reordered"), Delayed = Percent(request, "delayed"),
            Lost = Percent(request, "lost"),
            Addresses = request.Texts("addresses"),
        };
        if (settings.Reordered + settings.Delayed > 100)
            throw new MalformedRequest("\"reordered\" and \"delayed\" together must be at most 100: an event meets one of them.");
        if (
            settings.Addresses.FirstOrDefault(a => !Uri.TryCreate(a, UriKind.Absolute, out var uri)
                || uri.Scheme != Uri.UriSchemeHttp) is { } wrong)
            throw new MalformedRequest(
                $"\"addresses\" must hold http addresses of the app, such as http://127.0.0.1:5079; this is none: {wrong}");
        return settings;
    }

    private static int Percent(ControlRequest request, string name) =>
        request.Count(name, 0) is <= 100 and var percent
            ? percent
            : throw new MalformedRequest($"\"{name}\" must be a percentage, 0 to 100.");

    private JsonObject Shown()
    {
        var (settings, counts) = mix.Now;
        return new JsonObject
        {
            ["seed"] = settings.Seed, ["duplicated"] = settings.Duplicated, ["duplicated_late"] = settings.DuplicatedLate,
            ["twins"] = settings.Twins,
            ["reordered"] = settings.Reordered, ["delayed"] = settings.Delayed, ["lost"] = settings.Lost,
            ["addresses"] = new JsonArray([.. settings.Addresses.Select(a => (JsonNode)a)]),
            ["counts"] = new JsonObject
            {
                ["events"] = counts.Events, ["duplicated"] = counts.Duplicated, ["duplicated_late"] = counts.DuplicatedLate,
                ["twins"] = counts.Twins,
                ["reordered"] = counts.Reordered, ["delayed"] = counts.Delayed, ["lost"] = counts.Lost,
            },
        };
    }
}
