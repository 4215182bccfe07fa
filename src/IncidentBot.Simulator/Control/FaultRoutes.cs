using System.Text.Json.Nodes;
using IncidentBot.Simulator.Clock;
using IncidentBot.Simulator.Delivery;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.Control;

/// <summary>Bending the world: faults, repeated deliveries, time.</summary>
internal sealed class FaultRoutes(SlackWorkspace workspace, FaultBoard faults, Journal journal, Dispatcher dispatcher, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Command("faults", AddFault);
        routes.Query("faults", _ => new JsonArray([.. faults.Waiting().Select(f => (JsonNode)FaultJson(f))]));
        routes.MapDelete("/sim/faults", ControlRoutes.Answering(_ => Task.FromResult<JsonNode>(ClearFaults())));
        routes.Command("redeliver", RedeliverAsync);
        routes.Command("clock", SetClock);
        routes.Query(
            "clock",
            _ => ControlRoutes.Ok(
                ("now", ControlText.Iso(clock.GetUtcNow())), ("virtual", clock is VirtualClock { FollowsRealTime: false })));
        routes.Command("settle", SettleAsync);
    }

    private JsonObject AddFault(ControlRequest request)
    {
        var match = new ControlRequest(request.Object("match")
            ?? throw new MalformedRequest("\"match\" is missing; it holds \"method\" or \"delivery\"."));
        var fault = new Fault
        {
            Method = match.Optional("method"), Block = match.Optional("block"),
            Delivery = match.Optional("delivery"), Skip = request.Count("skip", 0),
            Times = request.Count("times", 1, least: 1),
            Status = request.Number("status") is { } status ? Status(status) : null, Error = request.Optional("error"),
            RetryAfter = request.Number("retry_after") is null
                ? null
                : request.Count("retry_after", 0), DelayMs = request.Count("delay_ms", 0),
            DropResponse = request.Flag("drop_response"), Hold = ReadHold(request.Optional("hold")),
        };
        if (fault.Method is null == fault.Delivery is null)
            throw new MalformedRequest("\"match\" must hold either \"method\" or \"delivery\".");
        if (fault is { Block: not null, Method: null })
            throw new MalformedRequest("\"block\" goes with \"method\", such as \"chat.postMessage\".");
        faults.Add(fault);
        return ControlRoutes.Ok();
    }

    private JsonObject ClearFaults()
    {
        faults.Clear();
        return ControlRoutes.Ok();
    }

    private static int Status(long status) => status is >= 100 and <= 599
        ? (int)status
        : throw new MalformedRequest("\"status\" must be an HTTP status, 100 to 599.");

    private static Hold ReadHold(string? text) => text switch
    {
        null => Hold.None,
        "before" => Hold.Before,
        "after" => Hold.After,
        _ => throw new MalformedRequest("\"hold\" must be \"before\" or \"after\"."),
    };

    private static JsonObject FaultJson(Fault fault) => new()
    {
        ["match"] = fault.Method is not null
            ? fault.Block is null
                ? new JsonObject { ["method"] = fault.Method }
                : new JsonObject { ["method"] = fault.Method, ["block"] = fault.Block }
            : new JsonObject { ["delivery"] = fault.Delivery },
        ["skip"] = fault.Skip, ["times"] = fault.Times, ["status"] = fault.Status, ["error"] = fault.Error,
        ["retry_after"] = fault.RetryAfter,
        ["delay_ms"] = fault.DelayMs, ["drop_response"] = fault.DropResponse, ["hold"] = fault.Hold == Hold.None
            ? null
            : fault.Hold.ToString().ToLowerInvariant(),
    };

    private async Task<JsonObject> RedeliverAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var (n, eventId) = (request.Number("n"), request.Optional("event_id"));
        if (n is null == eventId is null) throw new MalformedRequest("Give either \"event_id\" or \"n\", a journal number.");
        var delivery = journal.FindDelivery(n, eventId) ?? throw new SlackRefusal("delivery_not_found");
        var retryNum = request.Count("retry_num", 0);
        delivery = delivery with { RetryNum = retryNum, RetryReason = retryNum == 0 ? null : request.Optional("retry_reason")
            ?? "http_timeout" };
        var results = new JsonArray();
        for (var i = request.Count("times", 1); i > 0; i--)
        {
            var answer = await dispatcher.SendNowAsync(delivery, cancellationToken);
            results.Add(
                new JsonObject { ["status"] = answer.Status, ["response"] = answer.Response, ["ack_ms"] = Math.Round(answer.Ms, 1) });
        }
        return ControlRoutes.Ok(("results", results));
    }

    private JsonObject SetClock(ControlRequest request)
    {
        var now = request.Instant("now") ?? throw new MalformedRequest("\"now\" is missing.");
        if (clock is not VirtualClock virtualClock) throw new MalformedRequest("This simulator runs on a clock that cannot be set.");
        lock (workspace.Gate)
        {
            if (now < workspace.LatestActivity)
                throw new MalformedRequest(
                    $"The clock cannot go back before {ControlText.Iso(workspace.LatestActivity)}, the time of the latest message.");
        }
        if (!virtualClock.FollowsRealTime && now < virtualClock.GetUtcNow())
            throw new MalformedRequest($"The clock only moves forward; it stands at {ControlText.Iso(virtualClock.GetUtcNow())}.");
        virtualClock.Set(now);
        workspace.Live.Changed("clock");
        return ControlRoutes.Ok(("now", ControlText.Iso(virtualClock.GetUtcNow())));
    }

    private async Task<JsonObject> SettleAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMilliseconds(request.Count("timeout_ms", 30_000)));
        try
        {
            var left = await dispatcher.SettleAsync(limit.Token);
            return ControlRoutes.Ok(("pending", left.Pending), ("nextDue", left.NextDue is { } due ? ControlText.Iso(due) : null));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SlackRefusal("still_busy");
        }
    }
}
