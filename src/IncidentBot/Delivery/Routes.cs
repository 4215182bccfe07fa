using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>
/// Decides what an inbox row leads to and puts it into <paramref name="work"/>; asks platforms before it decides, writes nothing itself.
/// </summary>
internal delegate Task RouteItem(InboxItem item, Work work, CancellationToken cancellationToken);

/// <summary>
/// Decides what a finished action leads to (the opened channel is written to its incident); runs before the row is marked, in the same
/// transaction.
/// </summary>
internal delegate Task RouteSent(SentAction sent, Work work, CancellationToken cancellationToken);

/// <summary>An action that is done, or that was given up.</summary>
/// <param name="Key">The outbox row's key.</param>
/// <param name="Action">What was asked.</param>
/// <param name="Outcome"><see cref="Sent"/>, or the <see cref="NotSent"/> with which it was given up.</param>
public sealed record SentAction(string Key, ChatAction Action, SendOutcome Outcome)
{
    /// <summary>What it was sent for, so that something follows from its end; null: nothing does.</summary>
    public SentFor? For { get; init; }
}

/// <summary>What an action is sent for.</summary>
/// <param name="Incident">The number of the incident that it is about.</param>
/// <param name="Purpose">A stored name, which never changes; the route table says what follows.</param>
/// <param name="Fact">The number of the fact that it tells; null: it tells none.</param>
public sealed record SentFor(int Incident, string Purpose, long? Fact = null);
