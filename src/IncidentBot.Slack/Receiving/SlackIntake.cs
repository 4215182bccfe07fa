using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Receiving;

/// <summary>Whether a request is kept.</summary>
internal enum Kept
{
    /// <summary>It is on disk, now or before.</summary>
    Yes,

    /// <summary>It is not.</summary>
    No,

    /// <summary>The store did not say in time.</summary>
    Unsure,
}

/// <summary>Stores a request durably: <see cref="Inbox.AcceptAsync"/>.</summary>
internal delegate Task<AcceptResult> AcceptRequest(Incoming request, CancellationToken cancellationToken);

/// <summary>Hands requests to the inbox and asks for an immediate answer, both while Slack waits.</summary>
internal sealed class SlackIntake(AcceptRequest acceptAsync, ILogger<SlackIntake> log)
{
    /// <summary>Stores a request.</summary>
    public Task<Kept> KeepAsync(
        string workspace, string key, string conversation, string kind, string body, Deadline deadline,
        CancellationToken cancellationToken) =>
        KeepAsync(
            new Incoming(new WorkspaceId(workspace), StoredNames.Platform, key, conversation, kind, body), deadline, cancellationToken);

    /// <summary>Stores a request.</summary>
    public async Task<Kept> KeepAsync(Incoming incoming, Deadline deadline, CancellationToken cancellationToken)
    {
        var (kind, key) = (incoming.Kind, incoming.DeliveryKey);
        try
        {
            var result = await acceptAsync(incoming, cancellationToken).WaitAsync(deadline.ForStore, cancellationToken);
            log.Accepted(kind, key, result);
            return Kept.Yes;
        }
        catch (TimeoutException late)
        {
            log.NotKept(late, kind, key);
            return Kept.Unsure;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            log.NotKept(failure, kind, key);
            return Kept.No;
        }
    }

    /// <summary>Asks for it; when it fails, the request is stored like any other and answered by the worker.</summary>
    public async Task<ImmediateAnswer> AskAsync(
        Func<Task<ImmediateAnswer>> laneAsync, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await laneAsync().WaitAsync(deadline.ForLane, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            log.LaneFailed(failure);
            return new AcceptIt();
        }
    }

    /// <summary>What a person is told when their request is not kept.</summary>
    public static string Regret(Kept kept) => kept == Kept.Unsure
        ? "I cannot tell whether this was saved: my database does not answer."
        : "Not saved: my database is unreachable.";
}
