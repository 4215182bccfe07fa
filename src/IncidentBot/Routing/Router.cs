using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Routing;

/// <summary>Leads what came in, or what was sent, to its use case, and passes what happened to whoever reacts.</summary>
internal sealed class Router(
    RouteTable routes, Planner planner, Reactions reactions, ChatPlatforms platforms, CheckAccess access, IServiceProvider services)
{
    private readonly IReadOnlyList<GateRoute> gates = [.. routes.All.OfType<GateRoute>()];

    /// <summary>An inbox row's turn.</summary>
    public async Task RouteItemAsync(InboxItem item, Work work, CancellationToken cancellationToken)
    {
        if (item.Request.Kind.StartsWith(OwnWork.Prefix, StringComparison.Ordinal)
            && routes.Find<ArrivalRoute>(RouteTable.WorkName(item.Request.Kind)) is null)
            await RouteOwnAsync(item.Request, work, cancellationToken);
        else if (await ReadAsync(item, cancellationToken) is { } inbound)
            await RouteAsync(inbound.Bounded(item.AcceptedAt), work, cancellationToken);
    }

    private Task<Inbound?> ReadAsync(InboxItem item, CancellationToken cancellationToken) =>
        routes.Find<ArrivalRoute>(RouteTable.WorkName(item.Request.Kind)) is { } arrival
            ? arrival.ReadAsync(services, item, cancellationToken)
            : platforms.Of(item.Request.Platform).ReadAsync(item, cancellationToken);

    /// <summary>An outbox row is done or given up.</summary>
    public async Task RouteSentAsync(SentAction sent, Work work, CancellationToken cancellationToken)
    {
        if (sent.For is { } why && routes.Find<SentRoute>(RouteTable.SentName(why.Purpose)) is { } route)
        {
            var happened = await route.RunAsync(services, new IncidentId(why.Incident), sent, work, cancellationToken);
            await reactions.FinishAsync(new Outcome(happened), by: null, work, cancellationToken);
        }
    }

    private async Task RouteAsync(Inbound inbound, Work work, CancellationToken cancellationToken)
    {
        var command = planner.Read(inbound);
        foreach (var gate in gates)
        {
            if (await gate.StopAsync(services, inbound, command, work, cancellationToken) is { } stopped)
            {
                await reactions.FinishAsync(new Outcome(stopped), inbound, work, cancellationToken);
                return;
            }
        }

        var planned = planner.Plan(inbound, command);
        await reactions.FinishAsync(await RunAsync(planned, inbound, work, cancellationToken), inbound, work, cancellationToken);
        UnsavedWords.GiveBack(planned.Words, platforms, work);
    }

    private async Task<Outcome> RunAsync(Planned planned, Inbound inbound, Work work, CancellationToken cancellationToken)
    {
        if (await access.StopAsync(inbound, planned.Needs, work.Platform, cancellationToken) is { } stopped)
            return new Outcome(stopped);

        work.Origin = Origin.Of(inbound);
        return await planned.RunAsync(work, cancellationToken);
    }

    private async Task RouteOwnAsync(Incoming request, Work work, CancellationToken cancellationToken)
    {
        var route = routes.Find<WorkRoute>(RouteTable.WorkName(request.Kind))
            ?? throw new InvalidOperationException($"No use case for own work of the kind '{request.Kind}'.");
        await reactions.FinishAsync(
            new Outcome(await route.RunAsync(services, request.Body, work, cancellationToken)), by: null, work, cancellationToken);
    }
}
