using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Host.Tests.Faults;

public sealed class BackupTests : IDisposable
{
    private readonly CommandFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_backup_taken_while_the_database_is_open_brings_the_record_back()
    {
        await StartAsync("Before the backup");
        await using (var running = new SqliteDatabase($"Data Source={folder.Database}"))
        {
            await running.QueryAsync<int>("SELECT COUNT(*) FROM incident", null, default);
            Assert.Equal(ExitCodes.Done, (await folder.CallAsync("backup", "safe.db")).ExitCode);
        }

        await StartAsync("After the backup");
        var (exitCode, said) = await folder.CallAsync("restore", "safe.db", "--force");

        Assert.True(exitCode == ExitCodes.Done, said);
        Assert.Equal(["Before the backup"], await TitlesAsync(folder.Database));
        Assert.Equal(["Before the backup", "After the backup"], await TitlesAsync(folder.Database + ".replaced"));
    }

    [Fact]
    public async Task A_restore_is_refused_while_the_bot_runs()
    {
        await StartAsync("Running");
        await folder.CallAsync("backup", "safe.db");
        await using var running = new SqliteDatabase($"Data Source={folder.Database}");
        await running.QueryAsync<int>("SELECT COUNT(*) FROM incident", null, default);

        var (exitCode, said) = await folder.CallAsync("restore", "safe.db", "--force");

        Assert.Equal(ExitCodes.NotDone, exitCode);
        Assert.Contains("is in use. Stop the bot first.", said, StringComparison.Ordinal);
        Assert.Equal([1], await running.QueryAsync<int>("SELECT COUNT(*) FROM incident", null, default));
    }

    [Fact]
    public async Task What_is_there_is_not_replaced_unasked()
    {
        await StartAsync("Kept");
        await folder.CallAsync("backup", "safe.db");

        Assert.Equal(ExitCodes.NotDone, (await folder.CallAsync("backup", "safe.db")).ExitCode);
        Assert.Equal(ExitCodes.NotDone, (await folder.CallAsync("restore", "safe.db")).ExitCode);
        Assert.Equal(ExitCodes.Done, (await folder.CallAsync("backup", "safe.db", "--force")).ExitCode);
    }

    [Fact]
    public async Task What_is_no_backup_of_the_bot_is_refused()
    {
        await File.WriteAllTextAsync(folder.Path("diary.txt"), string.Concat(Enumerable.Repeat("This is a diary. ", 100)));
        await using (var other = new SqliteDatabase($"Data Source={folder.Path("other.db")}"))
        {
            await other.ChangeAsync<int>("CREATE TABLE diary (day TEXT)", null, default);
        }

        Assert.Equal(ExitCodes.WrongInput, (await folder.CallAsync("restore", "absent.db")).ExitCode);
        Assert.Contains("no SQLite database", (await folder.CallAsync("restore", "diary.txt")).Said, StringComparison.Ordinal);
        var (exitCode, said) = await folder.CallAsync("restore", "other.db");
        Assert.Equal(ExitCodes.WrongInput, exitCode);
        Assert.Contains("not one of this bot", said, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Database));
    }

    [Fact]
    public async Task SQL_Server_has_its_own()
    {
        using var server = new CommandFolder("Server=db;Database=incidentbot;Encrypt=True;TrustServerCertificate=False", "SqlServer");

        var (exitCode, said) = await server.CallAsync("backup", "safe.db");

        Assert.Equal(ExitCodes.WrongInput, exitCode);
        Assert.Contains("BACKUP DATABASE", said, StringComparison.Ordinal);
    }

    private async Task StartAsync(string title) =>
        Assert.Equal(ExitCodes.Done, (await folder.CallAsync("start", title, "--workspace", "T1")).ExitCode);

    private static async Task<IEnumerable<string>> TitlesAsync(string file)
    {
        await using var database = new SqliteDatabase($"Data Source={file}");
        return (await new IncidentStore(database).ListAsync(new("T1"), default)).Select(incident => incident.Title);
    }
}
