namespace IncidentBot.Host.Tests.Process;

/// <summary>Looks again and again until something is there, for what happens in another process.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static async Task<T> FoundAsync<T>(Func<Task<T?>> lookAsync)
        where T : class
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await lookAsync() is { } found) return found;
            await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
    }

    public static Task TrueAsync(Func<Task<bool>> lookAsync) => FoundAsync(async () => await lookAsync() ? "yes" : null);
}
