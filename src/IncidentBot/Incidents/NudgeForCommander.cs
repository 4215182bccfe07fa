using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Asks once for someone to lead, when nobody has for the first minutes.</summary>
internal sealed class NudgeForCommander(IncidentStore store, ChannelQuestions questions)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/nudge-for-commander");

    /// <summary>How long an incident may be without a commander before someone is asked for.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(5);

    /// <summary>What would be posted in a channel that is not open yet, or never will be, is looked at again after so long.</summary>
    public static readonly TimeSpan UntilThereIsAChannel = TimeSpan.FromMinutes(5);

    /// <summary>An incident was started: the check comes when the first minutes are over.</summary>
    public static Happened OnStarted(Incident incident, Work work)
    {
        work.Then(Later(incident.Id, $"{incident.Id}/nudge-for-commander", incident.At(Milestone.Declared) + After));
        return Happened.Nothing;
    }

    /// <summary>The commander has left: another check comes some minutes later.</summary>
    public static Happened OnLeft(Incident incident, RoleLeft left, Work work)
    {
        work.Then(Later(incident.Id, $"{work.Key}/nudge-for-commander", left.At + After));
        return Happened.Nothing;
    }

    /// <summary>Asks, unless somebody leads or the response is over.</summary>
    public async Task<Happened> HandleAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(work.Workspace, id, cancellationToken) is not { IsOpen: true, CanPost: true } incident
            || incident.Roles.ContainsKey(IncidentRole.Commander))
            return Happened.Nothing;
        if (incident.Channel is null)
        {
            work.Then(Later(id, $"{work.Key}/nudge-for-commander", work.Now + UntilThereIsAChannel));
            return Happened.Nothing;
        }

        var text = RichText.Of(
            $"Nobody has been commander for {After.TotalMinutes:0} min. One person should lead: "
                + $"decide, ask, and leave the fix to others. Take command, or name someone: "
                + $"{CommandGrammar.Typed("role commander @person")}.");
        var button = IncidentButtons.TakeCommand(id);
        var card = new Card($"{text.ToPlainText()} ({When.ToTheSecond(work.Now)})", [new Paragraph(text), new Buttons([button])]);
        await questions.AskAsync(
            work, incident, string.Create(CultureInfo.InvariantCulture, $"{EndNudge.Beginning(id)}{incident.Version}"), card,
            SentPurposes.For(id, SentPurposes.Question), cancellationToken);
        return Happened.Nothing;
    }

    private static FollowUp Later(IncidentId id, string deliveryKey, DateTimeOffset? dueAt) =>
        Kind.Later(deliveryKey, IncidentKeys.Reminders(id), new OfIncident(id.Number), dueAt);
}
