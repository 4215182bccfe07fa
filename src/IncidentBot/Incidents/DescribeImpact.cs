using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents;

/// <summary>Puts the impact into words.</summary>
public static class DescribeImpact
{
    /// <summary>Writes the impact, or tells the person privately why not.</summary>
    public static IncidentFact? Handle(Incident incident, string impact, Inbound by, Work work)
    {
        var decision = DescribeImpactRules.Decide(incident, impact, by.Who, by.At);
        if (decision.Fact is { } described)
        {
            var now = IncidentBoard.Commit(work, incident, described);
            IncidentBoard.Tell(work, now, new RichText([]).Bold($"Impact of {now.Id}: ").Plain(described.Impact), by);
        }
        else
        {
            work.Answer(by.Reply, Card.Of(decision.Sentence));
        }

        return decision.Fact;
    }
}

/// <summary>Whether the impact changes.</summary>
public static class DescribeImpactRules
{
    /// <summary>Decides on the words.</summary>
    public static Decision<ImpactDescribed> Decide(Incident incident, string impact, Person by, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(impact))
            return CommandGrammarRefusal();

        return string.Equals(impact, incident.Impact, StringComparison.Ordinal)
            ? new AlreadySo($"The impact of {incident.Id} says just that already.")
            : new ImpactDescribed(by, at, impact, incident.Impact);
    }

    private static Refusal CommandGrammarRefusal() => new(CommandGrammar.Form("impact").Refuse("Say who is affected and how.").Sentence);
}
