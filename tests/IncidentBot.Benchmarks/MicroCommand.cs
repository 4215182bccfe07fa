using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace IncidentBot.Benchmarks;

/// <summary><c>micro</c>: time and memory of the steps that each request goes through.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var command = new Command("micro", "Time and memory of verifying, parsing, routing and rendering.");
        // In this process: a generated project would not know this one's package versions.
        command.SetAction(_ => BenchmarkRunner.Run<RequestSteps>(
            DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "incidentbot-micro"))));
        return command;
    }
}
