using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Changes;

/// <summary>Shows one person the deploys on record, and asks GitHub again.</summary>
internal sealed class ShowChanges(IncidentStore incidents, ReadSuspects suspects, ChangesBoard board, ChangeSources sources)
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

        var (view, _) = await board.ViewAsync(await suspects.ReadAsync(incident, cancellationToken), work, cancellationToken);
        return Happened.Answered(CardOf(view, asks ? Asking : null, by.At));
    }

    private static Card CardOf(ChangesView view, string? next, DateTimeOffset asked)
    {
        var end = $"{(next is null ? "" : $" {next}")} ({When.ToTheSecond(asked)})";
        if (view.Record.LastPull is null)
            return Card.Of(
                $"{view.Incident.Id}: {(next is null ? ChangeSources.NoCatalogue : "deploys haven't been looked up yet.")}{end}");

        var card = ChangesCard.Of(view);
        var parts = card.Parts.Where(part => part is not Buttons);
        return new Card(card.Text + end, next is null ? [.. parts] : [.. parts, new SmallPrint(next)]);
    }
}
