using System.Globalization;
using IncidentBot.Host.Tests.Crash;

namespace IncidentBot.Benchmarks.Accept;

/// <summary>What a load came to.</summary>
/// <param name="Requests">How many were answered 200.</param>
/// <param name="Seconds">In which time.</param>
/// <param name="P50">Half of them took at most this; milliseconds.</param>
/// <param name="P99">All but one in a hundred took at most this; milliseconds.</param>
/// <param name="Work">For how long one request keeps a core of the server busy; microseconds.</param>
internal sealed record LoadResult(long Requests, double Seconds, double P50, double P99, double Work)
{
    public double PerSecond => Requests / Seconds;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond,8:0} req/s   p50 {P50,6:0.00} ms   p99 {P99,6:0.00} ms   core {Work,5:0} us");
}

/// <summary>Sends events over real HTTP from several connections, each as soon as its last one was answered.</summary>
internal sealed class Load(HostProcess server, Func<long> nextNumber) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Address) };

    /// <summary>Sends for a time.</summary>
    /// <exception cref="HttpRequestException">One was not answered 200.</exception>
    public async Task<LoadResult> RunAsync(int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var worked = server.Worked;
        var started = TimeProvider.System.GetTimestamp();
        var sent = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(started, duration, cancellationToken), cancellationToken)));
        var took = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var times = sent.SelectMany(t => t).Order().ToList();
        return new LoadResult(times.Count, took, times[times.Count / 2], times[times.Count * 99 / 100], (server.Worked - worked).TotalMicroseconds / times.Count);
    }

    public void Dispose() => http.Dispose();

    private async Task<List<double>> SendAsync(long started, TimeSpan duration, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        while (TimeProvider.System.GetElapsedTime(started) < duration)
        {
            using var request = SignedEvents.Request(nextNumber());
            var begun = TimeProvider.System.GetTimestamp();
            using var response = await http.SendAsync(request, cancellationToken);
            times.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
            response.EnsureSuccessStatusCode();
        }

        return times;
    }
}
