using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Gives, offers and takes back roles.</summary>
internal sealed class GiveRole(ChatPlatforms platforms, IncidentOptions options)
{
    /// <summary>Gives a role to someone, or to the writer, taking it from who had it.</summary>
    /// <param name="incident">Which incident.</param>
    /// <param name="role">Which role.</param>
    /// <param name="person">Who gets it; null: the writer.</param>
    /// <param name="by">Who said so.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the asking for the person's name, and whether they are there.</param>
    public async Task<Happened> HandleAsync(
        Incident incident, IncidentRole role, PersonId? person, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (GiveRoleRules.Unknown(role.Word, options) is { } sentence)
            return Happened.Refused(sentence);

        var platform = platforms.Of(work.Platform);
        var holder = person is { } id && id != by.Who.Id ? await platform.FindPersonAsync(work.Workspace, id, cancellationToken) : by.Who;
        var decision = GiveRoleRules.Decide(incident, role, holder, by.Who, by.At);
        if (decision.Fact is not null && await PrivateRoom.RefuseAsync(incident, holder, by.Who, platform, cancellationToken) is { } away)
            decision = away;

        return decision.Fact is RoleOffered offered ? Offer(incident, offered, by, work) : Finish(incident, decision, by, work);
    }

    /// <summary>The presser takes over what they were asked to, unless things have changed since.</summary>
    public static Happened Accept(Incident incident, IncidentRole role, PersonId asked, PersonId holder, Inbound by, Work work) =>
        Settle(incident, GiveRoleRules.DecideToAccept(incident, role, asked, holder, by.Who, by.At), by, work);

    /// <summary>The presser does not take over what they were asked to.</summary>
    public static Happened Decline(Incident incident, IncidentRole role, PersonId asked, PersonId holder, Inbound by, Work work) =>
        Settle(incident, GiveRoleRules.DecideToDecline(incident, role, asked, holder, by.Who, by.At), by, work);

    /// <summary>The writer gives a role up.</summary>
    public static Happened Leave(Incident incident, IncidentRole role, Inbound by, Work work) =>
        Finish(incident, GiveRoleRules.DecideToLeave(incident, role, by.Who, by.At), by, work);

    /// <summary>The presser of "Take command" becomes commander, unless someone else is: a stale button takes nothing away.</summary>
    public static Happened TakeCommand(Incident incident, Inbound by, Work work) =>
        Finish(incident, GiveRoleRules.DecideToTake(incident, by.Who, by.At), by, work);

    private static Happened Settle(Incident incident, Decision<IncidentFact> decision, Inbound by, Work work)
    {
        var happened = Finish(incident, decision, by, work);
        if (decision.Fact is not null)
            IncidentBoard.Answered(work, by, IncidentKeys.Told(incident.Id, incident.Version + 1));

        return happened;
    }

    private static Happened Finish(Incident incident, Decision<IncidentFact> decision, Inbound by, Work work)
    {
        if (decision.Fact is { } fact)
        {
            var now = IncidentBoard.Commit(work, incident, fact);
            if (fact is RoleGiven given)
                IncidentBoard.InviteAsked(work, now, given.Holder, by.Who);

            IncidentBoard.Post(work, now, Announcement(fact), by);
        }

        return Happened.Of(incident, decision);
    }

    private static Happened Offer(Incident incident, RoleOffered offered, Inbound by, Work work)
    {
        var now = IncidentStore.Save(work.Batch, incident, offered);
        var role = offered.Role.Word;
        IncidentBoard.InviteAsked(work, now, offered.To, by.Who);
        var value = IncidentButtons.Of(now.Id, role, offered.To.Id.Value, offered.Holder.Id.Value);
        var text = new RichText([]).Person(offered.To.Id, offered.To.Name).Plain($", will you take over as {role} from ")
            .Person(offered.Holder.Id, offered.Holder.Name).Plain($"? {offered.Holder.Name} stays {role} until you accept.");
        if (by.Who.Id != offered.Holder.Id)
            text = text.Plain(" Asked by ").Person(by.Who.Id, by.Who.Name).Plain(".");
        IncidentBoard.Post(work, now, text, by,
            new Button(IncidentButtonIds.AcceptRole, "Accept", value, ButtonStyle.Primary, Spoken: $"Take over as {role}"),
            new Button(IncidentButtonIds.DeclineRole, "Decline", value, Spoken: $"Do not take over as {role}"));
        return Happened.To(incident, offered);
    }

    private static RichText Announcement(IncidentFact fact) => fact switch
    {
        RoleGiven { Former: { } former } given => Given(given).Plain(", taking over from ").Person(former.Id, former.Name).Plain("."),
        RoleGiven given => Given(given).Plain("."),
        RoleDeclined declined => new RichText([]).Person(declined.By!.Id, declined.By.Name)
            .Plain($" declined to take over as {declined.Role.Word}. Nothing has changed."),
        RoleLeft left => new RichText([]).Bold($"Nobody is {left.Role.Word} now:").Plain(" ").Person(left.Former.Id, left.Former.Name)
            .Then(RichText.Of($" gave it up. To take over, type {CommandGrammar.Typed($"role {left.Role.Word} me")}.")),
        _ => throw new InvalidOperationException($"No words for {fact.GetType().Name}."),
    };

    private static RichText Given(RoleGiven given)
    {
        var text = new RichText([]).Person(given.Holder.Id, given.Holder.Name).Plain($" is now {given.Role.Word}");
        return given.By is { } by && by.Id != given.Holder.Id ? text.Plain(", named by ").Person(by.Id, by.Name) : text;
    }
}

/// <summary>Whether a role changes hands.</summary>
internal static class GiveRoleRules
{
    /// <summary>Says that there is no such role, and lists those there are; null: there is one.</summary>
    public static RichText? Unknown(string word, IncidentOptions options)
    {
        List<string> known = [.. IncidentRole.Usual.Select(role => role.Word), .. options.Roles];
        if (known.Contains(word, StringComparer.Ordinal))
            return null;

        var meant = Words.Nearest(word, known) is { } near ? $" Did you mean “{near}”?" : string.Empty;
        return IncidentCommands.Role.Refuse(
            $"I don't know the role “{OneLine.Of(word, 40)}”.{meant} The roles are {string.Join(", ", known)}.").Sentence;
    }

    /// <summary>Decides on a role that is given by name; one that somebody has is only offered to a third person.</summary>
    public static Decision<IncidentFact> Decide(Incident incident, IncidentRole role, Person holder, Person by, DateTimeOffset at)
    {
        if (holder.IsBot)
            return new Refusal(
                $"{holder.Name} is a bot; the {role.Word} must be a person. Name one, or type "
                    + $"{CommandGrammar.Typed($"role {role.Word} me")}.");

        if (holder.Membership == Membership.Closed)
            return new Refusal($"The account of {holder.Name} was closed. Name someone else as {role.Word}.");

        var former = incident.Roles.GetValueOrDefault(role);
        if (former?.Id == holder.Id)
            return new AlreadySo($"{holder.Name} is already {role.Word} of {incident.Id}.");

        // Whoever asks for themselves has agreed already, and where nobody leads nobody is to wait.
        return former is null || holder.Id == by.Id
            ? new RoleGiven(by, at, role, holder, former)
            : new RoleOffered(by, at, role, holder, former);
    }

    /// <summary>Decides on a role that someone was asked to take over, by the button of that question.</summary>
    /// <param name="incident">Which incident.</param>
    /// <param name="role">Which role.</param>
    /// <param name="asked">Who was asked.</param>
    /// <param name="holder">Who had it then.</param>
    /// <param name="by">Who pressed.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<IncidentFact> DecideToAccept(
        Incident incident, IncidentRole role, PersonId asked, PersonId holder, Person by, DateTimeOffset at) =>
        Void(incident, role, asked, holder, by) ?? new RoleGiven(by, at, role, by, incident.Roles.GetValueOrDefault(role));

    /// <summary>Decides on a role that someone does not want to take over.</summary>
    /// <param name="incident">Which incident.</param>
    /// <param name="role">Which role.</param>
    /// <param name="asked">Who was asked.</param>
    /// <param name="holder">Who had it then.</param>
    /// <param name="by">Who pressed.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<IncidentFact> DecideToDecline(
        Incident incident, IncidentRole role, PersonId asked, PersonId holder, Person by, DateTimeOffset at) =>
        Void(incident, role, asked, holder, by) ?? new RoleDeclined(by, at, role);

    /// <summary>Decides on a role that its holder gives up.</summary>
    public static Decision<IncidentFact> DecideToLeave(Incident incident, IncidentRole role, Person by, DateTimeOffset at)
    {
        var word = role.Word;
        if (!incident.Roles.TryGetValue(role, out var holder))
            return new AlreadySo($"{incident.Id} has no {word}.");

        return holder.Id == by.Id
            ? new RoleLeft(by, at, role, holder)
            : new Refusal(
                $"{holder.Name} is {word} of {incident.Id}, and only they can give it up. "
                    + $"To take over, agree with them, then type {CommandGrammar.Typed($"role {word} me")}.");
    }

    private static Decision<IncidentFact>? Void(Incident incident, IncidentRole role, PersonId asked, PersonId holder, Person by)
    {
        var now = incident.Roles.GetValueOrDefault(role);
        if (now?.Id == asked)
            return new AlreadySo($"{now.Name} is already {role.Word} of {incident.Id}.");

        if (by.Id != asked)
            return new Refusal(
                $"Someone else was asked. To take over yourself, agree with them, then type "
                    + $"{CommandGrammar.Typed($"role {role.Word} me")}.");

        if (now?.Id == holder)
            return null;

        return new Refusal(
            $"That has changed: {(now is null ? "nobody" : now.Name)} is now {role.Word} of {incident.Id}. "
                + $"To take over, type {CommandGrammar.Typed($"role {role.Word} me")}.");
    }

    /// <summary>Decides on command that is taken by the button.</summary>
    public static Decision<IncidentFact> DecideToTake(Incident incident, Person by, DateTimeOffset at)
    {
        var former = incident.Roles.GetValueOrDefault(IncidentRole.Commander);
        if (former is null)
            return new RoleGiven(by, at, IncidentRole.Commander, by, null);

        return former.Id == by.Id
            ? new AlreadySo($"You're already commander of {incident.Id}.")
            : new Refusal(
                $"{former.Name} is commander of {incident.Id}. To take over, agree with them, then type "
                    + $"{CommandGrammar.Typed("role commander me")}.");
    }
}
