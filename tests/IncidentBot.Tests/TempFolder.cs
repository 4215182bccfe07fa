namespace IncidentBot.Tests;

/// <summary>A folder that is gone when the test is.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("incidentbot-").FullName;

    public string Database => System.IO.Path.Combine(Path, "bot.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
