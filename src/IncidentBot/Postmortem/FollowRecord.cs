using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Exports.Pulls;

namespace IncidentBot.Postmortem;

/// <summary>Keeps the draft of an incident that is over in step with its record.</summary>
internal sealed class FollowRecord
{
    // A draft does not follow itself, nor what no draft shows.
    private static readonly HashSet<string> Ignored = new(
        ["DraftAssembled", "DraftsWithdrawn", "ReminderPlanned", "MessageForgotten", "FilePutOff", PullStore.Asked, PullStore.Done],
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

    /// <summary>Words left the record for good, and so they leave the drafts.</summary>
    public static Happened WithoutWords(IncidentId id, Work work)
    {
        PostmortemStore.Withdraw(work.Batch, work.Workspace, id, below: int.MaxValue);
        work.Then(AssemblePostmortem.RenewLater(id, work.Now));
        return Happened.Nothing;
    }

    /// <summary>The message that tells of the end is posted: the first draft can point to all that was told.</summary>
    public static Happened OnShown(IncidentId id, FactShown shown, Work work)
    {
        if (shown.Told is StatusChanged { From: < IncidentStatus.Resolved, To: IncidentStatus.Resolved or IncidentStatus.Closed })
            work.Then(AssemblePostmortem.Later(id, $"{shown.Key}/assemble-postmortem"));

        return Happened.Nothing;
    }
}
