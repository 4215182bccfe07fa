namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Compares a text with the approved file; with INCIDENTBOT_APPROVE set, writes the file for a person to review.</summary>
internal static class Approved
{
    public static void Check(string path, string text)
    {
        var file = Path.Combine(SlackManifestTests.Root(), path);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("INCIDENTBOT_APPROVE")))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }
}
