using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents;

/// <summary>Puts the impact into words.</summary>
internal sealed class DescribeImpact
{
    /// <summary>Writes the impact.</summary>
    public static Happened Handle(Incident incident, string impact, Inbound by, Work work)
    {
        var decision = DescribeImpactRules.Decide(incident, impact, by.Who, by.At);
        if (decision.Fact is { } described)
        {
            var now = IncidentBoard.Commit(work, incident, described);
            IncidentBoard.PostTogether(
                work, now, new RichText([]).Plain("described the ").Bold("impact: ").Plain(described.Impact), by);
        }

        return Happened.Of(incident, decision);
    }

    /// <summary>Writes the impact as it was answered in the checklist; the same words again change nothing.</summary>
    /// <param name="incident">Whose impact.</param>
    /// <param name="answer">The answer as typed.</param>
    /// <param name="by">Who answered.</param>
    /// <param name="work">What it leads to.</param>
    public static Happened HandleAnswer(Incident incident, string answer, Inbound by, Work work) =>
        string.Equals(incident.Impact, answer, StringComparison.Ordinal) ? Happened.Nothing : Handle(incident, answer, by, work);
}

/// <summary>Whether the impact changes.</summary>
internal static class DescribeImpactRules
{
    /// <summary>Decides on the words.</summary>
    public static Decision<ImpactDescribed> Decide(Incident incident, string impact, Person by, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(impact))
            return CommandGrammarRefusal();

        return string.Equals(impact, incident.Impact, StringComparison.Ordinal)
            ? new AlreadySo($"That impact of {incident.Id} is already recorded.")
            : new ImpactDescribed(by, at, impact, incident.Impact);
    }

    private static Refusal CommandGrammarRefusal() => new(IncidentCommands.Impact.Refuse("Say who is affected and how.").Sentence);
}
