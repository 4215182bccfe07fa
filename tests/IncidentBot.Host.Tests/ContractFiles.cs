namespace IncidentBot.Host.Tests;

/// <summary>The folder of recorded payloads and scenarios that a machine may have beside the project.</summary>
internal static class ContractFiles
{
    public static IReadOnlyList<string> Scenarios() => Files("incidents");

    /// <summary>Webhooks of GitHub, each named by its event.</summary>
    public static IReadOnlyList<string> Webhooks() => Files("github", "webhooks");

    private static string[] Files(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "INCIDENTBOT_CONTRACTS names no folder.");
        return Directory.GetFiles(Path.Combine([folder!, .. path]), "*.json");
    }
}
