using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Checklist;

/// <summary>Gives a new incident its checklist: copied from the template, posted into its channel.</summary>
internal sealed class PostChecklist(ChecklistTemplate template)
{
    /// <summary>Writes the checklist and has it posted as soon as the channel is open.</summary>
    public Happened Handle(FactCall call)
    {
        var (incident, work) = (call.After, call.Work);
        var checklist = new IncidentChecklist(incident.Id, 1, null, template.Steps);
        ChecklistStore.Add(work.Batch, work.Workspace, checklist);

        // What was said with the start is settled from the beginning.
        foreach (var fact in call.All)
        {
            if (Settled(checklist, fact) is { } settled)
                checklist = ChecklistStore.Save(work.Batch, work.Workspace, checklist, settled);
        }

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

    private StepFact? Settled(IncidentChecklist checklist, Fact fact) => fact switch
    {
        RoleGiven given => SettleStepRules.Decide(checklist, template, given).Fact,
        ImpactDescribed described => AnswerStepRules.Follow(checklist, described).Fact,
        _ => null,
    };
}
