using System.CommandLine;
using IncidentBot.Delivery.Audit;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;

namespace IncidentBot.Host.Commands;

/// <summary><c>audit verify [INC-7]</c> and <c>audit head</c>: checks the audit trail; works while the bot is running.</summary>
internal static class AuditCommand
{
    private const int HashDigits = 64;

    public static Command Create(Terminal terminal) =>
        new("audit", "Check the audit trail of who changed what.") { Verify(terminal), Head(terminal) };

    private static Command Verify(Terminal terminal)
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
        var storeHead = new Option<string?>("--store-head")
        {
            Description = "The store's head, from an export or audit head; it must be in the store",
            HelpName = "HASH",
        };
        var verify = new Command("verify", "Check that nothing on record was altered, added or removed.")
        {
            incident, workspace, head, storeHead,
        };
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = Read(
                parsed.GetValue(incident), parsed.GetValue(workspace), parsed.GetValue(head), parsed.GetValue(storeHead));
            await using var services = await OpenAsync(terminal, cancellationToken);
            return await VerifyAsync(services, asked, terminal.Out, cancellationToken);
        });
        return verify;
    }

    private static Command Head(Terminal terminal)
    {
        var head = new Command("head", "Print the store's head, to be kept where the database's owner can't change it.");
        head.SetAction(async (_, cancellationToken) =>
        {
            await using var services = await OpenAsync(terminal, cancellationToken);
            var newest = await services.GetRequiredService<AuditCheck>().FindStoreHeadAsync(cancellationToken);
            await terminal.Out.WriteLineAsync(newest is null
                ? "There are no incidents on the audit trail yet."
                : $"Store head {newest.Head.Hash}, which is that of the newest incident, {new IncidentId(newest.Incident)}. "
                    + $"To check later that nothing before it is missing: audit verify --store-head {newest.Head.Hash}");
            return ExitCodes.Done;
        });
        return head;
    }

    private static Task<ServiceProvider> OpenAsync(Terminal terminal, CancellationToken cancellationToken) =>
        Starting.OpenForReadingAsync(BotSettings.Read(terminal.Folder, urls: null), cancellationToken);

    private static Asked Read(string? incident, string? workspace, string? head, string? storeHead)
    {
        if (incident is null && head is not null)
            throw StopException.WrongInput("--head needs an incident, for example: audit verify INC-7 --head HASH.");
        if (storeHead is not null && (incident is not null || workspace is not null))
            throw StopException.WrongInput("--store-head checks the whole store; leave out the incident and the workspace.");

        IncidentId? asked = null;
        if (incident is not null)
        {
            asked = IncidentId.TryParse(incident, out var id)
                ? id
                : throw StopException.WrongInput($"\"{incident}\" isn't an incident; write it like INC-7.");
        }

        return new Asked(asked, workspace, ReadHash("--head", head), ReadHash("--store-head", storeHead));
    }

    private static string? ReadHash(string option, string? text)
    {
        var hash = text?.Trim().ToLowerInvariant();
        return hash is null || (hash.Length == HashDigits && hash.All(char.IsAsciiHexDigitLower))
            ? hash
            : throw StopException.WrongInput(
                $"{option} takes the head as an export prints it: {HashDigits} digits, 0 to 9 and a to f. \"{text}\" isn't one.");
    }

    private static async Task<int> VerifyAsync(
        IServiceProvider services, Asked asked, TextWriter output, CancellationToken cancellationToken)
    {
        var check = services.GetRequiredService<AuditCheck>();
        var found = (await check.ListAsync(cancellationToken)).Where(asked.Means).ToList();
        Refuse(asked, found);
        var broken = 0;
        var verified = new List<(AuditedIncident Incident, AuditReport Report)>();
        foreach (var incident in found)
        {
            var report = await check.VerifyAsync(incident.Workspace, incident.Incident, cancellationToken);
            verified.Add((incident, report));
            await output.WriteLineAsync(AuditWords.Line(new IncidentId(incident.Incident), report, asked.Head));
            if (!AuditWords.Holds(report, asked.Head)) broken++;
        }

        if (found.Count == 0) await output.WriteLineAsync("There are no incidents in the store.");
        if (asked.IsWholeStore)
        {
            var store = await check.VerifyStoreAsync(verified, cancellationToken);
            var holds = store.Count == 0 && (asked.StoreHead is not { } head || AuditWords.Has(verified, head));
            await output.WriteLineAsync(AuditWords.StoreLine(store, verified, asked.StoreHead));
            if (!holds) broken++;
        }

        await output.WriteLineAsync(AuditWords.NotProved(found.Count == 0 ? "INC-7" : new IncidentId(found[0].Incident).ToString()));
        return broken == 0 ? ExitCodes.Done : ExitCodes.NotDone;
    }

    private static void Refuse(Asked asked, List<AuditedIncident> found)
    {
        if (asked.Incident is { } absent && found.Count == 0) throw StopException.NotDone($"There is no {absent} in the store.");
        if (asked.Head is not null && found.Count > 1)
        {
            throw StopException.NotDone(
                $"{asked.Incident} exists in {found.Count} workspaces in this store "
                    + $"({string.Join(", ", found.Select(one => one.Workspace))}); choose one with --workspace.");
        }
    }

    /// <summary>What is to be checked.</summary>
    private sealed record Asked(IncidentId? Incident, string? Workspace, string? Head, string? StoreHead)
    {
        public bool IsWholeStore => Incident is null && Workspace is null;

        public bool Means(AuditedIncident one) => (Incident is null || Incident.Value.Number == one.Incident)
            && (Workspace is null || Workspace == one.Workspace.Value);
    }
}
