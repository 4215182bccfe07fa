namespace IncidentBot.Delivery;

/// <summary>Keeps requests before they are answered, so that nothing acknowledged can be lost.</summary>
public sealed class Inbox
{
    /// <summary>Stores a request.</summary>
    public Task<AcceptResult> AcceptAsync(Incoming request, CancellationToken cancellationToken) => throw new InvalidOperationException("The store is not there yet.");
}
