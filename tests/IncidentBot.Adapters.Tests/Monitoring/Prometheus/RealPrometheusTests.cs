using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using IncidentBot.Catalogue;
using IncidentBot.Investigation.Signals;
using IncidentBot.Monitoring.Prometheus;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.Monitoring.Prometheus;

/// <summary>The same questions to a real Prometheus on this machine; skipped where there is none.</summary>
public sealed class RealPrometheusTests : IAsyncLifetime
{
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "prometheus")).FirstOrDefault(File.Exists);

    // Two lines, whatever is measured.
    private const string Two = "label_replace(vector(1), \"a\", \"1\", \"\", \"\") or label_replace(vector(1), \"a\", \"2\", \"\", \"\")";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-prometheus-");
    private Process? process;
    private Uri address = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Program is null)
            return;

        var port = FreePort();
        address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "prometheus.yml"),
            $$"""
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files: [rules.yml]
            scrape_configs:
              - job_name: prometheus
                static_configs: [{targets: ["127.0.0.1:{{port}}"]}]
            """);
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "rules.yml"),
            """
            groups:
              - name: static
                rules:
                  - {record: "demo:ratio", expr: "vector(0.124)"}
                  - {record: "demo:nan", expr: "vector(0) / vector(0)"}
            """);
        process = Process.Start(new ProcessStartInfo(Program)
        {
            ArgumentList =
            {
                "--config.file=" + Path.Combine(folder.FullName, "prometheus.yml"), "--storage.tsdb.path=" + Path.Combine(folder.FullName, "data"),
                "--web.listen-address=" + address.Authority, "--log.level=error",
            },
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true,
        });
        using var http = new HttpClient();
        await UntilAsync(async () => (await http.GetAsync(new Uri(address, "/-/ready"), Stop)).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_answers_what_the_bot_asks()
    {
        Assert.SkipWhen(Program is null, "There is no prometheus on this machine.");
        SignalAnswer answer = null!;
        await UntilAsync(async () => (answer = await AskAsync("demo:ratio")).Series is [{ } line] && line.Series.Points.Any(point => point.Value == 0.124));

        Assert.Null(answer.Problem);
        Assert.Contains((await AskAsync("demo:nan")).Series, line => line.NotNumbers > 0 && line.Series.Points.All(point => point.Value is null));
        Assert.Empty((await AskAsync("no_such_metric_total")).Series);
        Assert.Contains("parse error: unclosed left parenthesis", (await AskAsync("sum(rate(up[5m])")).Problem, StringComparison.Ordinal);
        Assert.Contains("can't work the query out", (await AskAsync($"({Two}) / on() ({Two})")).Problem, StringComparison.Ordinal);
        Assert.Contains("There is no query API at the address", (await AskAsync("up", path: "/nowhere")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_usual_query_is_one_that_it_can_read()
    {
        Assert.SkipWhen(Program is null, "There is no prometheus on this machine.");
        foreach (var profile in QueryProfiles.Names)
        {
            var signals = new ServiceSignals { Profile = profile, Labels = { ["service_name"] = "a \"quoted\\ one\n{}" } };
            var known = new CatalogueService { Signals = [signals] };
            foreach (var query in ServiceQueries.Of("checkout", known, Options(address), TimeSpan.FromMinutes(5)))
            {
                Assert.Null((await AskAsync(query.Text)).Problem);
                if (query.Buckets is { } buckets)
                    Assert.Null((await AskAsync(buckets)).Problem);
            }
        }
    }

    [Fact]
    public async Task The_end_of_the_last_bucket_is_found()
    {
        Assert.SkipWhen(Program is null, "There is no prometheus on this machine.");
        const string Buckets = "sum by (le) (rate(prometheus_http_request_duration_seconds_bucket[5m]))";
        await UntilAsync(async () => (await AskAsync(Buckets)).Series.Count > 3);
        // The last bucket of a real histogram is seldom full; what is always the same stands in for a quantile that is.
        var answer = await AskAsync("demo:ratio", buckets: Buckets);

        Assert.True(answer.Ceiling is null or > 1);
        Assert.Contains((await AskAsync(Buckets)).Series, line => line.Series.Name.StartsWith("le=", StringComparison.Ordinal));
    }

    private Task<SignalAnswer> AskAsync(string query, string path = "/", string? buckets = null)
    {
        var services = new ServiceCollection().AddSingleton(new CatalogueOptions()).AddPrometheus(Options(new Uri(address, path))).BuildServiceProvider();
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        return services.GetRequiredService<ISignalSource>().AskAsync(PrometheusStub.Query(query, buckets), now.AddMinutes(-5), now, TimeSpan.FromSeconds(1), Stop);
    }

    private static PrometheusOptions Options(Uri address) => new() { Sources = { ["main"] = new PrometheusSource { Url = address } } };

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60))
        {
            try
            {
                if (await isSo())
                    return;
            }
            catch (HttpRequestException)
            {
                // It doesn't listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }

        Assert.Fail("Prometheus didn't get there within a minute.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
