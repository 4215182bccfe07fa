using IncidentBot.Host.Commands;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host;

/// <summary>The entry point; each command has its own file.</summary>
internal static class Program
{
    /// <summary>Runs the command in the arguments and ends with one of <see cref="ExitCodes"/>.</summary>
    public static Task<int> Main(string[] args) => Program.RunAsync(args, Terminal.OfThisProcess());

    /// <summary>The same, on the given terminal.</summary>
    internal static Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var root = RunCommand.Create(terminal);
        root.Add(DemoCommand.Create(terminal));
        root.Add(ChangesCommand.Create(terminal));
        root.Add(SuspectsCommand.Create(terminal));
        root.Add(LintCommand.Create(terminal));
        root.Add(ExportCommand.Create(terminal));
        root.Add(EvidenceCommand.Create(terminal));
        root.Add(DoctorCommand.Create(terminal));
        root.Add(ManifestCommand.Create(terminal));
        root.Add(DeadCommand.Create(terminal));
        root.Add(TokenCommand.Create(terminal));
        root.Add(AuditCommand.Create(terminal));
        root.Add(BackupCommand.Create(terminal));
        root.Add(BackupCommand.CreateRestore(terminal));
        var store = new StoreCommands(terminal);
        root.Add(PostmortemCommand.Create(terminal, store));
        root.Add(TemplateCommand.Create(terminal));
        root.Add(store.Start());
        root.Add(store.Note());
        root.Add(store.Status());
        return CommandLine.InvokeAsync(root, args, terminal);
    }
}
