using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Home;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Store;

namespace IncidentBot.Routing;

/// <summary>
/// Tells what has happened to whoever reacts, and what one unit of work has changed to whoever follows, all within its transaction.
/// </summary>
internal sealed class Reactions(RouteTable routes, IServiceProvider services, IncidentStore incidents)
{
    private readonly IReadOnlyList<FactRoute> reactions = [.. routes.All.OfType<FactRoute>()];
    private readonly IReadOnlyList<ChangeRoute> followers = [.. routes.All.OfType<ChangeRoute>()];

    /// <summary>Gives the answers, tells the facts, and then once what the whole work has changed.</summary>
    /// <param name="outcome">What the use case came to.</param>
    /// <param name="by">What came in; null: the bot's own work.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task FinishAsync(Outcome outcome, Inbound? by, Work work, CancellationToken cancellationToken)
    {
        var known = new Dictionary<IncidentId, Incident>();
        if (outcome.About is { } about)
            known[about.Id] = about;
        await TellAsync(outcome.Happened, by, work, known, cancellationToken);
        await FollowAsync(by, work, known, cancellationToken);
    }

    private async Task TellAsync(
        Happened happened, Inbound? by, Work work, Dictionary<IncidentId, Incident> known, CancellationToken cancellationToken)
    {
        Answer(happened, by, work);
        foreach (var ofOne in happened.Facts.GroupBy(one => one.Before.Id))
        {
            var call = new FactCall(ofOne.First().Before, [.. ofOne.Select(one => one.Fact)], by, work);
            known[ofOne.Key] = call.After;
            foreach (
                var (fact, route) in call.All.SelectMany(
                    fact => reactions.Where(route => route.Matches(fact)).Select(route => (fact, route))))
                await TellAsync(await route.RunAsync(services, fact, call, cancellationToken), by, work, known, cancellationToken);
        }
    }

    // The only place in which people are answered: use cases say what, and never send it themselves.
    private static void Answer(Happened happened, Inbound? by, Work work)
    {
        foreach (var answer in happened.Answers)
        {
            if ((answer.To ?? by?.Reply) is not { } to)
                continue;
            if (to.IsOnHome)
                AnswerHome.Show(to.Person, answer.Card, work);
            else
                work.Answer(to, answer.Card);
        }
    }

    // What follows a change is told like anything else, but changes no record, so nothing follows from it in turn.
    private async Task FollowAsync(Inbound? by, Work work, Dictionary<IncidentId, Incident> known, CancellationToken cancellationToken)
    {
        foreach (var changes in work.Batch.Changes.GroupBy(change => new IncidentId(change.Incident)).ToList())
        {
            var after = known.GetValueOrDefault(changes.Key) ?? await incidents.FindAsync(work.Workspace, changes.Key, cancellationToken);
            if (after is null)
                continue;

            var changed = new ChangedRecord(after, [.. changes.Select(change => change.Kind)], work);
            foreach (var route in followers)
                await TellAsync(await route.RunAsync(services, changed, cancellationToken), by, work, known, cancellationToken);
        }
    }
}
