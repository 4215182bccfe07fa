using System.Runtime.CompilerServices;

namespace IncidentBot.Host.Tests;

/// <summary>Finds the files of the project that are no part of any program.</summary>
internal static class ProjectRoot
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(OwnPath())!, "..", ".."));

    private static string OwnPath([CallerFilePath] string path = "") => path;
}
