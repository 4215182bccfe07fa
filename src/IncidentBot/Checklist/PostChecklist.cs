using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Checklist;

/// <summary>Gives a new incident its checklist: copied from the template, posted into its channel.</summary>
internal sealed class PostChecklist(ChecklistTemplate template)
{
    /// <summary>Writes the checklist and has it posted as soon as the channel is open.</summary>
    public Happened Handle(Incident incident, Work work)
    {
        var checklist = new IncidentChecklist(incident.Id, 1, null, template.Steps);
        ChecklistStore.Add(work.Batch, work.Workspace, checklist);
        work.Make(IncidentChecklist.Record(incident.Id), checklist);
        var key = IncidentKeys.Checklist(incident.Id);
        work.Send(new Outgoing(key, new PostCard(IncidentBoard.Channel(incident), ChecklistCard.Compose(incident, checklist)))
        {
            After = IncidentKeys.Channel(incident.Id),
            Lane = IncidentKeys.Opening(incident.Id),
            Urgency = Urgency.Now,
        });
        return Happened.Nothing;
    }
}
