using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Investigation.Signals;

/// <summary>
/// Keeps the signals in the thread of the incident's card: one message, edited in place, so that whoever looks finds the newest and nobody
/// is disturbed by each round of asking.
/// </summary>
internal sealed class SignalBoard(SentKeys sent)
{
    /// <summary>The key under which the message is posted; rounds of asking are worked in its order.</summary>
    public static string Key(IncidentId incident) => $"{incident}/signals";

    /// <summary>Posts the message, or edits it; where nobody can write, nothing is shown.</summary>
    public async Task ShowAsync(Incident incident, SignalCheck check, Work work, CancellationToken cancellationToken)
    {
        if (!incident.CanPost)
            return;

        var key = Key(incident.Id);
        var isThere = (await sent.ListAsync(work.Workspace, key, cancellationToken)).Contains(key);
        IncidentBoard.KeepBelowCard(work, incident, key, isThere, "signals", SignalsCard.Of(incident, check));
    }
}
