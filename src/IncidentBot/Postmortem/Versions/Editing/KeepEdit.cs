using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Versions.Editing;

/// <summary>Keeps what a person made of the draft as a version of its own, and tells them what became of it.</summary>
internal sealed class KeepEdit(PostmortemStore drafts, RenewDraft renew, PostmortemBoard board)
{
    /// <summary>Keeps an edit.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="version">The version that was edited.</param>
    /// <param name="edit">Makes the person's text of that version.</param>
    /// <param name="by">Who edited it.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="answer">What the person is told; null: what became of their edit.</param>
    public async Task<Happened> HandleAsync(
        Incident incident, int version, Func<PostmortemDraft, string> edit, Person by, Work work, CancellationToken cancellationToken,
        Func<DraftEdited, Card>? answer = null)
    {
        var now = await renew.LoadAsync(incident, work, cancellationToken);
        if (now.Draft is not { } newest
            || await drafts.FindAsync(work.Workspace, incident.Id, version, cancellationToken) is not { IsWithdrawn: false } from)
            return Happened.Refused(
                $"Nothing was changed: {incident.Id} has no draft {version.ToString(CultureInfo.InvariantCulture)} of its postmortem.");

        var over = await OverAsync(incident, from, cancellationToken);
        var decision = EditRules.Decide(newest, from, edit(from), by, work.Now, over);
        if (decision.Fact is not { } edited)
            return Happened.Refused(decision.Sentence);

        var after = RenewDraft.Add(now, edited.Draft, work);
        if (incident.CanPost)
            await board.ShowAsync(incident, after, work, cancellationToken);
        return Happened.Answered(answer is null ? EditedCard.Compose(incident, edited) : answer(edited));
    }

    // Where a person wrote one of the versions in between, they are who the editor has to talk to.
    private async Task<string> OverAsync(Incident incident, PostmortemDraft from, CancellationToken cancellationToken)
    {
        var versions = await drafts.ListAsync(incident.Workspace, incident.Id, cancellationToken);
        var between = versions.Where(one => one.Version > from.Version).ToList();
        return between.LastOrDefault(one => one.Author is not null)?.Author is not { } person ? MergeNames.Record
            : between.TrueForAll(one => one.Author is not null) ? person.Name
            : $"{person.Name} or {MergeNames.Record}";
    }
}
