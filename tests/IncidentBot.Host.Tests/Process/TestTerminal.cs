using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Runs commands of the program in a folder of their own and keeps what they say.</summary>
internal sealed class TestTerminal : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-cli-");
    private readonly StringWriter written = new();
    private readonly StringWriter errors = new();

    public string Out => written.ToString();

    public string Error => errors.ToString();

    public string File(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Writes the settings; the database is always in the folder.</summary>
    public TestTerminal With(string settings)
    {
        System.IO.File.WriteAllText(File("appsettings.json"), settings);
        return this;
    }

    public async Task<int> RunAsync(params string[] words)
    {
        Clear();
        return await Program.RunAsync(words, new Terminal(written, errors, folder.FullName, ShowsProgress: false));
    }

    /// <summary>Forgets what was printed.</summary>
    public void Clear()
    {
        written.GetStringBuilder().Clear();
        errors.GetStringBuilder().Clear();
    }

    public Terminal AsTerminal() => new(written, errors, folder.FullName, ShowsProgress: false);

    public void Dispose()
    {
        written.Dispose();
        errors.Dispose();
        if (Directory.Exists(folder.FullName)) folder.Delete(recursive: true);
    }
}
