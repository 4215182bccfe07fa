using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>
/// Asks a source's query API over HTTP: with a time limit, a bounded answer, few questions at once, and without following anybody to
/// another host. Whatever goes wrong is a sentence.
/// </summary>
internal sealed class PrometheusClient(PrometheusOptions options, PrometheusState state) : IDisposable
{
    /// <summary>The most of an answer that is read; bytes.</summary>
    public const int LargestAnswer = 5 << 20;

    /// <summary>The most lines that are read of one.</summary>
    public const int MostSeries = 20;

    // Prometheus works on 20 queries at once by default (--query.max-concurrency), and others ask as well.
    private const int AtOnce = 6, Tries = 2, MostSteps = 3;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.OrdinalIgnoreCase);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Asks, and again if nothing came of the first time by no fault of the query.</summary>
    /// <param name="source">The source's name; it is configured.</param>
    /// <param name="fields">The fields of the form.</param>
    /// <param name="mostSeries">So many lines are read.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>The answer, or why there is none.</returns>
    public async Task<(PrometheusAnswer? Answer, string? Problem)> QueryRangeAsync(
        string source, IReadOnlyDictionary<string, string> fields, int mostSeries, CancellationToken cancellationToken)
    {
        var known = options.Find(source) ?? throw new ArgumentException($"No source {source}.", nameof(source));
        var gate = gates.GetOrAdd(known.Name, _ => new SemaphoreSlim(AtOnce));
        await gate.WaitAsync(cancellationToken);
        try
        {
            for (var left = Tries - 1; ; left--)
            {
                var tried = await TryAsync(known.Name, known.Source, fields, mostSeries, cancellationToken);
                if (tried.IsWorthAnother && left > 0)
                    continue;

                state.Note(known.Name, tried.IsOfQuery ? null : tried.Problem);
                return (tried.Answer, tried.Problem);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<Tried> TryAsync(
        string name, PrometheusSource source, IReadOnlyDictionary<string, string> fields, int mostSeries,
        CancellationToken cancellationToken)
    {
        var patience = TimeSpan.FromSeconds(source.TimeoutSeconds);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            using var response = await SendAsync(source, fields, limit.Token);
            if (response is null)
                return new Tried(null, PrometheusProblems.LedAway(name));

            var (body, isCut) = await ReadAsync(response, limit.Token);
            var answer = Read(body.Span, isCut, mostSeries);
            return response.IsSuccessStatusCode && answer is { Status: "success" }
                ? new Tried(answer, null)
                : new Tried(null, PrometheusProblems.Of(name, response.StatusCode, answer))
                {
                    IsWorthAnother = answer is null && response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout,
                    IsOfQuery = answer?.ErrorType is "bad_data" or "execution",
                };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Tried(null, PrometheusProblems.Slow(name, patience));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            return new Tried(null, PrometheusProblems.Unreachable(name)) { IsWorthAnother = true };
        }
    }

    // Null: it leads to another host.
    private async Task<HttpResponseMessage?> SendAsync(
        PrometheusSource source, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var address = new Uri($"{source.Url!.AbsoluteUri.TrimEnd('/')}/api/v1/query_range");
        for (var step = 0; ; step++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
            request.Headers.Authorization = PrometheusSettingRules.SignIn(source);
            foreach (var (header, value) in source.Headers)
                request.Headers.TryAddWithoutValidation(header, value);
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 307 or 308) || response.Headers.Location is not { } location)
                return response;

            response.Dispose();
            var next = new Uri(address, location);
            if (step >= MostSteps || next.Host != address.Host || next.Port != address.Port || next.Scheme != address.Scheme)
                return null;
            address = next;
        }
    }

    private static async Task<(ReadOnlyMemory<byte> Body, bool IsCut)> ReadAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var piece = new byte[32 << 10];
        while (body.Length <= LargestAnswer)
        {
            var read = await content.ReadAsync(piece, cancellationToken);
            if (read == 0)
                return (body.GetBuffer().AsMemory(0, (int)body.Length), false);
            body.Write(piece, 0, read);
        }

        return (body.GetBuffer().AsMemory(0, LargestAnswer), true);
    }

    private static PrometheusAnswer? Read(ReadOnlySpan<byte> body, bool isCut, int mostSeries)
    {
        try
        {
            var answer = PrometheusAnswerReader.Read(body, isCut, mostSeries);
            return answer.Status is null ? null : answer;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A moment as the API takes it: seconds since 1970.</summary>
    public static string Seconds(DateTimeOffset at) =>
        (at.ToUnixTimeMilliseconds() / 1000.0).ToString("0.###", CultureInfo.InvariantCulture);

    // What stands in front of Prometheus answers for it while it restarts: then it is worth another try.
    private sealed record Tried(PrometheusAnswer? Answer, string? Problem)
    {
        public bool IsWorthAnother { get; init; }

        public bool IsOfQuery { get; init; }
    }
}
