using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Changes;

/// <summary>
/// Asks for the deploys before an incident, keeps what is new, and shows the list in the channel, in place after the first time.
/// </summary>
internal sealed class PullDeploys(
    IncidentStore incidents, DeployStore deploys, IDeploySource source, CatalogueOptions catalogue, DeployOptions options)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/pull-deploys");

    /// <summary>Says why nothing is asked, and what to configure.</summary>
    internal const string NoCatalogue =
        "I can't look up deploys because no service is configured. Set Catalogue:Services:NAME:Repositories, for example to "
            + "[\"owner/name\"].";

    // In a turn of their own, so that a slow answer holds up nobody; the key is the same for the same reason to ask.
    private static FollowUp Later(IncidentId incident, string deliveryKey) =>
        Kind.Later(deliveryKey, $"{incident}/deploys", new OfIncident(incident.Number));

    /// <summary>An incident was started: its deploys are pulled.</summary>
    public static Happened OnStarted(Incident incident, Work work)
    {
        work.Then(Later(incident.Id, $"{incident.Id}/pull-deploys"));
        return Happened.Nothing;
    }

    /// <summary>Somebody asks for them again, or the time has changed before which they count.</summary>
    public static Happened Again(Incident incident, Work work)
    {
        work.Then(Later(incident.Id, $"{work.Key}/pull-deploys"));
        return Happened.Nothing;
    }

    /// <summary>The harm stopped or service is restored: what was deployed for it, such as a rollback, belongs on the list.</summary>
    public Happened OnBetter(Incident incident, Work work) =>
        catalogue.Services.Count == 0 ? Happened.Nothing : Again(incident, work);

    /// <summary>Asks, keeps and shows.</summary>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        var incident = await incidents.FindAsync(work.Workspace, id, cancellationToken);
        if (incident is null)
            return Happened.Nothing;

        var window = PullDeploysRules.Window(incident, options, work.Now);
        var until = PullDeploysRules.Until(incident, window, work.Now);
        var answer = catalogue.Services.Count == 0
            ? new DeployAnswer([], [NoCatalogue])
            : await source.FindAsync(incident.Services, window.From, until, cancellationToken);

        var lastPull = await deploys.FindLastPullAsync(work.Workspace, id, cancellationToken);
        var found = await deploys.ListFoundAsync(work.Workspace, id, cancellationToken);
        var pulled = PullDeploysRules.Decide(lastPull, found, window, answer, work.Now, until);
        DeployStore.Add(work.Batch, work.Workspace, id, pulled);
        return Show(incident, pulled.Pull, DeployRecord.Of(incident, pulled.Pull, [.. found, .. pulled.New]), work);
    }

    private static Happened Show(Incident incident, DeployPull pull, DeployRecord record, Work work)
    {
        var key = IncidentKeys.Deploys(incident.Id);
        var card = DeploysCard.Of(incident, record);
        if (pull.Number == 1)
            work.Send(new Outgoing(key, new PostCard(IncidentBoard.Channel(incident), card)) { Lane = IncidentKeys.Opening(incident.Id) });
        else
            IncidentBoard.Refresh(work, key, "deploys", card);

        return Happened.Nothing;
    }
}
