using System.CommandLine;
using System.Globalization;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Postmortem;

namespace IncidentBot.Host.Commands;

/// <summary>
/// <c>evidence check INC-7</c>: lists the sentences of a postmortem that have no evidence; works while the bot is running.
/// </summary>
internal static class EvidenceCommand
{
    public static Command Create(Terminal terminal)
    {
        var incident = new Argument<string>("incident") { Description = "The incident, such as INC-7", HelpName = "INC-7" };
        var workspace =
            new Option<string?>("--workspace") { Description = "The workspace, if the store holds more than one", HelpName = "ID" };
        var check = new Command(
            "check", "List the factual sentences of a postmortem that have no evidence; exits 1 if there are any.") { incident, workspace };
        check.SetAction(async (parsed, cancellationToken) =>
        {
            var id = StoredIncidents.Read(parsed.GetValue(incident));
            await using var services = await Starting.OpenForReadingAsync(BotSettings.Read(terminal.Folder, urls: null), cancellationToken);
            var found = await StoredIncidents.FindAsync(services, id, parsed.GetValue(workspace), cancellationToken);
            var lines = await services.GetRequiredService<PostmortemEvidence>().ListAsync(found, cancellationToken);
            foreach (var line in lines)
                await terminal.Out.WriteLineAsync(TerminalText.Line(string.Create(
                    CultureInfo.InvariantCulture, $"line {line.Line}, {line.Section}: {line.Words} (no evidence yet)")));
            if (lines.Count == 0)
                await terminal.Out.WriteLineAsync($"Every factual sentence of the postmortem for {id} has its evidence.");
            return lines.Count == 0 ? ExitCodes.Done : ExitCodes.NotDone;
        });
        return new Command("evidence", "Check the evidence of a postmortem.") { check };
    }
}
