using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Receiving;

/// <summary>Whether a request was stored.</summary>
internal enum Kept
{
    /// <summary>It is on disk, from this delivery or an earlier one.</summary>
    Yes,

    /// <summary>It was not stored.</summary>
    No,

    /// <summary>The store did not answer in time.</summary>
    Unsure,
}

/// <summary>Stores a request durably: <see cref="Inbox.AcceptAsync"/>.</summary>
internal delegate Task<AcceptResult> AcceptRequest(Incoming request, CancellationToken cancellationToken);

/// <summary>Stores requests in the inbox and asks for immediate answers, both while Slack waits.</summary>
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

    /// <summary>Asks for an immediate answer; if that fails, the request is stored like any other and answered by the worker.</summary>
    public async Task<ImmediateAnswer> AskAsync(
        Func<Task<ImmediateAnswer>> askAsync, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await askAsync().WaitAsync(deadline.ForAnswer, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            log.ImmediateAnswerFailed(failure);
            return new AcceptIt();
        }
    }

    /// <summary>What a person is told when their request was not stored.</summary>
    public static string Regret(Kept kept) => kept == Kept.Unsure
        ? "I can't tell whether this was saved: my database isn't answering."
        : "Not saved: my database is unreachable.";
}
