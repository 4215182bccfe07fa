using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Catchup;

/// <summary>Adds to the message that tells of a new commander how things stand, so that whoever takes over begins with it.</summary>
internal sealed class HandOverDigest(ReadSituation situations)
{
    /// <summary>Adds it; an incident that is over needs none.</summary>
    public async Task<Happened> HandleAsync(RoleGiven given, FactCall call, CancellationToken cancellationToken)
    {
        if (!call.After.IsOpen)
            return Happened.Nothing;

        var situation = await situations.ReadAsync(call.After, call.Work.Now, cancellationToken);
        call.Work.Reword(call.Told(given), card => CatchupCard.AddTo(card, situation));
        return Happened.Nothing;
    }
}
