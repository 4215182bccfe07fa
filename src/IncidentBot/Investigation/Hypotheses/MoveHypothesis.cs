using IncidentBot.Causes;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>Says how far a hypothesis is: it is being tested, or something came of that.</summary>
internal sealed class MoveHypothesis(HypothesisBoard board, AskSecondPair second)
{
    /// <summary>Of a typed command.</summary>
    public async Task<Happened> HandleAsync(Call call, MoveHypothesisCommand typed, CancellationToken cancellationToken)
    {
        var seen = await board.ReadAsync(call.Incident, cancellationToken);
        var read = HypothesisEvidence.Read(typed.Evidence, seen.Entries);
        return read.Problem is { } problem
            ? Happened.Refused($"Nothing was recorded. {problem} You wrote: {typed.Reason}")
            : await MoveAsync(
                call, seen, new WantedMove(typed.Number, typed.To, OneLine.Of(typed.Reason, HypothesisTerms.LongestText), read.Evidence),
                cancellationToken);
    }

    /// <summary>By the button that begins or joins a test.</summary>
    public async Task<Happened> TestAsync(Call call, CancellationToken cancellationToken) =>
        HypothesisForms.TryReadNumber(call.More, out var number)
            ? await MoveAsync(
                call, await board.ReadAsync(call.Incident, cancellationToken),
                new WantedMove(number, HypothesisState.Testing, string.Empty, []), cancellationToken)
            : Happened.Unreadable;

    /// <summary>By a form; its fields say what came of it, and why.</summary>
    public async Task<Happened> HandleAsync(Call call, FormSubmitted form, CancellationToken cancellationToken)
    {
        var seen = await board.ReadAsync(call.Incident, cancellationToken);
        var (wanted, problem) = MoveForms.Read(call.More, form, seen.Entries);
        if (problem is not null)
            return Happened.Refused($"Nothing was recorded. {problem}");

        return wanted is null ? Happened.Unreadable : await MoveAsync(call, seen, wanted, cancellationToken);
    }

    private async Task<Happened> MoveAsync(Call call, SeenHypotheses seen, WantedMove wanted, CancellationToken cancellationToken)
    {
        var decision = MoveHypothesisRules.Decide(seen.List, wanted, seen.NextEntry, call.By.Who, call.By.At);
        if (decision.Fact is not { } moved)
            return Happened.Refused(decision.Sentence);

        var former = seen.List.Find(wanted.Number)!;
        var now = await board.CommitAsync(call.Incident, seen, moved, call.Work, cancellationToken);
        var one = now.Find(wanted.Number)!;
        await second.OnMovedAsync(call.Incident, former, one, call.Work, cancellationToken);
        return Happened.To(call.Incident, moved).Answering(HypothesisAnswer.Moved(call.Incident.Id, one, call.By.At));
    }
}

/// <summary>How far somebody says that a hypothesis is.</summary>
/// <param name="Number">Which one.</param>
/// <param name="To">How far.</param>
/// <param name="Reason">Why; empty: a test begins.</param>
/// <param name="Evidence">What it rests on.</param>
internal sealed record WantedMove(int Number, HypothesisState To, string Reason, IReadOnlyList<CauseEvidence> Evidence)
{
    /// <summary>The attempt to make it happen again that it came from; null: none.</summary>
    public ReproductionAttempt? Attempt { get; init; }
}

/// <summary>Whether a hypothesis goes on.</summary>
internal static class MoveHypothesisRules
{
    /// <summary>Decides; a person tests one at a time, and what is settled has to be opened again first.</summary>
    /// <param name="list">The hypotheses as they stand.</param>
    /// <param name="wanted">What is said.</param>
    /// <param name="entry">The number of the entry that tells of it.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<HypothesisMoved> Decide(HypothesisList list, WantedMove wanted, int entry, Person by, DateTimeOffset at)
    {
        if (list.Find(wanted.Number) is not { } one)
            return new Refusal(
                $"{list.Incident} has no hypothesis {wanted.Number}. To see them, type {CommandGrammar.Typed("hypothesis")}.");
        if (Refuse(list, one, wanted, by) is { } sentence)
            return new Refusal(sentence);
        if (IsSo(one, wanted, by))
            return new AlreadySo($"That is on record already for {one.Label} of {list.Incident}.");

        return new HypothesisMoved(
            by, at, one.Number,
            new HypothesisStep(wanted.To, by, at, entry)
            {
                Reason = wanted.Reason.Length == 0 ? null : wanted.Reason,
                Evidence = wanted.Evidence,
                Attempt = wanted.Attempt,
            });
    }

    private static RichText? Refuse(HypothesisList list, Hypothesis one, WantedMove wanted, Person by)
    {
        if (one.Steps.Count >= Hypothesis.MostSteps)
            return $"{one.Label} has had {Hypothesis.MostSteps} steps. State a new one that says what is different. {Back(wanted)}";
        if (wanted is { To: HypothesisState.Testing } && list.TestedBy(by.Id) is { } other && other.Number != one.Number)
            return RichText.Of(
                $"You’re testing {other.Label} now, and one at a time tells more. Say what came of it first: "
                    + $"{CommandGrammar.Typed($"hypothesis {other.Number} weaker REASON")}, or ruled-out, confirmed, unverified.");
        if (wanted.To != HypothesisState.Testing && wanted.Reason.Length == 0)
            return "Say why, so that nobody has to look again.";

        return one.IsSettled && wanted.To != HypothesisState.Reopened && one.State != wanted.To
            ? RichText.Of(
                $"{one.Label} of {list.Incident} is {Words.Of(one.State).Replace('-', ' ')}. Open it again first, with the reason: "
                    + $"{CommandGrammar.Typed($"hypothesis {one.Number} reopen REASON")}. {Back(wanted)}")
            : null;
    }

    private static string Back(WantedMove wanted) => wanted.Reason.Length == 0 ? string.Empty : $"You wrote: {wanted.Reason}";

    // Further evidence for the same verdict is news; the same words aren't.
    private static bool IsSo(Hypothesis one, WantedMove wanted, Person by) => wanted.To switch
    {
        HypothesisState.Testing => one.Testers.Any(tester => tester.Id == by.Id),
        HypothesisState.Reopened => !one.IsSettled,
        _ => one.Steps.Count > 0 && one.Steps[^1] is var last && last.To == wanted.To && last.Reason == wanted.Reason
            && last.Attempt == wanted.Attempt && last.Evidence.SequenceEqual(wanted.Evidence),
    };
}
