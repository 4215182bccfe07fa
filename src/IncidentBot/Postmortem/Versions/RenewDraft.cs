using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Versions.Merging;
using IncidentBot.Postmortem.Versions.Review;

namespace IncidentBot.Postmortem.Versions;

/// <summary>
/// Brings the draft of an incident up to date with its record: what people edited stays, and where both changed the same, both texts stay.
/// </summary>
internal sealed class RenewDraft(
    PostmortemStore drafts, PostmortemStateStore states, PostmortemRecords records, ReviewerStore reviewers)
{
    /// <summary>Brings it up to date.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RenewedDraft> RenewAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        var now = await LoadAsync(incident, work, cancellationToken);
        return await RenewAsync(incident, now, work, cancellationToken);
    }

    /// <summary>Brings it up to date if there is one; null: nobody has a draft yet, and none is made.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RenewedDraft?> RenewExistingAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        var now = await LoadAsync(incident, work, cancellationToken);
        return now.Draft is null ? null : await RenewAsync(incident, now, work, cancellationToken);
    }

    /// <summary>How the postmortem stands, as it is stored.</summary>
    public async Task<DraftNow> LoadAsync(Incident incident, Work work, CancellationToken cancellationToken) => new(
        await states.FindAsync(work.Workspace, incident.Id, cancellationToken),
        await drafts.FindNewestAsync(work.Workspace, incident.Id, cancellationToken),
        await reviewers.ListAsync(work.Workspace, incident.Id, cancellationToken));

    /// <summary>Writes a version that a person made, unless somebody else has written meanwhile.</summary>
    public static DraftNow Add(DraftNow now, PostmortemDraft draft, Work work)
    {
        PostmortemStore.Add(work.Batch, work.Workspace, now.State.Incident, draft);
        return now with { State = PostmortemStateStore.Touch(work.Batch, work.Workspace, now.State), Draft = draft };
    }

    private async Task<RenewedDraft> RenewAsync(Incident incident, DraftNow now, Work work, CancellationToken cancellationToken)
    {
        var record = await records.ReadAsync(incident, cancellationToken);
        var assembled = PostmortemDocument.Assemble(record);
        var decision = PostmortemRules.Decide(
            now.Draft, assembled, work.Now, await LastEditorAsync(incident, now.Draft, cancellationToken));
        return decision.Fact is { Draft: var renewed }
            ? new RenewedDraft(Add(now, renewed, work), renewed, new(record, renewed.Markdown, assembled), IsNew: true)
            : new RenewedDraft(now, now.Draft!, new(record, now.Draft!.Markdown, assembled), IsNew: false);
    }

    /// <summary>Who edited a draft last, as conflicts name them.</summary>
    public async Task<string> LastEditorAsync(Incident incident, PostmortemDraft? draft, CancellationToken cancellationToken)
    {
        if (draft is not { HasEdits: true })
            return string.Empty;

        var versions = await drafts.ListAsync(incident.Workspace, incident.Id, cancellationToken);
        return versions.LastOrDefault(version => version.Author is not null)?.Author?.Name ?? MergeNames.Editor;
    }
}

/// <summary>How a postmortem stands.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Draft">The newest version; null: there is none.</param>
/// <param name="Reviewers">Who reviews it.</param>
internal sealed record DraftNow(PostmortemState State, PostmortemDraft? Draft, IReadOnlyList<Reviewer> Reviewers);

/// <summary>A draft that is up to date with the record.</summary>
/// <param name="Now">How the postmortem stands.</param>
/// <param name="Draft">The newest version.</param>
/// <param name="BesideRecord">Its text beside what the record says.</param>
/// <param name="IsNew">Whether the version is a new one.</param>
internal sealed record RenewedDraft(DraftNow Now, PostmortemDraft Draft, DraftBesideRecord BesideRecord, bool IsNew);
