using System.Runtime.Versioning;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Process;

namespace IncidentBot.Host.Tests.Commands;

/// <summary>Whatever the bot writes holds the record, so nobody but its owner reads it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PermissionTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TestTerminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Fact]
    public async Task The_database_its_backups_and_every_export_are_their_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Permissions are another matter on Windows.");
        WithStore();
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Checkout", "--workspace", "T1", "--by", "maya"));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("backup", "backups/deep/safe.db"));
        foreach (var format in new[] { "markdown", "json", "html", "zip" })
            Assert.Equal(ExitCodes.Done, await terminal.RunAsync("export", "INC-1", "--format", format, "--out", "out/INC-1." + format));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("restore", "backups/deep/safe.db", "--force"));

        foreach (var folder in new[] { "data", "backups", "backups/deep", "out" }) Has(Owner | UnixFileMode.UserExecute, folder);
        foreach (var file in Directory.GetFiles(terminal.File("."), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("appsettings.json", StringComparison.Ordinal))) Has(Owner, file);
        Assert.True(File.Exists(terminal.File("data/incidentbot.db.replaced")));
    }

    [Fact]
    public async Task The_files_beside_a_database_in_use_are_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Permissions are another matter on Windows.");
        await using var run = await LocalRun.StartAsync();

        var files = Directory.GetFiles(run.Terminal.File("data"));

        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(files, file => Has(Owner, file));
    }

    [Fact]
    public async Task What_others_could_read_is_replaced_by_what_they_cannot()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Permissions are another matter on Windows.");
        WithStore();
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Checkout", "--workspace", "T1", "--by", "maya"));
        foreach (var name in new[] { "INC-1.md", "INC-1.md.part", "safe.db", "safe.db.part" })
        {
            await File.WriteAllTextAsync(terminal.File(name), "before");
            File.SetUnixFileMode(terminal.File(name), Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("export", "INC-1", "--out", "INC-1.md"));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("backup", "safe.db", "--force"));

        Has(Owner, "INC-1.md");
        Has(Owner, "safe.db");
    }

    private void WithStore() => terminal.With($$"""{"Store": {"ConnectionString": "Data Source={{terminal.File("data/incidentbot.db")}}"} }""");

    private void Has(UnixFileMode mode, string path) => Assert.True(File.GetUnixFileMode(terminal.File(path)) == mode, $"{path}: {File.GetUnixFileMode(terminal.File(path))}");
}
