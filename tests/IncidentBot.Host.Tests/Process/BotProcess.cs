using System.Diagnostics;
using System.Text.RegularExpressions;

namespace IncidentBot.Host.Tests.Process;

/// <summary>The bot as a process of its own, which can be killed like any other.</summary>
internal sealed partial class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly System.Diagnostics.Process process;

    private BotProcess(System.Diagnostics.Process process, string address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Starts it against a local Slack, with a database in a folder, and waits until it listens.</summary>
    public static async Task<BotProcess> StartAsync(string folder, Uri slack)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in new[]
        {
            ("Slack__ApiUrl", $"{slack}api/"), ("Slack__BotToken", "xoxb-local"), ("Slack__SigningSecret", "local-signing-secret"),
            ("Delivery__LeaseSeconds", "1"), ("HOME", folder),
        })
        {
            start.Environment[name] = value;
        }

        var started = System.Diagnostics.Process.Start(start)!;
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        started.OutputDataReceived += (_, output) =>
        {
            if (Listening().Match(output.Data ?? "") is { Success: true } told) address.TrySetResult(told.Groups["address"].Value);
        };
        started.ErrorDataReceived += static (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return new BotProcess(started, await address.Task.WaitAsync(Patience));
    }

    /// <summary>Ends it at once, as a power cut does.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"listens on (?<address>http://\S+?)[, ]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Listening();
}
