using IncidentBot.Changes.Ranking;
using IncidentBot.Changes.Told;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Store;

namespace IncidentBot.Changes;

/// <summary>
/// Asks for the deploys before an incident, keeps what is new, and shows the list in the channel, in place after the first time.
/// </summary>
internal sealed class PullChanges(
    IncidentStore incidents, ChangeStore deploys, ChangeSources sources, FollowTyped typed, ReadSuspects suspects, ChangesBoard board,
    PollChanges polls, DeployOptions options)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/pull-deploys");

    /// <summary>The kind of own work that leads here with a change that somebody has typed.</summary>
    internal static readonly WorkKind<TypedForIncident> TypedKind =
        new("own/pull-typed", static () => CarriedJson.Default.TypedForIncident);

    private static readonly TimeSpan Together = TimeSpan.FromSeconds(10);

    /// <summary>The kind of own work that looks 30 days back.</summary>
    internal static readonly WorkKind<OfIncident> WideKind = OfIncident.Kind("own/pull-deploys-wide");

    /// <summary>The kind of own work that asks for what the first answer did not have.</summary>
    internal static readonly WorkKind<OfIncident> RestKind = OfIncident.Kind("own/pull-deploys-rest");

    private const string More = "Not everything was answered within seconds; the list will update.";

    // People wait for the first list; the rest may take its time.
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WholeAnswer = TimeSpan.FromSeconds(20);

    // A person who refreshes the list meanwhile waits for it.
    private static readonly TimeSpan PolledAnswer = TimeSpan.FromSeconds(10);

    private enum Round
    {
        First,
        Wide,
        Rest,
        Poll,
    }

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

    /// <summary>Somebody wants to look 30 days back for this incident, which it does from then on; again changes nothing.</summary>
    public async Task<Happened> OnLookBackAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        if (PullChangesRules.IsWide(await deploys.FindLastPullAsync(work.Workspace, incident.Id, cancellationToken)))
            return Happened.Refused($"{incident.Id} already looks {PullChangesRules.Wide.TotalDays} days back.");

        work.Then(WideKind.Later($"{incident.Id}/pull-wide", $"{incident.Id}/deploys", new OfIncident(incident.Id.Number)));
        return Happened.Nothing;
    }

    /// <summary>
    /// The bot was told of a change: the list follows within 10 s, once for all that it is told meanwhile, so that many
    /// changes at once are one round of asking.
    /// </summary>
    public static Happened Soon(Incident incident, Work work)
    {
        var end = new DateTimeOffset((work.Now.UtcTicks / Together.Ticks + 1) * Together.Ticks, TimeSpan.Zero);
        work.Then(Later(incident.Id, $"{incident.Id}/pull-told/{Instants.ToText(end)}") with { DueAt = end });
        return Happened.Nothing;
    }

    /// <summary>
    /// The harm stopped or service is restored: what was deployed for it, such as a rollback, belongs on the list. If work on a resolved or
    /// closed incident goes on, so does the asking every few minutes.
    /// </summary>
    public async Task<Happened> OnStatusAsync(StatusChanged changed, Incident incident, Work work, CancellationToken cancellationToken)
    {
        if (changed is { From: >= IncidentStatus.Resolved, To: < IncidentStatus.Resolved })
            polls.PlanAgain(incident, work);
        return changed.From < changed.To && changed.To <= IncidentStatus.Resolved && await sources.HasAnyAsync(cancellationToken)
            ? Again(incident, work)
            : Happened.Nothing;
    }

    /// <summary>The list with a change that somebody has typed, in the turn of the list.</summary>
    public static FollowUp WithTyped(IncidentId incident, ServiceChange typed, string workKey) =>
        TypedKind.Later(
            $"{workKey}/pull-typed", $"{incident}/deploys", new TypedForIncident(incident.Number, CarriedChange.Of(typed)));

    /// <summary>Asks, keeps and shows what there is within seconds; the rest follows in a turn of its own.</summary>
    public Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken) =>
        PullAsync(id, added: null, work, Round.First, cancellationToken);

    /// <summary>The same from 30 days back on.</summary>
    public Task<Happened> HandleWideAsync(IncidentId id, Work work, CancellationToken cancellationToken) =>
        PullAsync(id, added: null, work, Round.Wide, cancellationToken);

    /// <summary>Asks for all there is, keeps and shows it.</summary>
    public Task<Happened> HandleRestAsync(IncidentId id, Work work, CancellationToken cancellationToken) =>
        PullAsync(id, added: null, work, Round.Rest, cancellationToken);

    /// <summary>Asks again, a few minutes later; what didn't move is neither written nor shown.</summary>
    public Task<Happened> HandlePollAsync(IncidentId id, Work work, CancellationToken cancellationToken) =>
        PullAsync(id, added: null, work, Round.Poll, cancellationToken);

    /// <summary>Somebody has typed a change: asks, keeps and shows with it.</summary>
    public Task<Happened> HandleAsync(TypedForIncident added, Work work, CancellationToken cancellationToken) =>
        PullAsync(new IncidentId(added.Incident), added.Change.ToChange(), work, Round.First, cancellationToken);

    private async Task<Happened> PullAsync(
        IncidentId id, ServiceChange? added, Work work, Round round, CancellationToken cancellationToken)
    {
        var incident = await incidents.FindAsync(work.Workspace, id, cancellationToken);
        if (incident is null || (round == Round.Poll && !polls.IsWanted(incident)))
            return Happened.Nothing;

        polls.Plan(incident, work);
        var lastPull = await deploys.FindLastPullAsync(work.Workspace, id, cancellationToken);
        var isWide = round == Round.Wide || PullChangesRules.IsWide(lastPull);
        var window = PullChangesRules.Window(incident, options, work.Now, isWide);
        var until = PullChangesRules.Until(incident, window, work.Now);
        var budget = round switch { Round.First or Round.Wide => FirstAnswer, Round.Poll => PolledAnswer, _ => WholeAnswer };
        var question = new ChangeQuestion(incident.Services, window.From, until, budget) { LooksBackFrom = isWide ? window.To : null };
        var answer = await sources.AskAsync(question, cancellationToken);
        if (answer.IsPartial && round is (Round.First or Round.Wide))
        {
            answer = answer with { Problems = [.. answer.Problems, More] };
            work.Then(RestKind.Later($"{work.Key}/rest", $"{id}/deploys", new OfIncident(id.Number)));
        }

        var found = await deploys.ListFoundAsync(work.Workspace, id, cancellationToken);
        var all = added is null ? found : [.. found, added];
        answer = answer with { Changes = [.. answer.Changes, .. await typed.ReadAsync(incident, all, cancellationToken)] };
        var pulled = PullChangesRules.Decide(lastPull, found, window, answer, work.Now, until);
        if (round == Round.Poll)
        {
            await polls.TellAsync(incident, pulled, found, work, cancellationToken);
            if (!PollChangesRules.HasMoved(lastPull, pulled))
                return Happened.Nothing;
        }

        ChangeStore.Add(work.Batch, work.Workspace, id, pulled);
        var material = await suspects.ReadAsync(incident, cancellationToken) with
        {
            Changes = ChangeRecord.Of(incident, pulled.Pull, [.. pulled.New, .. pulled.Changed, .. found]),
        };
        await board.ShowAsync(material, isFirst: pulled.Pull.Number == 1, work, cancellationToken);
        return Happened.Nothing;
    }
}
