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
public sealed record SentAction(string Key, ChatAction Action, SendOutcome Outcome);
