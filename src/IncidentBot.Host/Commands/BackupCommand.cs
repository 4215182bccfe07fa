using System.CommandLine;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Store;

namespace IncidentBot.Host.Commands;

/// <summary><c>backup PATH</c> and <c>restore PATH</c>: copies the SQLite database to a file, and back.</summary>
internal static class BackupCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("path") { Description = "The file to write", HelpName = "PATH" };
        var force = new Option<bool>("--force") { Description = "Overwrite the file if it exists" };
        var command = new Command("backup", "Copy the SQLite database to a file; works while the bot is running.") { path, force };
        command.SetAction(
            (parsed, _) => WithStoreAsync(
                terminal, services => Backup(services, terminal.Path(parsed.GetValue(path)!), parsed.GetValue(force), terminal)));
        return command;
    }

    public static Command CreateRestore(Terminal terminal)
    {
        var path = new Argument<string>("path") { Description = "A file written by backup", HelpName = "PATH" };
        var force = new Option<bool>("--force") { Description = "Replace an existing database; the old one is kept as *.replaced" };
        var command = new Command("restore", "Replace the database with a backup; stop the bot first.") { path, force };
        command.SetAction(
            (parsed, _) => WithStoreAsync(
                terminal, services => Restore(services, terminal.Path(parsed.GetValue(path)!), parsed.GetValue(force), terminal)));
        return command;
    }

    private static async Task<int> WithStoreAsync(Terminal terminal, Func<IServiceProvider, int> step)
    {
        var settings = BotSettings.Read(terminal.Folder, urls: null);
        if (settings.Store.Provider != StoreProvider.Sqlite)
            throw StopException.WrongInput(
                "Store:Provider is SqlServer; use SQL Server's own BACKUP DATABASE and RESTORE DATABASE.");
        await using var services = BotApplication.BuildForReading(settings);
        return step(services);
    }

    private static int Backup(IServiceProvider services, string path, bool force, Terminal terminal)
    {
        Starting.RefuseMissingStore(services);
        if (File.Exists(path) && !force)
            throw StopException.NotDone($"{path} already exists. Choose another file, or overwrite it with --force.");
        var unfinished = path + ".part";
        Try(path, () =>
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            PrivateFiles.Create(unfinished).Dispose();
            SqliteBackup.Write(PathOf(services), unfinished);
            File.Move(unfinished, path, overwrite: true);
        });
        terminal.Out.WriteLine($"Wrote {path}. To restore it: restore {path}");
        return ExitCodes.Done;
    }

    private static int Restore(IServiceProvider services, string path, bool force, Terminal terminal)
    {
        if (!File.Exists(path)) throw StopException.WrongInput($"{path} does not exist.");
        var database = PathOf(services);
        if (string.Equals(path, database, StringComparison.Ordinal)) throw StopException.WrongInput($"{path} is the database itself.");
        var unfinished = database + ".part";
        Try(database, () => CopyIn(path, unfinished, services.GetRequiredService<Migrations>().Newest));
        var replaced = Replace(database, unfinished, force);
        terminal.Out.WriteLine(
            replaced is null
                ? $"{database} has been restored. You can start the bot now."
                : $"{database} has been restored; the old one is kept as {replaced}. You can start the bot now.");
        return ExitCodes.Done;
    }

    // Only a checked copy on the same disk can take the database's place in one step.
    private static void CopyIn(string path, string unfinished, int newest)
    {
        if (SqliteBackup.Problem(path, newest) is { } problem) throw StopException.WrongInput(problem);
        PrivateFiles.CreateFolder(Path.GetDirectoryName(unfinished)!);
        using var copy = PrivateFiles.Create(unfinished);
        using var backup = File.OpenRead(path);
        backup.CopyTo(copy);
    }

    private static string? Replace(string database, string unfinished, bool force)
    {
        string? replaced = null;
        Try(database, () =>
        {
            if (File.Exists(database)) replaced = SetAside(database, unfinished, force);
            File.Move(unfinished, database);
        });
        return replaced;
    }

    private static string SetAside(string database, string unfinished, bool force)
    {
        var refusal = !force
            ? $"{database} already exists. Replace it with --force; the old one is kept as *.replaced."
            : SqliteBackup.IsInUse(database) ? $"{database} is in use. Stop the bot first." : null;
        if (refusal is not null)
        {
            File.Delete(unfinished);
            throw StopException.NotDone(refusal);
        }

        var replaced = database + ".replaced";
        File.Move(database, replaced, overwrite: true);
        return replaced;
    }

    private static string PathOf(IServiceProvider services) => ((SqliteDatabase)services.GetRequiredService<Database>()).Path;

    private static void Try(string path, Action step)
    {
        try
        {
            step();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StopException.NotDone($"Can't write {path}: {e.Message}");
        }
        catch (StoreUnavailableException e)
        {
            throw StopException.NotDone(e.Message);
        }
    }
}
