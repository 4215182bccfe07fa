using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot;

/// <summary>The one closed switch from what came in, or what was sent, to the use case that answers it.</summary>
public sealed class Router
{
    /// <summary>An inbox row's turn: see <see cref="Delivery.RouteItem"/>.</summary>
    public Task RouteItemAsync(InboxItem item, Work work, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An outbox row is done or given up: see <see cref="Delivery.RouteSent"/>.</summary>
    public Task RouteSentAsync(SentAction sent, Work work, CancellationToken cancellationToken) => Task.CompletedTask;
}
