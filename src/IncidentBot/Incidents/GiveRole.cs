using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents;

/// <summary>Says who has which part in the response.</summary>
public sealed class GiveRole(ChatPlatforms platforms)
{
    /// <summary>Gives a role to someone, or to the writer, taking it from who had it.</summary>
    /// <param name="incident">Which incident.</param>
    /// <param name="role">Which role.</param>
    /// <param name="person">Who gets it; null: the writer.</param>
    /// <param name="by">Who said so.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the asking for the person's name.</param>
    public async Task<IncidentFact?> HandleAsync(Incident incident, IncidentRole role, PersonId? person, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var holder = person is { } id && id != by.Who.Id
            ? await platforms.Of(work.Platform).FindPersonAsync(work.Workspace, id, cancellationToken)
            : by.Who;
        return Finish(incident, GiveRoleRules.Decide(incident, role, holder, by.Who, by.At), by, work);
    }

    /// <summary>The presser of "Take command" becomes commander, unless someone else is: a stale button takes nothing away.</summary>
    public static IncidentFact? TakeCommand(Incident incident, Inbound by, Work work) =>
        Finish(incident, GiveRoleRules.DecideToTake(incident, by.Who, by.At), by, work);

    private static RoleGiven? Finish(Incident incident, Decision<RoleGiven> decision, Inbound by, Work work)
    {
        if (decision.Fact is not { } given)
        {
            work.Answer(by.Reply, Card.Of(decision.Sentence));
            return null;
        }

        var now = IncidentBoard.Commit(work, incident, given);
        var text = new RichText([]).Person(given.Holder.Id, given.Holder.Name).Plain($" is {Words.Of(given.Role)} of {now.Id} now");
        text = given.Former is { } former ? text.Plain(", after ").Person(former.Id, former.Name).Plain(".") : text.Plain(".");
        IncidentBoard.Tell(work, now, text, by);
        return given;
    }
}

/// <summary>Whether a role changes hands.</summary>
public static class GiveRoleRules
{
    /// <summary>Decides on a role that is given by name.</summary>
    public static Decision<RoleGiven> Decide(Incident incident, IncidentRole role, Person holder, Person by, DateTimeOffset at)
    {
        if (holder.IsBot)
            return new Refusal($"{holder.Name} is a bot, and a {Words.Of(role)} is a person. Name one, or type `{CommandGrammar.Prefix} role {Words.Of(role)} me`.");

        var former = incident.Roles.GetValueOrDefault(role);
        return former?.Id == holder.Id
            ? new AlreadySo($"{holder.Name} is {Words.Of(role)} of {incident.Id} already.")
            : new RoleGiven(by, at, role, holder, former);
    }

    /// <summary>Decides on command that is taken by the button.</summary>
    public static Decision<RoleGiven> DecideToTake(Incident incident, Person by, DateTimeOffset at)
    {
        var former = incident.Roles.GetValueOrDefault(IncidentRole.Commander);
        if (former is null)
            return new RoleGiven(by, at, IncidentRole.Commander, by, null);

        return former.Id == by.Id
            ? new AlreadySo($"You command {incident.Id} already.")
            : new Refusal($"{former.Name} commands {incident.Id}. To take over, agree with them and type `{CommandGrammar.Prefix} role commander me`.");
    }
}
