using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace IncidentBot.Host.Tests.Crash;

/// <summary>What a process is told from outside; the numbers are those of Linux.</summary>
internal enum Signal
{
    /// <summary>Nothing more runs in it.</summary>
    Pause = 19,

    /// <summary>It goes on where it was.</summary>
    Continue = 18,

    /// <summary>It is to stop by itself.</summary>
    Stop = 15,
}

/// <summary>The real bot in a process of its own, so that it can be killed, paused and stopped.</summary>
internal sealed partial class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly System.Diagnostics.Process process;

    private readonly List<string> lines;

    private HostProcess(System.Diagnostics.Process process, string address, List<string> lines)
    {
        this.process = process;
        this.lines = lines;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>The program's file.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "IncidentBot.Host.dll");

    /// <summary>What it has said so far, a line each.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (lines) return [.. lines];
        }
    }

    /// <summary>How much memory it has; bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Whether a library is loaded, as Linux tells.</summary>
    public bool HasLoaded(string library) => File.ReadLines($"/proc/{process.Id}/maps").Any(line => line.EndsWith('/' + library, StringComparison.Ordinal));

    /// <summary>How long it has used a core.</summary>
    public TimeSpan Worked
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Tells it something.</summary>
    public void Send(Signal signal)
    {
        if (Kill(process.Id, (int)signal) != 0) throw new InvalidOperationException($"The process {process.Id} did not take the signal {signal}.");
    }

    /// <summary>Waits until it has ended; its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Starts a program and waits until it says that it listens.</summary>
    /// <param name="arguments">Its file and its words.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="settings">What is set by the environment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<HostProcess> StartAsync(IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var bot = new System.Diagnostics.Process { StartInfo = Start(arguments, folder, settings) };
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
            return new HostProcess(bot, address, said);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            End(bot);
            lock (said) throw new InvalidOperationException("The bot did not begin to listen. It said: " + string.Join('\n', said), late);
        }
    }

    /// <summary>Runs a program that ends by itself; its exit code and all that it said.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(
        IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        using var program = System.Diagnostics.Process.Start(Start(arguments, folder, settings))!;
        try
        {
            var (said, wrong) = (program.StandardOutput.ReadToEndAsync(cancellationToken), program.StandardError.ReadToEndAsync(cancellationToken));
            await program.WaitForExitAsync(cancellationToken);
            return (program.ExitCode, await said + await wrong);
        }
        finally
        {
            if (!program.HasExited) program.Kill();
        }
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Dispose() => End(process);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    private static ProcessStartInfo Start(IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return start;
    }

    private static void End(System.Diagnostics.Process process)
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static void Hear(string? line, List<string> said, TaskCompletionSource<string> listening)
    {
        if (line is null) return;
        lock (said) said.Add(line);
        if (ListensOn().Match(line) is { Success: true } match) listening.TrySetResult(match.Groups["address"].Value);
    }

    [GeneratedRegex("listens on (?<address>http://127\\.0\\.0\\.1:[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListensOn();
}
