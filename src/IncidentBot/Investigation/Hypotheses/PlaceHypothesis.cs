using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>Gives a hypothesis the place that people want it to have.</summary>
internal sealed class PlaceHypothesis(HypothesisBoard board)
{
    /// <summary>Of a typed command.</summary>
    public async Task<Happened> HandleAsync(Call call, PlaceHypothesisCommand typed, CancellationToken cancellationToken)
    {
        var seen = await board.ReadAsync(call.Incident, cancellationToken);
        var decision = PlaceHypothesisRules.Decide(seen.List, typed.Number, typed.Place, call.By.Who, call.By.At);
        if (decision.Fact is not { } placed)
            return Happened.Refused(decision.Sentence);

        await board.CommitAsync(call.Incident, seen, placed, call.Work, cancellationToken);
        // Everybody reads the order in the message, where the button stands; whoever types is told.
        return call.By is ButtonPressed && IncidentBoard.IsReadBy(call.Incident, call.By.Reply)
            ? Happened.To(call.Incident, placed)
            : Happened.To(call.Incident, placed).Answering(
                Card.Of($"Hypothesis {typed.Number} of {call.Incident.Id} is number {typed.Place} of those to look at now."));
    }

    /// <summary>By its button.</summary>
    public Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken) =>
        call.More.Split('|') is [var one, var to] && HypothesisForms.TryReadNumber(one, out var number)
            && HypothesisForms.TryReadNumber(to, out var place) && place > 0
            ? HandleAsync(call, new PlaceHypothesisCommand(number, place), cancellationToken)
            : Happened.Unreadable;
}

/// <summary>Whether a hypothesis gets another place.</summary>
internal static class PlaceHypothesisRules
{
    /// <summary>Decides.</summary>
    /// <param name="list">The hypotheses as they stand.</param>
    /// <param name="number">Which one.</param>
    /// <param name="place">From 1, among those that aren't settled.</param>
    /// <param name="by">Who wants so.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<HypothesisPlaced> Decide(HypothesisList list, int number, int place, Person by, DateTimeOffset at)
    {
        if (list.Find(number) is not { } one)
            return HypothesisForms.Gone(list.Incident);
        if (one.IsSettled)
            return new Refusal($"{one.Label} of {list.Incident} is settled, so it has no place among those to look at.");

        var known = Math.Min(place, list.Unsettled.Count);
        return list.Unsettled.Index().First(each => each.Item.Number == number).Index + 1 == known
            ? new AlreadySo($"{one.Label} of {list.Incident} has that place already.")
            : new HypothesisPlaced(by, at, number, list.OrderWith(one, known));
    }
}
