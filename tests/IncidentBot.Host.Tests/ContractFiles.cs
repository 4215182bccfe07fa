namespace IncidentBot.Host.Tests;

/// <summary>The folder of recorded payloads and scenarios that a machine may have beside the project.</summary>
internal static class ContractFiles
{
    public static IReadOnlyList<string> Scenarios()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "INCIDENTBOT_CONTRACTS names no folder.");
        return Directory.GetFiles(Path.Combine(folder!, "incidents"), "*.json");
    }
}
