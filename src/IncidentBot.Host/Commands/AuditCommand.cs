using System.CommandLine;
using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;

namespace IncidentBot.Host.Commands;

/// <summary><c>audit verify [INC-7]</c>: whether the trail of changes holds, also while the bot runs.</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var incident = new Argument<string?>("incident")
        {
            Description = "Which one, such as INC-7; all of them where it is left out",
            HelpName = "INC-7",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var workspace =
            new Option<string?>("--workspace") { Description = "Whose incidents, where a store holds several workspaces", HelpName = "ID" };
        var head =
            new Option<string?>("--head") { Description = "A head from an export, which must stand in the chain", HelpName = "HASH" };
        var verify = new Command("verify", "Go through the chain of changes and say whether it holds.") { incident, workspace, head };
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
        return new Command("audit", "Check the trail of who changed what.") { verify };
    }

    private static IncidentId? Read(string? incident, string? head)
    {
        if (incident is null)
            return head is null
                ? null
                : throw StopException.WrongInput("--head belongs to one incident; name it, such as: audit verify INC-7 --head HASH.");

        return IncidentId.TryParse(incident, out var id)
            ? id
            : throw StopException.WrongInput($"\"{incident}\" names no incident; write it such as INC-7.");
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
                $"{asked} stands in {found.Count} workspaces of this store ({string.Join(", ", found.Select(one => one.Workspace))}); "
                    + "name one with --workspace.");
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
        "What this does not prove: whoever owns the database could have built a whole chain anew, or cut its end off. "
            + $"Against that, compare with the head in an export that you keep elsewhere: audit verify {example} --head HASH.";

    private static string Line(IncidentId id, AuditReport report, string? head)
    {
        var number = report.Head.Seq.ToString(CultureInfo.InvariantCulture);
        if (report.Problem is { } problem) return $"{id}: BROKEN after {number} changes: {problem}.";
        if (report.Head.Seq == 0) return head is null
            ? $"{id}: no changes since the trail is kept."
            : $"{id}: BROKEN: there are no changes on the trail, but the head of an export says otherwise.";
        if (head is not null && Place(report, head) is not { } place)
            return $"{id}: BROKEN: {number} changes fit together, but the head {head} is not among them: the chain was rebuilt or cut.";

        var erased = report.Erased == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {report.Erased} with words that were erased as the record says");
        var until = head is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture, $"; nothing up to change {Place(report, head)}, where your head stands, was changed since");
        return $"{id}: holds, {number} changes{erased}, head {report.Head.Hash}{until}.";
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
