using IncidentBot.Chat;
using IncidentBot.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>
/// Sends one action while its lease holds. What may have happened already is looked for, at once and again after a while, before it is
/// repeated.
/// </summary>
internal sealed class Sending(
    Database database, IEnumerable<IChatPlatform> platforms, FilesToSend files, DeliveryOptions options, TimeProvider time,
    ILogger<OutboxWorker> log)
{
    private readonly Dictionary<string, IChatPlatform> byName = platforms.ToDictionary(platform => platform.Name, StringComparer.Ordinal);

    // The answer, or its lack, must be written before another may take over.
    private const double PartOfLease = 0.9;

    /// <summary>The platform of this name; null: none is configured.</summary>
    public IChatPlatform? Find(string platform) => byName.GetValueOrDefault(platform);

    /// <summary>How it ended; null: it was not sent, and another worker may have it by now.</summary>
    public async Task<SendOutcome?> SendAsync(
        IChatPlatform platform, LeasedAction row, ChatAction action, CancellationToken cancellationToken)
    {
        var request = RequestFor(row, action);
        if (row.Unsettled && await SettleAsync(platform, row, request, cancellationToken) is { } settled)
            return settled;

        // Counted when it was claimed: a row that ends the whole process is given up as well.
        if (row.Attempt > options.MaxAttempts)
            return new NotSent(Failure.NeverEnded, Permanent: true, RetryAfter: null, "The bot crashed each time it tried to send this.");
        if (row.Unsettled && !await WriteAsync(batch => OutboxStore.AddForgetLook(batch, row.Lease), cancellationToken))
            return null;

        var outcome = await SendInTimeAsync(platform, row, request, cancellationToken);
        return outcome is OutcomeUnknown unknown && WouldDouble(action)
            ? await LookAsync(platform, row, request, new NotFoundYet(unknown.Reason, Counts: true), cancellationToken) ?? unknown
            : outcome;
    }

    private SendRequest RequestFor(LeasedAction row, ChatAction action) =>
        new(row.Workspace, row.Key, action, row.FirstAttemptAt, row.Attempt)
    {
        Urgency = row.Urgency,
        Progress = row.Progress,
        KeepAsync = async (progress, cancellationToken) =>
        {
            if (!await WriteAsync(batch => OutboxStore.AddProgress(batch, row.Lease, progress), cancellationToken))
                throw new InvalidOperationException("Another worker has taken this over.");
        },
    };

    private async Task<SendOutcome?> SettleAsync(
        IChatPlatform platform, LeasedAction row, SendRequest request, CancellationToken cancellationToken)
    {
        if (!WouldDouble(request.Action))
            return null;

        var found = await LookAsync(
            platform, row, request, new NotFoundYet("It wasn't found on the first look.", Counts: false), cancellationToken);
        return found is NotFoundYet && (row.Looked || row.Attempt > options.MaxAttempts) ? null : found;
    }

    private async Task<SendOutcome> LookAsync(
        IChatPlatform platform, LeasedAction row, SendRequest request, NotFoundYet otherwise, CancellationToken cancellationToken)
    {
        try
        {
            if (await platform.SettleAsync(request, cancellationToken) is not { } settled)
                return otherwise;

            if (settled is Sent)
            {
                log.Settled(row.Lease.Id, row.Key);
            }

            return settled;
        }
        catch (ChatUnavailableException e)
        {
            return new NotAsked(e, otherwise.Counts);
        }
    }

    private async Task<SendOutcome?> SendInTimeAsync(
        IChatPlatform platform, LeasedAction row, SendRequest request, CancellationToken cancellationToken)
    {
        var left = row.Lease.Until - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return null;

        using var late = new CancellationTokenSource(left * PartOfLease, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var (filled, refusal) = await files.AddAsync(request, platform.Limits, either.Token);
            return refusal ?? await platform.SendAsync(filled, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new OutcomeUnknown("No answer came in time.") { MayBeOutage = true };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.SendFailed(e, row.Lease.Id, row.Key, row.Attempt);
            return new OutcomeUnknown(e.Message);
        }
    }

    // The others only set a state, which may be set again; a private answer has one reader and cannot be looked for.
    private static bool WouldDouble(ChatAction action) =>
        action is not (SetTopic or Invite or UpdateCard or PinMessage or DeleteMessage or DeletePosted or ArchiveChannel or ShowHome
            or Answer);

    private async Task<bool> WriteAsync(Action<Batch> write, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        write(batch);
        return await database.CommitAsync(batch, cancellationToken) == CommitResult.Committed;
    }
}

/// <summary>It was looked for and not found; it is to be looked for once more.</summary>
/// <param name="Reason">Why it was looked for.</param>
/// <param name="Counts">Whether it was tried, rather than only looked for.</param>
internal sealed record NotFoundYet(string Reason, bool Counts) : SendOutcome
{
    public Failure ToFailure(DeliveryOptions options) =>
        Failure.Of(Failure.Unknown, Reason) with { RetryAfter = TimeSpan.FromSeconds(options.SettleSeconds), Counts = Counts };
}

/// <summary>Whether it happened could not be asked.</summary>
/// <param name="Why">What the platform's adapter says.</param>
/// <param name="Counts">Whether it was tried, rather than only asked for.</param>
internal sealed record NotAsked(ChatUnavailableException Why, bool Counts) : SendOutcome
{
    public Failure ToFailure(DeliveryOptions options) =>
        Failure.Of(Failure.Unknown, $"It may have been sent, but I couldn't check. {Why.Message}") with { RetryAfter = Why.RetryAfter
            ?? TimeSpan.FromSeconds(options.SettleSeconds), Counts = Counts };
}
