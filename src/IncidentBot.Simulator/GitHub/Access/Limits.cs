using System.Globalization;
using IncidentBot.Simulator.GitHub.Answers;

namespace IncidentBot.Simulator.GitHub.Access;

/// <summary>A secondary limit that strikes the next calls.</summary>
internal sealed class SecondaryLimit
{
    public required int Times { get; set; }

    public required int Status { get; init; }

    /// <summary>Seconds; null: the answer does not say when to come again.</summary>
    public int? RetryAfter { get; init; }

    public bool OnlyWrites { get; init; }

    public const string Words = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

    public string Message { get; init; } = Words;
}

/// <summary>
/// Counts requests per caller and hour as GitHub does (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api). Callers
/// without a token get as many as those with one unless the control API says <c>60</c>, so that a local bot without a token runs.
/// </summary>
internal sealed class Limits
{
    private const int MostWindows = 20_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Key, string Resource), Window> windows = [];

    public int PerHour { get; set; } = 5000;

    public int PerHourWithoutToken { get; set; } = 5000;

    public int SearchesPerMinute { get; set; } = 30;

    /// <summary>What a used-up limit is answered with: 403 or 429.</summary>
    public int StatusWhenUsedUp { get; set; } = StatusCodes.Status403Forbidden;

    public SecondaryLimit? Secondary { get; set; }

    /// <summary>Which count a path belongs to.</summary>
    public static string ResourceOf(string path) => path.StartsWith("/search", StringComparison.Ordinal) ? "search" : "core";

    /// <summary>Throws when the caller has to wait.</summary>
    public void Admit(string key, string resource, bool write, DateTimeOffset now)
    {
        if (Secondary is { Times: > 0 } secondary && (write || !secondary.OnlyWrites))
        {
            secondary.Times--;
            var refusal = new GitHubRefusal(secondary.Status, secondary.Message);
            if (secondary.RetryAfter is { } seconds) refusal.Headers["Retry-After"] = Text(seconds);
            throw refusal;
        }

        if (Of(key, resource, now).Remaining > 0) return;
        throw new GitHubRefusal(
            StatusWhenUsedUp,
            key.Length == 0
                ? "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher rate limit. "
                    + "Check out the documentation for more details.)"
                : $"API rate limit exceeded for {key}.");
    }

    public void Count(string key, string resource, DateTimeOffset now) => Of(key, resource, now).Used++;

    /// <summary>Sets what is left to a caller until a time.</summary>
    public void Set(string key, string resource, int remaining, DateTimeOffset? reset, DateTimeOffset now)
    {
        var window = Of(key, resource, now);
        window.Used = window.Limit - Math.Min(remaining, window.Limit);
        if (reset is { } at) window.Reset = at;
    }

    /// <summary>Starts counting from zero, as new limits ask for.</summary>
    public void Forget() => windows.Clear();

    public void Clear()
    {
        windows.Clear();
        Secondary = null;
    }

    public (int Limit, int Used, int Remaining, long Reset) Show(string key, string resource, DateTimeOffset now)
    {
        var window = Of(key, resource, now);
        return (window.Limit, Math.Min(window.Used, window.Limit), window.Remaining, window.Reset.ToUnixTimeSeconds());
    }

    public void Write(Dictionary<string, string> headers, string key, string resource, DateTimeOffset now)
    {
        var (limit, used, remaining, reset) = Show(key, resource, now);
        headers["X-RateLimit-Limit"] = Text(limit);
        headers["X-RateLimit-Remaining"] = Text(remaining);
        headers["X-RateLimit-Used"] = Text(used);
        headers["X-RateLimit-Reset"] = Text(reset);
        headers["X-RateLimit-Resource"] = resource;
    }

    private Window Of(string key, string resource, DateTimeOffset now)
    {
        if (windows.TryGetValue((key, resource), out var window) && window.Reset > now) return window;
        if (windows.Count >= MostWindows) windows.Clear();
        var isSearch = resource == "search";
        return windows[(key, resource)] = new Window
        {
            Limit = isSearch ? SearchesPerMinute : key.Length == 0 ? PerHourWithoutToken : PerHour,
            // GitHub tells whole seconds, and a wait until then must be long enough.
            Reset = DateTimeOffset.FromUnixTimeSeconds((now + (isSearch ? TimeSpan.FromMinutes(1) : Hour)).ToUnixTimeSeconds()),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Window
    {
        public int Limit { get; init; }

        public int Used { get; set; }

        public DateTimeOffset Reset { get; set; }

        public int Remaining => Math.Max(0, Limit - Used);
    }
}
