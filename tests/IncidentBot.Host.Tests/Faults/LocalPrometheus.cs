using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.Host.Tests.Process;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>A real Prometheus that scrapes one address; where Debian's is not installed, whoever needs it reports itself as skipped.</summary>
internal sealed partial class LocalPrometheus : IAsyncDisposable
{
    private const string Prometheus = "/usr/bin/prometheus";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-prometheus-");
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly System.Diagnostics.Process process;
    private readonly HttpClient api = new();

    private LocalPrometheus(Uri target)
    {
        var settings = Path.Combine(folder.FullName, "prometheus.yml");
        File.WriteAllText(settings, $$"""
            scrape_configs:
              - job_name: bot
                scrape_interval: 1s
                static_configs: [{targets: ["{{target.Authority}}"]}]
            """);
        var start = new ProcessStartInfo(Prometheus) { RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { $"--config.file={settings}", $"--storage.tsdb.path={folder.FullName}/data", "--web.listen-address=127.0.0.1:0" })
            start.ArgumentList.Add(argument);
        process = new System.Diagnostics.Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) =>
        {
            if (Address().Match(line.Data ?? string.Empty) is { Success: true } found) listening.TrySetResult(new Uri($"http://{found.Groups["address"].Value}"));
        };
    }

    public static async Task<LocalPrometheus> StartAsync(Uri target)
    {
        Assert.SkipUnless(File.Exists(Prometheus), $"{Prometheus} is not installed.");
        var started = new LocalPrometheus(target);
        started.process.Start();
        started.process.BeginErrorReadLine();
        started.api.BaseAddress = await started.listening.Task.WaitAsync(TimeSpan.FromSeconds(90));
        return started;
    }

    /// <summary>Waits until it has a series of this name, and gives all of them.</summary>
    public Task<JsonArray> SeriesAsync(string name) => Until.FoundAsync(async () => await ReadAsync($"query?query={name}") is { } data && data["result"] is JsonArray { Count: > 0 } series ? series : null);

    /// <summary>The names of the bot's series.</summary>
    public async Task<IEnumerable<string>> NamesAsync() =>
        ((JsonArray)(await ReadAsync("label/__name__/values"))!).Select(name => (string)name!).Where(name => name.StartsWith("incidentbot_", StringComparison.Ordinal));

    /// <summary>The type of every metric that it was told of.</summary>
    public async Task<Dictionary<string, string>> TypesAsync() =>
        ((JsonObject)await Until.FoundAsync(async () => await ReadAsync("metadata") is JsonObject { Count: > 0 } metrics ? metrics : null))
        .ToDictionary(metric => metric.Key, metric => (string)metric.Value![0]!["type"]!, StringComparer.Ordinal);

    /// <summary>What went wrong in the last scrape; empty: nothing.</summary>
    public async Task<string> LastErrorAsync() => (string)(await ReadAsync("targets"))!["activeTargets"]![0]!["lastError"]!;

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<JsonNode?> ReadAsync(string query)
    {
        using var answer = await api.GetAsync($"/api/v1/{query}");
        // It listens a moment before it is ready.
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"] : null;
    }

    [GeneratedRegex("\"Listening on\" address=(?<address>[0-9.:]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
