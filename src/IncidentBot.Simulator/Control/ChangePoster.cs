using System.Text.Json.Nodes;
using IncidentBot.Simulator.Delivery;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Control;

/// <summary>Tells the app of a changed setting, as a program would that keeps settings outside of any repository.</summary>
internal sealed class ChangePoster(SimulatorOptions options, Dispatcher dispatcher, TimeProvider clock, Action changed)
{
    private const int MostKept = 30;
    private readonly Lock gate = new();
    private readonly List<JsonObject> posted = [];

    public void Map(IEndpointRouteBuilder routes) => routes.Command("changes", PostAsync);

    /// <summary>The services that can be chosen, and what was told, newest first; null: the app takes nothing.</summary>
    public JsonObject? Show()
    {
        if (options.Posting is not { } posting) return null;
        lock (gate) return new JsonObject
        {
            ["services"] = new JsonArray([.. posting.Services.Select(name => (JsonNode)name)]),
            ["posted"] = new JsonArray([.. posted.Select(one => one.DeepClone())]),
        };
    }

    private async Task<JsonObject> PostAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var posting = options.Posting ?? throw new MalformedRequest("The app has given no token for POST /changes.");
        var (setting, value) = (request.OneLine("setting"), request.OneLine("value"));
        var change = new JsonObject
        {
            ["service"] = request.OneLine("service"), ["environment"] = request.Optional("environment") ?? "production",
            ["kind"] = "config", ["ref"] = setting, ["description"] = $"Set {setting} to {value}",
        };
        var at = clock.GetUtcNow();
        var answer = await dispatcher.SendNowAsync(
            new OutboundRequest("change", "/changes", "application/json", change.ToJsonString(WireJson.Writing))
            {
                To = new Uri(options.AppUrl.TrimEnd('/') + "/changes"),
                Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = "Bearer " + posting.Token },
            },
            cancellationToken);
        if (!answer.Ok) throw new MalformedRequest(Refusal(answer));
        change["at"] = ControlText.Iso(at);
        change["id"] = answer.Response?["id"]?.DeepClone();
        if (answer.Status == StatusCodes.Status201Created) Keep(change);
        changed();
        return ControlRoutes.Ok(("status", answer.Status));
    }

    private void Keep(JsonObject change)
    {
        lock (gate)
        {
            posted.Insert(0, change);
            if (posted.Count > MostKept) posted.RemoveAt(MostKept);
        }
    }

    private static string Refusal(AppAnswer answer) => answer.Response is JsonObject problem
        ? string.Join(' ', new[] { (string?)problem["title"] }.Concat(
            (problem["errors"] as JsonObject ?? []).Select(field => field.Value?.ToString())).OfType<string>())
        : answer.Status == 0 ? "The bot can't be reached. Is it running?" : $"The bot refused the change: status {answer.Status}.";
}
