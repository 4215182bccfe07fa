namespace IncidentBot.Receiving;

/// <summary>
/// Bounds the memory of bodies that have begun to arrive and may come from anybody. When the bound is reached, those that have not
/// progressed for the longest time are given up, so that whoever is new and quick is still served; nobody reads on until there is room.
/// </summary>
/// <param name="most">The bound, in bytes.</param>
public sealed class UnverifiedBytes(long most)
{
    /// <summary>What a request takes beside its body: the connection's buffers.</summary>
    public const int Beside = 64 * 1024;

    private readonly Lock gate = new();
    private readonly List<ArrivingBody> arriving = [];
    private TaskCompletionSource? room;
    private long givenUp;

    /// <summary>How many bytes are counted now.</summary>
    public long Held { get; private set; }

    /// <summary>Counts a body that has begun to arrive.</summary>
    public Task AddAsync(ArrivingBody body)
    {
        lock (gate)
        {
            arriving.Add(body);
            Held += Beside;
        }

        return MakeRoomAsync();
    }

    /// <summary>So many bytes of a body have arrived by now; ends when more may be read.</summary>
    public Task GrowAsync(ArrivingBody body, long bytes)
    {
        lock (gate)
        {
            Held += bytes - body.Held;
            body.Reach(bytes);
        }

        return MakeRoomAsync();
    }

    /// <summary>A body is complete, or its memory is free again.</summary>
    public void Remove(ArrivingBody body)
    {
        lock (gate)
        {
            if (!arriving.Remove(body)) givenUp -= Size(body);
            Held -= Size(body);
            if (Held > most) return;
            room?.SetResult();
            room = null;
        }
    }

    // What is given up still holds its memory for a moment, so it counts until it is removed, but nothing else is given up for it.
    private Task MakeRoomAsync()
    {
        List<ArrivingBody> least = [];
        Task waiting;
        lock (gate)
        {
            if (Held <= most) return Task.CompletedTask;
            while (Held - givenUp > most && arriving.MinBy(body => body.Progressed) is { } next)
            {
                arriving.Remove(next);
                givenUp += Size(next);
                least.Add(next);
            }

            room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = room.Task;
        }

        foreach (var body in least) body.GiveUp(RawBodyState.Crowded);
        return waiting;
    }

    private static long Size(ArrivingBody body) => body.Held + Beside;
}
