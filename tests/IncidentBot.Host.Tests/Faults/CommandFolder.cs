using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>A folder to call the program from, with settings of its own.</summary>
internal sealed class CommandFolder : IDisposable
{
    public CommandFolder(string connectionString = "Data Source=bot.db", string provider = "Sqlite") => File.WriteAllText(
        Path("appsettings.json"),
        $$"""{ "Store": { "Provider": "{{provider}}", "ConnectionString": "{{connectionString.Replace("bot.db", Path("bot.db"), StringComparison.Ordinal)}}" }, "Slack": { "BotToken": "xoxb-test", "SigningSecret": "test" } }""");

    private DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("incidentbot-command-");

    public string Database => Path("bot.db");

    public string Path(string name) => System.IO.Path.Combine(Folder.FullName, name);

    /// <summary>Calls the program; what it ends with and all that it says.</summary>
    public async Task<(int ExitCode, string Said)> CallAsync(params string[] args)
    {
        await using var said = new StringWriter();
        var exitCode = await Program.RunAsync(args, new Terminal(said, said, Folder.FullName, ShowsProgress: false));
        return (exitCode, said.ToString());
    }

    public void Dispose() => Folder.Delete(recursive: true);
}
