using IncidentBot.Chat;

namespace IncidentBot.Timeline.Sweep;

/// <summary>The calls of one turn of a sweep, and how far they have led.</summary>
internal sealed class SweepTurn(IChatPlatform platform, WorkspaceId workspace, ChannelId channel)
{
    private readonly List<SeenMessage> seen = [];

    /// <summary>All that was seen.</summary>
    public IReadOnlyList<SeenMessage> Seen => seen;

    /// <summary>Since when all that stands in the channel was seen; null: nothing of it was asked in this turn.</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>Until when; null: until now.</summary>
    public DateTimeOffset? To { get; private set; }

    /// <summary>What is pinned; null: that was not asked in this turn, or not told.</summary>
    public IReadOnlySet<MessageId>? Pinned { get; private set; }

    /// <summary>The sweep after the turn.</summary>
    public SweepTask Task { get; private set; } = new(0, 0);

    /// <summary>How long the platform asks to wait before the next turn; null: not at all.</summary>
    public TimeSpan? Wait { get; private set; }

    /// <summary>Whether the sweep ends here.</summary>
    public bool IsOver => Task.HasFailed || Task.CallsLeft <= 0 || Task.Walk!.IsDone;

    /// <summary>Asks until so many calls are made, nothing is left, or the platform wants to be left alone.</summary>
    /// <exception cref="ChatUnavailableException">It wants so from the first call on, and says for how long.</exception>
    public async Task RunAsync(SweepTask begun, int calls, CancellationToken cancellationToken)
    {
        Task = begun;
        try
        {
            for (var call = 0; call < calls && !IsOver; call++)
                await AskAsync(Task.Walk!, cancellationToken);
        }
        catch (ChatUnavailableException failed) when (HasFailed(failed))
        {
            // The next sweep begins where this one has come to. As a dead letter it would be the last one.
            Task = Task with { HasFailed = true };
        }
        catch (ChatUnavailableException later) when (Task.CallsLeft < begun.CallsLeft)
        {
            Wait = later.RetryAfter;
        }
    }

    // Rather than being asked to wait, which may take as long as it takes.
    private static bool HasFailed(ChatUnavailableException e) => e.MayBeOutage || e.RetryAfter is null;

    private async Task AskAsync(SweepWalk walk, CancellationToken cancellationToken)
    {
        var question = walk.Next(channel);
        var page = await ReadAsync(question, cancellationToken);
        seen.AddRange(page?.Messages ?? []);
        if (question is ReadPins && page is not null)
            Pinned = page.Messages.Select(message => message.Id).ToHashSet();

        if (question is ReadChannel part && page is not null)
            Widen(part, page);

        Task = Task with
        {
            Walk = walk.After(question, page),
            CallsLeft = Task.CallsLeft - 1,
            Compared = Task.Compared + (question is ReadPins || page is null ? 0 : page.Messages.Count),
            HasFailed = page is null && question is ReadChannel,
            LacksPins = Task.LacksPins || (page is null && question is ReadPins),
        };
    }

    private void Widen(ReadChannel part, HistoryPage page)
    {
        if (From is null && part.Latest is not null)
            To = page.Messages.Count > 0 ? page.Messages[0].At : DateTimeOffset.MinValue;
        From = page.HasMore && page.Messages.Count > 0 ? page.Messages[^1].At : DateTimeOffset.MinValue;
    }

    /// <summary>
    /// Asks for messages one by one, as far as calls are left: those that should have been seen, but may be replies.
    /// </summary>
    /// <returns>Those that are gone.</returns>
    public async Task<IReadOnlyList<MessageId>> FindGoneAsync(IReadOnlyList<MessageId> missing, CancellationToken cancellationToken)
    {
        var gone = new List<MessageId>();
        foreach (var message in missing.Take(Task.HasFailed || Wait is not null ? 0 : Task.CallsLeft))
        {
            try
            {
                Task = Task with { CallsLeft = Task.CallsLeft - 1 };
                if (await platform.FindMessageAsync(workspace, message, cancellationToken) is null)
                    gone.Add(message);
            }
            catch (ChatUnavailableException)
            {
                // The next sweep asks again.
                break;
            }
        }

        return gone;
    }

    // The messages can be compared without the pins, and the next sweep asks for those again.
    private async Task<HistoryPage?> ReadAsync(HistoryQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return await platform.ReadHistoryAsync(workspace, question, cancellationToken);
        }
        catch (ChatUnavailableException failed) when (question is ReadPins && HasFailed(failed))
        {
            return null;
        }
    }
}
