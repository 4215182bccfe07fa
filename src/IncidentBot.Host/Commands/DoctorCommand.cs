using System.CommandLine;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Doctor;
using IncidentBot.Host.Terminals;
using IncidentBot.Operating;

namespace IncidentBot.Host.Commands;

/// <summary><c>doctor</c>: checks everything that the bot needs and says what to click or set.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "doctor",
            "Check settings, store, tokens, scopes, channels, clock and GitHub, and say how to fix them. Exit code 0: it works, 1: "
                + "something is broken, 2: the settings are wrong.");
        command.SetAction((_, cancellationToken) => RunAsync(terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, CancellationToken cancellationToken)
    {
        BotSettings settings;
        try
        {
            settings = BotSettings.Read(terminal.Folder, urls: null);
            // What stops the start stops the examination with the same sentence.
            if (settings.IsLocal)
            {
                await using var services = BotApplication.BuildForReading(settings);
                await LocalModeCheck.RunAsync(settings, LocalSlackPlace.Default, services, cancellationToken);
            }

            BotApplication.RefuseUnusableFiles(settings);
        }
        catch (StopException wrong) when (wrong.ExitCode == ExitCodes.WrongInput)
        {
            FindingTable.Write(terminal, SettingChecks.Wrong(wrong));
            await terminal.Out.WriteLineAsync(
                "\nThe settings are wrong, so nothing else was checked. appsettings.sample.json lists every key.");
            return ExitCodes.WrongInput;
        }

        var findings = await Examination.RunAsync(settings, cancellationToken);
        FindingTable.Write(terminal, findings);
        await terminal.Out.WriteLineAsync("\n" + Summary(findings));
        return findings.Any(finding => finding.Verdict == Verdict.Error) ? ExitCodes.NotDone : ExitCodes.Done;
    }

    private static string Summary(IReadOnlyList<Finding> findings)
    {
        var (errors, warnings) = (
            findings.Count(finding => finding.Verdict == Verdict.Error), findings.Count(finding => finding.Verdict == Verdict.Warning));
        return (errors, warnings) switch
        {
            (0, 0) => "Everything is fine.",
            (0, _) => $"It works; {Counted(warnings, "warning")} to look at.",
            (_, 0) => $"{Counted(errors, "error")} to fix.",
            _ => $"{Counted(errors, "error")} to fix, {Counted(warnings, "warning")} to look at.",
        };
    }

    private static string Counted(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
