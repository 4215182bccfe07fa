using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Exports.Pulls;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Erasing;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem;

/// <summary>Keeps the draft of an incident that is over in step with its record.</summary>
internal sealed class FollowRecord(EraseWords erase)
{
    // A draft does not follow itself, nor what no draft shows.
    private static readonly HashSet<string> Ignored = new(
        [
            "DraftAssembled", "DraftEdited", AuditCheck.DraftCut, "PostmortemBegun", "PostmortemRemindersPlanned", "ReviewAsked",
            "DraftApproved", "SentenceLeft", AuditCheck.LeftSentenceRemoved, "PostmortemInReview", "PostmortemPublished",
            "ReminderPlanned", "MessageForgotten", "FilePutOff", PullStore.Asked, PullStore.Done,
        ],
        StringComparer.Ordinal);

    /// <summary>The record has changed: whether the draft reads differently now is seen when it is assembled.</summary>
    public static Happened OnChanged(ChangedRecord changed)
    {
        var id = changed.After.Id;
        if (!changed.After.IsOpen && !changed.Kinds.All(Ignored.Contains)
            && !changed.Work.FollowUps.Any(next => AssemblePostmortem.IsAssembly(next, id)))
            changed.Work.Then(AssemblePostmortem.FollowLater(id, changed.Work.Now));

        return Happened.Nothing;
    }

    /// <summary>
    /// Words left the record for good, and so they leave the drafts: once for all that left together, such as an entry's and those of the
    /// action item made from it.
    /// </summary>
    public async Task<Happened> WithoutWordsAsync(WordsRemoved removed, FactCall call, CancellationToken cancellationToken)
    {
        var all = call.All.OfType<WordsRemoved>().ToList();
        if (!ReferenceEquals(all[0], removed))
            return Happened.Nothing;

        call.Work.Then(AssemblePostmortem.RenewLater(call.Before.Id, call.Work.Now));
        return await erase.HandleAsync(call.Before, [.. all.SelectMany(one => one.Texts)], call.Work, cancellationToken);
    }

    /// <summary>The message that tells of the end is posted: the first draft can point to all that was told.</summary>
    public static Happened OnShown(IncidentId id, FactShown shown, Work work)
    {
        if (shown.Told is StatusChanged { From: < IncidentStatus.Resolved, To: IncidentStatus.Resolved or IncidentStatus.Closed })
            work.Then(AssemblePostmortem.Later(id, $"{shown.Key}/assemble-postmortem"));

        return Happened.Nothing;
    }
}
