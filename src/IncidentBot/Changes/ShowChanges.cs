using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Changes;

/// <summary>Shows one person the deploys on record, and asks GitHub again.</summary>
internal sealed class ShowChanges(IncidentStore incidents, ChangeStore deploys, ChangeSources sources)
{
    private const string Asking = "I'm checking GitHub again; the list in the channel will update.";

    /// <summary>
    /// Answers at once with what is known, and brings the list in the channel up to date in a turn of its own, where there is anything to
    /// ask about.
    /// </summary>
    public async Task<Happened> HandleAsync(IncidentId id, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var incident = await incidents.FindAsync(work.Workspace, id, cancellationToken);
        if (incident is null)
            return Happened.Nothing;

        var asks = await sources.HasAnyAsync(cancellationToken);
        if (asks)
            PullChanges.Again(incident, work);

        return Happened.Answered(CardOf(incident, await deploys.FindAsync(incident, cancellationToken), asks ? Asking : null, by.At));
    }

    private static Card CardOf(Incident incident, ChangeRecord record, string? next, DateTimeOffset asked)
    {
        var end = $"{(next is null ? "" : $" {next}")} ({When.ToTheSecond(asked)})";
        if (record.LastPull is null)
            return Card.Of($"{incident.Id}: {(next is null ? ChangeSources.NoCatalogue : "deploys haven't been looked up yet.")}{end}");

        var card = ChangesCard.Of(incident, record);
        var parts = card.Parts.Where(part => part is not Buttons);
        return new Card(card.Text + end, next is null ? [.. parts] : [.. parts, new SmallPrint(next)]);
    }
}
