using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Changes;

/// <summary>Tells one person where the deploys on record are shown, and asks GitHub again.</summary>
internal sealed class ShowChanges(
    IncidentStore incidents, ReadSuspects suspects, ChangesBoard board, ChangeSources sources, SentKeys sent, ChatPlatforms platforms)
{
    private const string Asking = "I'm checking GitHub again; the list in the channel will update.";

    /// <summary>
    /// Brings the list in the channel up to date in a turn of its own, where there is anything to ask about, and answers at once: whoever
    /// asks in the incident's channel with where that list is, anybody else with what is known.
    /// </summary>
    public async Task<Happened> HandleAsync(IncidentId id, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var incident = await incidents.FindAsync(work.Workspace, id, cancellationToken);
        if (incident is null)
            return Happened.Nothing;

        var asks = await sources.HasAnyAsync(cancellationToken);
        if (asks)
            PullChanges.Again(incident, work);
        if (IncidentBoard.IsReadBy(incident, by.Reply) && await FindListAsync(incident, work, cancellationToken) is { } address)
            return Happened.Answered(Where(address, asks, by.At));

        var (view, _) = await board.ViewAsync(await suspects.ReadAsync(incident, cancellationToken), work, cancellationToken);
        return Happened.Answered(CardOf(view, asks ? Asking : null, by.At));
    }

    private async Task<Uri?> FindListAsync(Incident incident, Work work, CancellationToken cancellationToken) =>
        await sent.FindMessageAsync(work.Workspace, IncidentKeys.Deploys(incident.Id), cancellationToken) is { } message
            ? await platforms.Of(work.Platform).FindPermalinkAsync(work.Workspace, message, cancellationToken)
            : null;

    private static Card Where(Uri list, bool asks, DateTimeOffset asked)
    {
        var text = new RichText([]).Plain("The changes are in ").Link(list, "this message").Plain(".");
        if (asks)
            text = text.Plain(" I'm checking GitHub again, and it will update.");
        return new Card($"{text.ToPlainText()} ({When.ToTheSecond(asked)})", [new Paragraph(text)]);
    }

    private static Card CardOf(ChangesView view, string? next, DateTimeOffset asked)
    {
        var end = $"{(next is null ? "" : $" {next}")} ({When.ToTheSecond(asked)})";
        if (view.Record.LastPull is null)
            return Card.Of(
                $"{view.Incident.Id}: {(next is null ? ChangeSources.NoCatalogue : "deploys haven't been looked up yet.")}{end}");

        // Decided is where everybody sees it.
        var card = ChangesCard.Of(view);
        var parts = card.Parts.Where(part => part is not Buttons)
            .Select(part => part is Paragraph { Menu: not null } paragraph ? paragraph with { Menu = null } : part);
        return new Card(card.Text + end, next is null ? [.. parts] : [.. parts, new SmallPrint(next)]);
    }
}
