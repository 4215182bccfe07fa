using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using IncidentBot.Host.Tests;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Benchmarks.Start;

/// <summary>What one start came to.</summary>
/// <param name="Ready">From the call of the program until <c>/readyz</c> answered 200; milliseconds.</param>
/// <param name="Work">How long it had kept a core busy by then; milliseconds.</param>
/// <param name="Memory">The working set at rest; MiB.</param>
internal sealed record Started(double Ready, double Work, double Memory)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ready after {Ready,6:0} ms   core {Work,6:0} ms   {Memory,5:0.0} MiB");
}

/// <summary>A program, published as the operator's page says.</summary>
/// <param name="file">What <c>dotnet</c> is called with.</param>
/// <param name="folder">Its current folder.</param>
/// <param name="settings">What is set by the environment.</param>
internal sealed class Published(string file, string folder, IReadOnlyDictionary<string, string> settings)
{
    private const string BareProject = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <ServerGarbageCollection>false</ServerGarbageCollection>
            <TieredPGO>false</TieredPGO>
            <InvariantGlobalization>false</InvariantGlobalization>
            <PublishReadyToRun Condition="'$(RuntimeIdentifier)' != ''">true</PublishReadyToRun>
          </PropertyGroup>
          <ItemGroup>
            <RuntimeHostConfigurationOption Include="System.Threading.ThreadPool.UnfairSemaphoreSpinLimit" Value="0" />
          </ItemGroup>
        </Project>
        """;

    private const string BareProgram = """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/readyz", () => "ready");
        await app.StartAsync();
        Console.WriteLine($"Bare listens on {app.Urls.First()}");
        await app.WaitForShutdownAsync();
        """;

    /// <summary>What <c>dotnet new web</c> makes, with one endpoint.</summary>
    public static async Task<Published> BareAsync(string folder, CancellationToken cancellationToken)
    {
        var project = Directory.CreateDirectory(Path.Combine(folder, "bare", "project")).FullName;
        await File.WriteAllTextAsync(Path.Combine(project, "Bare.csproj"), BareProject, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), BareProgram, cancellationToken);
        var output = await PublishAsync(project, Path.Combine(folder, "bare"), cancellationToken);
        return new Published(Path.Combine(output, "Bare.dll"), output, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    /// <summary>The bot, with a local Slack and a store of its own.</summary>
    public static async Task<Published> BotAsync(string folder, string slack, CancellationToken cancellationToken)
    {
        var output = await PublishAsync(Path.Combine(ProjectRoot.Folder, "src", "IncidentBot.Host"), Path.Combine(folder, "bot"), cancellationToken);
        return new Published(Path.Combine(output, "IncidentBot.Host.dll"), output, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Store__ConnectionString"] = $"Data Source={Path.Combine(folder, "bot.db")}",
            ["Slack__BotToken"] = DefaultApp.BotToken,
            ["Slack__SigningSecret"] = DefaultApp.SigningSecret,
            ["Slack__ApiUrl"] = $"{slack}/api/",
            ["Management__Urls"] = "http://127.0.0.1:0",
        });
    }

    /// <summary>Starts it, waits until it is ready, lets it rest and ends it.</summary>
    public async Task<Started> StartAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        using var process = await HostProcess.StartAsync([file, "--urls", "http://127.0.0.1:0"], folder, settings, cancellationToken);
        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri(new Uri(process.Address), "/readyz"), cancellationToken);
        var (time, work) = (TimeProvider.System.GetElapsedTime(begun), process.Worked);
        ready.EnsureSuccessStatusCode();
        await Task.Delay(rest, TimeProvider.System, cancellationToken);
        return new Started(time.TotalMilliseconds, work.TotalMilliseconds, process.Memory / (double)(1 << 20));
    }

    private static async Task<string> PublishAsync(string project, string folder, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder, "published");
        string[] words = ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-v", "q", "-o", output];
        using var publish = System.Diagnostics.Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", words))!;
        await publish.WaitForExitAsync(cancellationToken);
        return publish.ExitCode == 0 ? output : throw new InvalidOperationException($"{project} could not be published.");
    }
}
