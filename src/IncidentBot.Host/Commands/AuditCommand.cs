using System.CommandLine;
using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;

namespace IncidentBot.Host.Commands;

/// <summary><c>audit verify [INC-7]</c>: checks the audit trail; works while the bot is running.</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var incident = new Argument<string?>("incident")
        {
            Description = "The incident; leave it out to check all of them",
            HelpName = "INC-7",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var workspace =
            new Option<string?>("--workspace") { Description = "The workspace, if the store holds more than one", HelpName = "ID" };
        var head =
            new Option<string?>("--head") { Description = "The head printed in an export; it must be in the chain", HelpName = "HASH" };
        var verify = new Command("verify", "Check that no recorded change was altered or removed.") { incident, workspace, head };
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = Read(parsed.GetValue(incident), parsed.GetValue(head));
            await using var services = BotApplication.BuildForReading(BotSettings.Read(terminal.Folder, urls: null));
            Starting.RefuseMissingStore(services);
            await Starting.MigrateAsync(services, cancellationToken);
            return await VerifyAsync(
                services, asked, parsed.GetValue(workspace), parsed.GetValue(head)?.Trim().ToLowerInvariant(), terminal.Out,
                cancellationToken);
        });
        return new Command("audit", "Check the audit trail of who changed what.") { verify };
    }

    private static IncidentId? Read(string? incident, string? head)
    {
        if (incident is null)
            return head is null
                ? null
                : throw StopException.WrongInput("--head needs an incident, for example: audit verify INC-7 --head HASH.");

        return IncidentId.TryParse(incident, out var id)
            ? id
            : throw StopException.WrongInput($"\"{incident}\" isn't an incident; write it like INC-7.");
    }

    private static async Task<int> VerifyAsync(
        IServiceProvider services, IncidentId? asked, string? workspace, string? head, TextWriter output,
        CancellationToken cancellationToken)
    {
        var found = (await IncidentsAsync(services, asked, cancellationToken)).Where(one => workspace is null
            || one.Workspace.Value == workspace).ToList();
        if (asked is { } absent && found.Count == 0) throw StopException.NotDone($"There is no {absent} in the store.");
        if (head is not null && found.Count > 1)
        {
            throw StopException.NotDone(
                $"{asked} exists in {found.Count} workspaces in this store ({string.Join(", ", found.Select(one => one.Workspace))}); "
                    + "choose one with --workspace.");
        }

        var check = services.GetRequiredService<AuditCheck>();
        var broken = 0;
        foreach (var incident in found)
        {
            var report = await check.VerifyAsync(incident.Workspace, incident.Id.Number, cancellationToken);
            var holds = report.Problem is null && (head is null || report.Hashes.Contains(head, StringComparer.Ordinal));
            await output.WriteLineAsync(Line(incident.Id, report, head));
            if (!holds) broken++;
        }

        if (found.Count == 0) await output.WriteLineAsync("There are no incidents in the store.");
        await output.WriteLineAsync(NotProved(found.Count == 0 ? "INC-7" : found[0].Id.ToString()));
        return broken == 0 ? ExitCodes.Done : ExitCodes.NotDone;
    }

    private static string NotProved(string example) =>
        "This can't rule out that somebody with access to the database rebuilt a whole chain or cut off its end. "
            + $"To check that, compare with the head in an export that you keep elsewhere: audit verify {example} --head HASH.";

    private static string Line(IncidentId id, AuditReport report, string? head)
    {
        var number = report.Head.Seq.ToString(CultureInfo.InvariantCulture);
        if (report.Problem is { } problem) return $"{id}: BROKEN after {number} changes: {problem}.";
        if (report.Head.Seq == 0) return head is null
            ? $"{id}: no changes on the audit trail."
            : $"{id}: BROKEN: the audit trail has no changes, but you gave the head of an export.";
        if (head is not null && Place(report, head) is not { } place)
            return $"{id}: BROKEN: its {number} changes are consistent, but {head} is not among them: the chain was rebuilt or cut off.";

        var erased = report.Erased == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {report.Erased} of them with text erased by a recorded deletion");
        var until = head is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture, $"; nothing up to change {Place(report, head)}, your head, was altered");
        return $"{id}: intact, {number} changes{erased}, head {report.Head.Hash}{until}.";
    }

    private static int? Place(AuditReport report, string head) =>
        report.Hashes.Select((hash, index) => (Hash: hash, Place: index + 1)).Where(one => one.Hash == head).Select(one => (int?)one.Place)
            .FirstOrDefault();

    private static async Task<IReadOnlyList<Incident>> IncidentsAsync(
        IServiceProvider services, IncidentId? asked, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IncidentStore>();
        if (asked is { } id) return await store.FindEverywhereAsync(id, cancellationToken);

        var all = new List<Incident>();
        foreach (var workspace in await store.ListWorkspacesAsync(cancellationToken))
            all.AddRange(await store.ListAsync(workspace, cancellationToken));
        return all;
    }
}
