using System.CommandLine;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Commands;

/// <summary>Without a command: runs the bot until it is stopped.</summary>
internal static class RunCommand
{
    public static RootCommand Create(Terminal terminal)
    {
        var urls = new Option<string?>("--urls")
        {
            Description = $"The address to listen on. Default: ASPNETCORE_URLS, or else {Addresses.Default}",
            HelpName = "ADDRESS",
        };
        var local = new Option<bool>("--local")
        {
            Description = "Run in local mode, with a simulated Slack, or not at all; the same as IncidentBot__Mode=Local",
        };
        var simulatorUrls = new Option<string?>("--simulator-urls")
        {
            Description = "The address of the simulated Slack in local mode. Default: "
                + $"{LocalSlackPlace.DefaultUrl}, or the next free port",
            HelpName = "ADDRESS",
        };
        var command = new RootCommand(
            "Guides people through an incident in Slack, keeps the timeline and drafts the postmortem. "
            + "Without settings it runs in local mode, with a simulated Slack.") { urls, local, simulatorUrls };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(urls), parsed.GetValue(local), parsed.GetValue(simulatorUrls), terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string? urls, bool isLocal, string? simulatorUrls, Terminal terminal, CancellationToken cancellationToken)
    {
        var settings = BotSettings.Read(terminal.Folder, urls, isLocal);
        var place = simulatorUrls is null
            ? LocalSlackPlace.Default
            : new LocalSlackPlace(Addresses.Read(simulatorUrls, "--simulator-urls"));
        if (settings.IsLocal) await LocalMode.RunAsync(settings, terminal, place, cancellationToken);
        else if (simulatorUrls is not null)
            throw StopException.WrongInput("--simulator-urls is for local mode, but the settings name a real Slack. Leave it out.");
        else await RunBotAsync(settings, terminal, cancellationToken);
        return ExitCodes.Done;
    }

    private static async Task RunBotAsync(BotSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var bot = await Starting.BotAsync(BotApplication.Build(settings), settings.Urls, cancellationToken);
        await terminal.Out.WriteLineAsync(settings.Slack.UsesSockets
            ? $"IncidentBot listens on {string.Join(", ", bot.Urls)} for health checks, and receives Slack's requests over Socket Mode."
            : $"IncidentBot listens on {string.Join(", ", bot.Urls)} for Slack's requests under /slack/.");
        await bot.WaitForShutdownAsync(cancellationToken);
    }
}
