namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>A folder for a store that no bot runs on.</summary>
internal sealed class KeptFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-kept-");

    /// <summary>The store's file.</summary>
    public string Store => Path.Combine(folder.FullName, "bot.db");

    public void Dispose() => folder.Delete(recursive: true);
}
