using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Puts the impact into words.</summary>
internal sealed class DescribeImpact
{
    private const int ShownImpact = 200;

    /// <summary>Writes the impact.</summary>
    public static Happened Handle(Incident incident, string impact, Inbound by, Work work)
    {
        var decision = DescribeImpactRules.Decide(incident, impact, by.Who, by.At);
        if (decision.Fact is { } described)
        {
            var now = IncidentBoard.Commit(work, incident, described);
            IncidentBoard.Post(work, now, new RichText([]).Bold($"Impact of {now.Id}: ").Plain(described.Impact), by);
        }

        return Happened.Of(incident, decision);
    }

    /// <summary>
    /// Writes the impact as it was answered in the checklist, unless it was put into other words since; then the person is told privately
    /// that those stay.
    /// </summary>
    /// <param name="incident">Whose impact.</param>
    /// <param name="answer">The answer as typed.</param>
    /// <param name="former">The answer before; null: none.</param>
    /// <param name="by">Who answered.</param>
    /// <param name="work">What it leads to.</param>
    public static Happened HandleAnswer(Incident incident, string answer, string? former, Inbound by, Work work)
    {
        if (incident.Impact is null || string.Equals(incident.Impact, former, StringComparison.Ordinal))
            return Handle(incident, answer, by, work);

        return string.Equals(incident.Impact, answer, StringComparison.Ordinal)
            ? Happened.Nothing
            : Happened.Refused(
                $"Your answer is in the checklist. The impact of {incident.Id} was described separately and stays "
                    + $"“{OneLine.Of(incident.Impact, ShownImpact)}”. To change it, type "
                    + $"{CommandGrammar.Typed("impact Who is affected and how")}.");
    }
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
