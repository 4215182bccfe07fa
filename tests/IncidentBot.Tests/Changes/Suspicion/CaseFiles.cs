using System.Runtime.CompilerServices;

namespace IncidentBot.Tests.Changes.Suspicion;

/// <summary>The files of cases beside this one.</summary>
public static class CaseFiles
{
    /// <summary>The names of all parts.</summary>
    public static IReadOnlyList<string> Names { get; } = ["development", "held-back", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

    /// <summary>The cases of one part.</summary>
    public static IReadOnlyList<SuspectCase> Read(string name) => SuspectCases.Read(File.ReadAllText(Path.Combine(Folder(), name + ".txt")));

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");
}
