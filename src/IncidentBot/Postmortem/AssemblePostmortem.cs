using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Versions;

namespace IncidentBot.Postmortem;

/// <summary>
/// Assembles the draft from the record; a changed record makes a new version, of which one message in the channel tells.
/// </summary>
internal sealed class AssemblePostmortem(IncidentStore incidents, RenewDraft drafts, PostmortemBoard board)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<DraftAsked> Kind = DraftAsked.Kind("own/assemble-postmortem");

    /// <summary>The kind of own work that leads to <see cref="RenewAsync"/>.</summary>
    internal static readonly WorkKind<OfIncident> RenewKind = OfIncident.Kind("own/renew-postmortem");

    /// <summary>The kind of own work that leads to <see cref="FollowAsync"/>.</summary>
    internal static readonly WorkKind<OfIncident> FollowKind = OfIncident.Kind("own/follow-record");

    private static readonly TimeSpan Burst = TimeSpan.FromMinutes(1);

    /// <summary>Renews an incident's drafts after words left its record: once for all that go within a minute.</summary>
    public static FollowUp RenewLater(IncidentId incident, DateTimeOffset now) => AfterBurst(incident, "renew", RenewKind, now);

    /// <summary>Renews the draft of an incident that is over when its record changes: once for all changes within a minute.</summary>
    public static FollowUp FollowLater(IncidentId incident, DateTimeOffset now) => AfterBurst(incident, "follow", FollowKind, now);

    /// <summary>Assembles an incident's draft once what leads to it is committed.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="deliveryKey">The same for the same reason to assemble.</param>
    public static FollowUp Later(IncidentId incident, string deliveryKey) =>
        Kind.Later(deliveryKey, DraftAsked.Conversation(incident), new DraftAsked(incident.Number));

    /// <summary>Somebody asks for a draft: it is assembled in a turn of its own.</summary>
    public static Happened Ask(Call call)
    {
        call.Work.Then(DraftAsked.By(call, Kind));
        return Happened.Nothing;
    }

    /// <summary>Whether some work assembles this incident's draft anyway.</summary>
    internal static bool IsAssembly(FollowUp work, IncidentId incident) =>
        string.Equals(work.Conversation, DraftAsked.Conversation(incident), StringComparison.Ordinal);

    /// <summary>Assembles, keeps and tells; who asked is told privately where the channel has no new line for it.</summary>
    public async Task<Happened> HandleAsync(DraftAsked asked, Work work, CancellationToken cancellationToken)
    {
        var id = asked.Id;
        work.Origin = asked.Origin ?? work.Origin;
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident)
            return Happened.Nothing;

        var renewed = await drafts.RenewAsync(incident, work, cancellationToken);
        if (!renewed.IsNew)
            return Happened.Answered(DraftCard.UpToDate(incident, renewed.Now), asked.Reply);

        var isPosted = await board.ShowAsync(incident, renewed.Now, work, cancellationToken);
        if (asked.Reply is not { } reply)
            return Happened.Nothing;
        if (!IncidentBoard.IsReadBy(incident, reply))
            return Happened.Answered(DraftCard.Elsewhere(incident, renewed.Now), reply);

        // A message that is only edited may be far up in the channel.
        return isPosted ? Happened.Nothing : Happened.Answered(DraftCard.Of(incident, renewed.Now), reply);
    }

    /// <summary>
    /// Brings the draft up to date after words left the record; where nobody has a draft yet, nothing is assembled.
    /// </summary>
    public async Task<Happened> RenewAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is { } incident)
            await RenewExistingAsync(incident, work, cancellationToken);

        return Happened.Nothing;
    }

    /// <summary>Assembles again when the incident is over and its draft no longer matches the record.</summary>
    public async Task<Happened> FollowAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is { IsOpen: false } incident)
            await RenewExistingAsync(incident, work, cancellationToken);

        return Happened.Nothing;
    }

    private async Task RenewExistingAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        if (await drafts.RenewExistingAsync(incident, work, cancellationToken) is { IsNew: true } renewed && incident.CanPost)
            await board.ShowAsync(incident, renewed.Now, work, cancellationToken);
    }

    // A little after the minute's end, for what is committed late in it.
    private static FollowUp AfterBurst(IncidentId incident, string reason, WorkKind<OfIncident> kind, DateTimeOffset now)
    {
        var minute = (now.UtcTicks / Burst.Ticks) + 1;
        return kind.Later(
            string.Create(CultureInfo.InvariantCulture, $"{incident}/postmortem/{reason}/{minute}"),
            DraftAsked.Conversation(incident),
            new OfIncident(incident.Number),
            new DateTimeOffset((minute * Burst.Ticks) + (Burst.Ticks / 6), TimeSpan.Zero));
    }
}
