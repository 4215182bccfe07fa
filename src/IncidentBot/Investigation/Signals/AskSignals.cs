using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Store;

namespace IncidentBot.Investigation.Signals;

/// <summary>
/// Asks monitoring for an incident's signals, keeps what was asked and found, and shows it in the thread of the incident's card; in turns
/// of its own, so that a slow answer holds up nobody.
/// </summary>
internal sealed class AskSignals(
    IncidentStore incidents, SignalStore signals, ReadSignals reads, SignalBoard board, SignalEvidence evidence)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<SignalMoment> Kind = new("own/ask-signals", static () => SignalJson.Default.SignalMoment);

    // What a channel may be told in its first moments is for what people act on first, the suspects among it.
    private static readonly TimeSpan AfterTheStart = TimeSpan.FromSeconds(3);

    // Whoever asks within the same moments gets the same answer.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(15);

    // Back to normal is trusted only once it has lasted.
    private static readonly TimeSpan[] AfterMitigation = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    /// <summary>An incident was started: its signals are asked for once what opens it had its turn.</summary>
    public Happened OnStarted(Incident incident, Work work)
    {
        if (reads.CanAsk(incident.Services))
            work.Then(Work(incident, SignalReason.Started, $"{incident.Id}/signals/start", work.Now + AfterTheStart));
        return Happened.Nothing;
    }

    /// <summary>Its services or the time of its impact have changed.</summary>
    public Happened OnChanged(Incident incident, Work work) =>
        reads.CanAsk(incident.Services) ? Soon(incident, SignalReason.Started, work) : Happened.Nothing;

    /// <summary>
    /// The harm is said to have stopped: asked now and twice later, since it is to be trusted only once it has lasted. Service is said to
    /// be restored: asked once more.
    /// </summary>
    public Happened OnStatus(StatusChanged changed, Incident incident, Work work)
    {
        if (changed.From >= changed.To || !reads.CanAsk(incident.Services))
            return Happened.Nothing;
        if (changed.To == IncidentStatus.Resolved)
            return Soon(incident, SignalReason.Resolved, work);

        foreach (var after in AfterMitigation)
        {
            var due = work.Now + after;
            work.Then(Work(incident, SignalReason.Mitigated, $"{work.Key}/signals/{after.TotalMinutes:0}", due));
        }

        return Soon(incident, SignalReason.Mitigated, work);
    }

    /// <summary>Asks within moments, once for all who want it meanwhile.</summary>
    public static Happened Soon(Incident incident, SignalReason reason, Work work)
    {
        var round = new DateTimeOffset(work.Now.UtcTicks - (work.Now.UtcTicks % Together.Ticks), TimeSpan.Zero);
        work.Then(Work(incident, reason, $"{incident.Id}/signals/{Language.Words.Of(reason)}/{Instants.ToText(round)}", due: null));
        return Happened.Nothing;
    }

    /// <summary>Asks, keeps and shows.</summary>
    public async Task<Happened> HandleAsync(SignalMoment moment, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(moment.Incident);
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident
            || !AskSignalsRules.IsWanted(incident, moment) || !reads.CanAsk(incident.Services))
            return Happened.Nothing;

        var last = await signals.FindLastAsync(work.Workspace, id, cancellationToken);
        if (last?.Number >= SignalStore.MostChecks)
            return Happened.Nothing;

        var (window, found) = await reads.AskAsync(incident, work.Now, cancellationToken);
        var check = new SignalCheck((last?.Number ?? 0) + 1, moment.Reason, work.Now, window.From, window.To, found);
        SignalStore.Add(work.Batch, work.Workspace, id, check);
        await evidence.NoteAsync(incident, check, last, work, cancellationToken);
        await board.ShowAsync(incident, check, work, cancellationToken);
        return Happened.Nothing;
    }

    private static FollowUp Work(Incident incident, SignalReason reason, string key, DateTimeOffset? due) =>
        Kind.Later(key, SignalBoard.Key(incident.Id), new SignalMoment(incident.Id.Number, reason), due);
}

/// <summary>The pure rules of when signals are asked for.</summary>
internal static class AskSignalsRules
{
    /// <summary>Whether it still makes sense: what was planned at mitigation doesn't once the response is over, or went back.</summary>
    public static bool IsWanted(Incident incident, SignalMoment moment) => moment.Reason switch
    {
        SignalReason.Mitigated => incident.Status is IncidentStatus.Mitigated,
        _ => incident.Status != IncidentStatus.Cancelled,
    };
}

/// <summary>Own work that asks for an incident's signals.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Reason">Why it is asked.</param>
internal sealed record SignalMoment(int Incident, SignalReason Reason);
