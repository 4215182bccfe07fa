using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Deploys;

/// <summary>Shows one person the deploys on record, and has GitHub asked again.</summary>
public sealed class ShowDeploys(IncidentStore incidents, DeployStore deploys)
{
    private const string Asking = "I am asking GitHub again; the list in the channel changes when it answers.";

    /// <summary>Answers at once with what is known, and brings the list in the channel up to date in a turn of its own.</summary>
    public async Task HandleAsync(IncidentId id, Inbound? by, Work work, CancellationToken cancellationToken)
    {
        var incident = await incidents.FindAsync(work.Workspace, id, cancellationToken);
        if (incident is null)
            return;

        work.Then(PullDeploys.Later(id, $"{work.Key}/pull-deploys"));
        if (by is not null)
            work.Answer(by.Reply, CardOf(incident, await deploys.FindAsync(incident, cancellationToken)));
    }

    private static Card CardOf(Incident incident, DeployRecord record)
    {
        if (record.LastPull is null)
            return Card.Of($"{incident.Id}: the deploys are not known yet. {Asking}");

        var card = DeploysCard.Of(incident, record);
        return new Card($"{card.Text} {Asking}", [.. card.Parts.Where(part => part is not Buttons), new SmallPrint(Asking)]);
    }
}
