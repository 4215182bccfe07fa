using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Actions;

/// <summary>
/// Shows, in the thread of a new incident's card, which action items of earlier incidents of the same services are still open: the cure
/// may be known already. Those of private incidents are shown to nobody there.
/// </summary>
internal sealed class ShowOpenActions(IncidentStore incidents, ActionStore store, SeenActions seen, SentKeys sent)
{
    /// <summary>The kind of own work that shows them.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/show-open-actions");

    // Those of the newest incidents.
    private const int MostRead = 100;

    private const int Shown = 5;

    /// <summary>The key under which they are posted.</summary>
    public static string Key(IncidentId incident) => $"{incident}/open-actions";

    /// <summary>An incident was started, or its services changed.</summary>
    public static Happened Later(Incident incident, Work work)
    {
        if (incident.Services.Count > 0)
            work.Then(Kind.Later($"{work.Key}/open-actions", Key(incident.Id), new OfIncident(incident.Id.Number)));
        return Happened.Nothing;
    }

    /// <summary>Shows them, and edits what is shown when the services have changed.</summary>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { CanPost: true } incident)
            return Happened.Nothing;

        var kept = await store.ListOpenAsync(work.Workspace, MostRead, cancellationToken);
        var all = ShowOpenActionsRules.Concerning(incident, await seen.ForEverybodyAsync(kept, work, cancellationToken));
        var key = Key(id);
        var isThere = (await sent.ListAsync(work.Workspace, key, cancellationToken)).Contains(key);
        if (all.Count == 0 && !isThere)
            return Happened.Nothing;

        IncidentBoard.KeepBelowCard(work, incident, key, isThere, "shown", CardOf(incident, all, DueDay.Today(work.Now, "UTC")));
        return Happened.Nothing;
    }

    private static Card CardOf(Incident incident, IReadOnlyList<SeenAction> all, DateOnly today)
    {
        if (all.Count == 0)
            return Card.Of($"No action item of earlier incidents is open for the services of {incident.Id}.");

        var head = all.Count == 1
            ? "1 action item of an earlier incident is still open for these services:"
            : string.Create(
                CultureInfo.InvariantCulture, $"{all.Count} action items of earlier incidents are still open for these services:");
        var lines = all.Take(Shown).Select(one => ActionCard.Line(one.Incident, one.Item, today)).ToList();
        var more = RichText.Of($"To see all, type {CommandGrammar.Typed("actions open")}.");
        return new Card(
            $"{head} {string.Join(" ", lines.Select(line => line.ToPlainText()))}",
            [
                new Paragraph(head), .. lines.Select(line => new Paragraph(line)),
                .. all.Count > Shown ? [new SmallPrint(more)] : Array.Empty<CardPart>(),
            ]);
    }
}

/// <summary>Which open action items concern an incident.</summary>
internal static class ShowOpenActionsRules
{
    /// <summary>Those of other incidents that have a service in common with it, by when they are due; drills and cures don't mix.</summary>
    public static IReadOnlyList<SeenAction> Concerning(Incident incident, IEnumerable<SeenAction> open) => ShowActionsRules.Sort(
        open.Where(one => one.Incident.Id != incident.Id && one.Incident.IsDrill == incident.IsDrill
            && one.Incident.Services.Intersect(incident.Services, StringComparer.OrdinalIgnoreCase).Any()),
        ActionList.Open, DateOnly.MinValue);
}
