using System.Globalization;
using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents.Services;

/// <summary>Invites the people who look after an affected service into the incident's channel.</summary>
internal sealed class InviteOwners(ChatPlatforms platforms, CatalogueOptions catalogue)
{
    /// <summary>So many people are invited by one press at most.</summary>
    public const int Most = 30;

    private const string Private = "private";

    /// <summary>The button that invites a group; in a private incident it asks first.</summary>
    /// <param name="incident">Into whose channel.</param>
    /// <param name="owner">The group, as the catalogue names it.</param>
    /// <param name="name">How people read it.</param>
    public static Button Button(Incident incident, string owner, string name) => incident.Visibility == Visibility.Private
        ? new(
            IncidentButtonIds.InviteOwners, $"Invite {name}", IncidentButtons.Of(incident.Id, owner, Private),
            Confirm: $"This incident is private. Everyone in {name} will see all of it. Invite them?")
        : new(IncidentButtonIds.InviteOwners, $"Invite {name}", IncidentButtons.Of(incident.Id, owner));

    /// <summary>The groups that were invited.</summary>
    public static IReadOnlyList<string> Invited(IEnumerable<IncidentFact> facts) =>
        [.. facts.OfType<OwnersInvited>().Select(invited => invited.Owner).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Somebody pressed the button.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        var (incident, by, work) = (call.Incident, call.By, call.Work);
        var pieces = call.More.Split('|');
        var owner = pieces[0];
        if (InviteOwnersRules.Refuse(incident, owner, isConfirmed: pieces.Contains(Private), catalogue) is { } refusal)
            return Happened.Refused(refusal.Sentence);

        var platform = platforms.Of(work.Platform);
        var name = ServiceLinksCard.Name(owner, incident, catalogue);
        var group = await platform.ListGroupAsync(work.Workspace, owner, cancellationToken);
        var here = incident.Channel is { } channel
            ? await platform.ListMembersAsync(work.Workspace, channel, cancellationToken)
            : [];
        var decision = InviteOwnersRules.Decide(incident, owner, name, group, here, by.Who, by.At);
        if (decision.Fact is not { } choice)
            return Happened.Refused(decision.Sentence);

        var now = IncidentBoard.Commit(work, incident, choice.Invited);
        IncidentBoard.Invite(work, now, $"{work.Key}/owners", choice.People, SentPurposes.For(now.Id, SentPurposes.Invitation));
        return Happened.To(incident, choice.Invited).Answering(Card.Of(InviteOwnersRules.Said(choice, name)));
    }
}

/// <summary>Whom a press of the button invites.</summary>
internal static class InviteOwnersRules
{
    /// <summary>Refuses what needs no look at the group; null: nothing speaks against it.</summary>
    /// <param name="incident">Which incident.</param>
    /// <param name="owner">The group, as the button names it.</param>
    /// <param name="isConfirmed">Whether the button asked whether a private incident is to be shown to them.</param>
    /// <param name="catalogue">Who owns what.</param>
    public static Refusal? Refuse(Incident incident, string owner, bool isConfirmed, CatalogueOptions catalogue)
    {
        if (!ServiceLinksCard.OwnersOf(incident, catalogue).Contains(owner, StringComparer.OrdinalIgnoreCase))
            return new Refusal($"That group doesn't look after a service of {incident.Id} any more, so nobody was invited.");

        return incident.Visibility == Visibility.Private && !isConfirmed
            ? new Refusal(
                $"{incident.Id} is private now, so nobody was invited. To invite them all the same, type "
                    + $"{CommandGrammar.Typed("service")} and press the button there.")
            : null;
    }

    /// <summary>Decides whom to invite.</summary>
    /// <param name="incident">Which incident.</param>
    /// <param name="owner">The group, as the catalogue names it.</param>
    /// <param name="name">How people read it.</param>
    /// <param name="group">Its members; null: it can't be read.</param>
    /// <param name="here">Who is in the channel already.</param>
    /// <param name="by">Who invites them.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<OwnersToInvite> Decide(
        Incident incident, string owner, string name, IReadOnlyList<PersonId>? group, IReadOnlyList<PersonId> here, Person by,
        DateTimeOffset at)
    {
        if (group is null)
            return new Refusal(
                $"I can't read the members of {name}, so nobody was invited. Invite them yourself, and ask an admin to check the owners in "
                    + "the catalogue.");
        if (group.Count == 0)
            return new Refusal($"Nobody is in {name}, so nobody was invited.");

        var missing = group.Except(here).ToList();
        return missing.Count == 0
            ? new AlreadySo($"Everyone in {name} is in this channel already.")
            : new OwnersToInvite(
                new OwnersInvited(by, at, owner, Math.Min(missing.Count, InviteOwners.Most)), [.. missing.Take(InviteOwners.Most)],
                missing.Count);
    }

    /// <summary>What the presser is told.</summary>
    public static string Said(OwnersToInvite choice, string name) => choice.Missing <= choice.People.Count
        ? string.Create(CultureInfo.InvariantCulture, $"Inviting {name}: {People(choice.People.Count)}.")
        : $"Inviting the first {People(choice.People.Count)} of {Number(choice.Missing)} in {name} who aren't here. Invite the others "
            + "yourself if they are needed.";

    private static string People(int count) => count == 1 ? "1 person" : $"{Number(count)} people";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Whom a press invites.</summary>
/// <param name="Invited">The fact.</param>
/// <param name="People">The people.</param>
/// <param name="Missing">How many of the group weren't in the channel.</param>
internal sealed record OwnersToInvite(OwnersInvited Invited, IReadOnlyList<PersonId> People, int Missing);
