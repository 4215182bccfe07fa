using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>GitHub's own client for JavaScript works against the local GitHub as it does against GitHub; skipped where npm serves none.</summary>
public sealed class OctokitJavaScriptTests
{
    // The last ones that run on Node 20, which is what most machines have.
    private static readonly string[] Packages = ["@octokit/rest@22.0.1", "@octokit/auth-app@8.3.1"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task It_pages_writes_is_refused_and_acts_as_an_app()
    {
        var folder = Path.Combine(Path.GetTempPath(), "incidentbot-octokit-javascript");
        Directory.CreateDirectory(folder);
        Assert.SkipUnless(await IsInstalledAsync(folder), "npm or node is not there, or npm serves no @octokit.");

        await using var slack = await LocalWorkspace.StartAsync();
        var (id, key, installation) = await LocalGitHubAppTests.AppAsync(slack);
        await GitHubCaller.WithHistoryAsync(slack);
        for (var i = 1; i <= 5; i++)
            await slack.DoAsync("github/deployments", new JsonObject
            {
                ["repository"] = "acme/checkout", ["ref"] = $"v{i}", ["at"] = $"2026-03-01T0{i}:00:00Z", ["statuses"] = new JsonArray(new JsonObject { ["state"] = "success" }),
            });
        for (var i = 0; i < 2; i++)
            await slack.DoAsync("github/runs", new JsonObject { ["repository"] = "acme/checkout", ["conclusion"] = "success" });
        var run = Path.Combine(folder, Path.GetRandomFileName());
        Directory.CreateDirectory(run);
        var script = Path.Combine(run, "octokit.mjs");
        File.Copy(Path.Combine(Here(), "octokit.mjs"), script);
        var keyFile = Path.Combine(run, "key.pem");
        await File.WriteAllTextAsync(keyFile, key);
        try
        {
            var (code, output) = await RunAsync(run, "node", script, new Uri(slack.Http.BaseAddress!, "/github").AbsoluteUri, $"{id}", keyFile, $"{installation}");
            Assert.True(code == 0 && output.Contains("all is well", StringComparison.Ordinal), output);
        }
        finally
        {
            Directory.Delete(run, recursive: true);
        }
    }

    private static async Task<bool> IsInstalledAsync(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "node_modules", "@octokit", "auth-app"))) return true;
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"private":true}""");
        try
        {
            return (await RunAsync(folder, "npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", .. Packages])).Code == 0;
        }
        catch (Exception failure) when (failure is Win32Exception or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Patience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
