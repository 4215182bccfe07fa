using System.Runtime.InteropServices;

namespace IncidentBot.Benchmarks;

/// <summary>Says what was measured on.</summary>
internal static class Machine
{
    /// <summary>One line: system, runtime, cores, how busy they are with other work.</summary>
    public static string Describe()
    {
        var line = $"{RuntimeInformation.OSDescription}, .NET {Environment.Version}, {Environment.ProcessorCount} cores";
        return File.Exists("/proc/loadavg") ? $"{line}, load at the start {File.ReadAllText("/proc/loadavg").Split(' ')[0]}." : line + ".";
    }
}
