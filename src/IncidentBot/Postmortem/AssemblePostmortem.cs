using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem;

/// <summary>Assembles the draft from the record; a changed record makes a new version, which the channel is told of.</summary>
public sealed class AssemblePostmortem(IncidentStore incidents, PostmortemRecords records, PostmortemStore drafts)
{
    /// <summary>The kind of own work that leads here; its body is the incident's number.</summary>
    public const string Kind = OwnWork.Prefix + "assemble-postmortem";

    /// <summary>The kind of own work that leads to <see cref="RenewAsync"/>; its body is the incident's number.</summary>
    public const string RenewKind = OwnWork.Prefix + "renew-postmortem";

    /// <summary>Has the drafts of an incident renewed after words left its record.</summary>
    public static FollowUp RenewLater(IncidentId incident, string deliveryKey) =>
        new(deliveryKey, $"{incident}/postmortem", RenewKind, incident.ToString());

    /// <summary>Has the draft of an incident assembled once what leads to it is committed.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="deliveryKey">The same for the same reason to assemble.</param>
    public static FollowUp Later(IncidentId incident, string deliveryKey) =>
        new(deliveryKey, $"{incident}/postmortem", Kind, incident.ToString());

    /// <summary>Assembles, keeps and tells; who asked is told privately when there is nothing new.</summary>
    public async Task HandleAsync(IncidentId id, Inbound? by, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident)
            return;

        var newest = await drafts.FindNewestAsync(work.Workspace, id, cancellationToken);
        var record = await records.ReadAsync(incident, cancellationToken);
        var decision = PostmortemRules.Decide(newest, PostmortemDocument.Assemble(record), work.Now);
        if (decision.Fact is { } assembled)
        {
            PostmortemStore.Add(work.Batch, work.Workspace, id, assembled.Draft);
            work.Send(Announce(incident, assembled.Draft));
        }
        else if (by is not null)
        {
            work.Answer(by.Reply, Card.Of($"{decision.Sentence} Type `{CommandGrammar.Prefix} export` to have it as a file."));
        }
    }

    /// <summary>Puts a new draft in the place of those that may hold deleted words; where nobody has a draft yet, nothing is assembled.</summary>
    public async Task RenewAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident
            || await drafts.FindNewestAsync(work.Workspace, id, cancellationToken) is not { } newest)
            return;

        var decision = PostmortemRules.Decide(newest, PostmortemDocument.Assemble(await records.ReadAsync(incident, cancellationToken)), work.Now);
        // One that was being assembled when the words left the record may have come after that.
        if ((decision.Fact?.Draft.Version ?? newest.Version) is > 1 and var below)
            PostmortemStore.Withdraw(work.Batch, work.Workspace, id, below);
        if (decision.Fact is { } assembled)
        {
            PostmortemStore.Add(work.Batch, work.Workspace, id, assembled.Draft);
            work.Send(Announce(incident, assembled.Draft));
        }
    }

    private static Outgoing Announce(Incident incident, PostmortemDraft draft) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{incident.Id}/postmortem/{draft.Version}"), new PostCard(IncidentBoard.Channel(incident), PostmortemCard.Of(incident, draft)))
        {
            Lane = $"{incident.Id}/postmortem",
        };
}
