using System.Diagnostics;
using System.Text.RegularExpressions;

namespace IncidentBot.Host.Tests.Crash;

/// <summary>The real bot in a process of its own, so that it can be killed.</summary>
internal sealed partial class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly System.Diagnostics.Process process;

    private HostProcess(System.Diagnostics.Process process, string address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>The program's file.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "IncidentBot.Host.dll");

    /// <summary>How much memory it has; bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>How long it has used a core.</summary>
    public TimeSpan Worked
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program and waits until it says that it listens.</summary>
    /// <param name="arguments">Its file and its words.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="settings">What is set by the environment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<HostProcess> StartAsync(IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var bot = new System.Diagnostics.Process { StartInfo = start };
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        bot.OutputDataReceived += (_, line) => Hear(line.Data, said, listening);
        bot.ErrorDataReceived += (_, line) => Hear(line.Data, said, listening);
        bot.Start();
        bot.BeginOutputReadLine();
        bot.BeginErrorReadLine();
        try
        {
            var address = await listening.Task.WaitAsync(Patience, TimeProvider.System, cancellationToken);
            return new HostProcess(bot, address);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            End(bot);
            lock (said) throw new InvalidOperationException("The bot did not begin to listen. It said: " + string.Join('\n', said), late);
        }
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Dispose() => End(process);

    private static void End(System.Diagnostics.Process process)
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static void Hear(string? line, List<string> said, TaskCompletionSource<string> listening)
    {
        if (line is null || listening.Task.IsCompleted) return;
        lock (said) said.Add(line);
        if (ListensOn().Match(line) is { Success: true } match) listening.TrySetResult(match.Groups["address"].Value);
    }

    [GeneratedRegex("listens on (?<address>http://127\\.0\\.0\\.1:[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListensOn();
}
