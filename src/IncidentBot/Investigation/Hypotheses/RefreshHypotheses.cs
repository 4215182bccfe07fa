using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>Shows the hypotheses anew after something that they rest on has changed.</summary>
internal sealed class RefreshHypotheses(HypothesisBoard board, IncidentStore incidents)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/show-hypotheses");

    /// <summary>Shows them once what is being done is written.</summary>
    public static Happened Later(IncidentId incident, Work work)
    {
        work.Then(
            Kind.Later($"{work.Key}/hypotheses/{incident.Number}", IncidentKeys.Hypotheses(incident), new OfIncident(incident.Number)));
        return Happened.Nothing;
    }

    /// <summary>Shows them, if there are any.</summary>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident)
            return Happened.Nothing;

        var seen = await board.ReadAsync(incident, cancellationToken);
        if (seen.List.Version > 0)
            await board.ShowAsync(incident, seen.List, seen.Entries, work, cancellationToken);
        return Happened.Nothing;
    }
}
