using IncidentBot.Chat;

namespace IncidentBot.Timeline.Sweep;

/// <summary>The calls of one turn of a sweep, and how far they have led.</summary>
internal sealed class SweepTurn(IChatPlatform platform, WorkspaceId workspace, ChannelId channel)
{
    private readonly List<SeenMessage> seen = [];

    /// <summary>All that was seen.</summary>
    public IReadOnlyList<SeenMessage> Seen => seen;

    /// <summary>What is pinned; null: that was not asked in this turn, or not told.</summary>
    public IReadOnlySet<MessageId>? Pinned { get; private set; }

    /// <summary>The sweep after the turn.</summary>
    public SweepTask Task { get; private set; } = new(0, 0);

    /// <summary>How long the platform asks to wait before the next turn; null: not at all.</summary>
    public TimeSpan? Wait { get; private set; }

    /// <summary>Whether the sweep ends here.</summary>
    public bool IsOver => Task.HasFailed || Task.CallsLeft <= 0 || Task.Walk!.IsDone;

    /// <summary>Asks until so many calls are made, nothing is left, or the platform wants to be left alone.</summary>
    /// <exception cref="ChatUnavailableException">It wants so from the first call on.</exception>
    public async Task RunAsync(SweepTask begun, int calls, CancellationToken cancellationToken)
    {
        Task = begun;
        try
        {
            for (var call = 0; call < calls && !IsOver; call++)
                await AskAsync(Task.Walk!, cancellationToken);
        }
        catch (ChatUnavailableException later) when (later.RetryAfter is not null && Task.CallsLeft < begun.CallsLeft)
        {
            Wait = later.RetryAfter;
        }
        catch (ChatUnavailableException failed) when (failed.RetryAfter is null)
        {
            // The next sweep begins where this one has come to, so this one need not become a dead letter.
            Task = Task with { HasFailed = true };
        }
    }

    private async Task AskAsync(SweepWalk walk, CancellationToken cancellationToken)
    {
        var question = walk.Next(channel);
        var page = await platform.ReadHistoryAsync(workspace, question, cancellationToken);
        seen.AddRange(page?.Messages ?? []);
        if (question is ReadPins && page is not null)
            Pinned = page.Messages.Select(message => message.Id).ToHashSet();

        Task = Task with
        {
            Walk = walk.After(question, page),
            CallsLeft = Task.CallsLeft - 1,
            Compared = Task.Compared + (question is ReadPins || page is null ? 0 : page.Messages.Count),
            HasFailed = page is null && question is ReadChannel,
        };
    }
}
