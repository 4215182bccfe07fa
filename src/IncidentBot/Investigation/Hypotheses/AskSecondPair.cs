using System.Globalization;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>
/// Asks once, in the thread of the hypotheses, whether somebody who has tested one alone for a while wants another pair of eyes: nobody
/// should search alone for long.
/// </summary>
internal sealed class AskSecondPair(HypothesisStore store, IncidentStore incidents, SentKeys sent)
{
    /// <summary>The kind of own work that asks.</summary>
    internal static readonly WorkKind<LonelyTest> Kind = new("own/ask-second-pair", static () => LonelyTestJson.Default.LonelyTest);

    /// <summary>So long somebody tests alone before they are asked.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>A test began, or went on to something else: asks later, or says that nobody need answer any more.</summary>
    public async Task<Happened> OnMovedAsync(
        Incident incident, Hypothesis former, Hypothesis now, Work work, CancellationToken cancellationToken)
    {
        if (now.State == HypothesisState.Testing && former.State != HypothesisState.Testing)
        {
            var key = KeyOf(incident.Id, now);
            work.Then(
                Kind.Later(
                    key, IncidentKeys.Reminders(incident.Id), new LonelyTest(incident.Id.Number, now.Number, now.Running[0].Entry),
                    now.TestedSince + Patience));
        }
        else if (former.State == HypothesisState.Testing && KeyOf(incident.Id, former) is var key
            && incident.CanPost && (await sent.ListAsync(work.Workspace, key, cancellationToken)).Contains(key))
        {
            var answered = now.State == HypothesisState.Testing
                ? Card.Of($"{now.Testers[^1].Name} has joined the test of {now.Label}.")
                : Card.Of($"The test of {now.Label} has ended.");
            work.Send(
                new Outgoing($"{work.Key}/eyes", new UpdateCard(MessageTarget.From(key), answered) { MayBeGone = true })
                {
                    After = key, Lane = key, Replaces = key,
                });
        }

        return Happened.Nothing;
    }

    /// <summary>Asks, if the same person is still at the same test alone; again changes nothing.</summary>
    public async Task<Happened> HandleAsync(LonelyTest test, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(test.Incident);
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { CanPost: true, IsOpen: true } incident)
            return Happened.Nothing;

        var one = (await store.ListAsync(work.Workspace, id, cancellationToken)).Find(test.Hypothesis);
        if (one is not null && AskSecondPairRules.IsWanted(one, test.Entry))
            work.Send(
                new Outgoing(
                    KeyOf(id, one),
                    new PostCard(IncidentBoard.Channel(incident), AskSecondPairRules.CardOf(id, one))
                    {
                        ThreadOf = IncidentKeys.Hypotheses(id),
                    })
                {
                    After = IncidentKeys.Hypotheses(id), Lane = KeyOf(id, one), Urgency = Urgency.Later,
                });
        return Happened.Nothing;
    }

    private static string KeyOf(IncidentId incident, Hypothesis one) => string.Create(
        CultureInfo.InvariantCulture, $"{IncidentKeys.Hypotheses(incident)}/eyes/{one.Number}/{one.Running[0].Entry}");
}

/// <summary>When somebody is asked, and how.</summary>
internal static class AskSecondPairRules
{
    /// <summary>Whether the test that began with an entry still goes on with one person.</summary>
    public static bool IsWanted(Hypothesis one, int entry) =>
        one.Running is [var first, ..] && first.Entry == entry && one.Testers.Count == 1;

    /// <summary>The question; without the words of the hypothesis, which may be somebody's who takes them back.</summary>
    public static Card CardOf(IncidentId incident, Hypothesis one)
    {
        var tester = one.Testers[0];
        var text = new RichText([]).Person(tester.Id, tester.Name).Plain(
            $" has tested {one.Label} alone for {AskSecondPair.Patience.TotalMinutes:0} min. Would another pair of eyes help?");
        return new Card(
            $"{incident}: {text.ToPlainText()}",
            [new Paragraph(text), new Buttons([HypothesisButtons.Test(incident, one), HypothesisButtons.Settle(incident, one)])]);
    }
}

/// <summary>A test that somebody may be at alone.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Hypothesis">The hypothesis's number.</param>
/// <param name="Entry">The number of the entry with which the test began.</param>
internal sealed record LonelyTest(int Incident, int Hypothesis, int Entry);

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LonelyTest))]
internal sealed partial class LonelyTestJson : JsonSerializerContext;
