using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Causes;

/// <summary>Takes a why or factor back.</summary>
internal sealed class WithdrawCause(ReadCauses causes)
{
    /// <summary>By its button.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        if (!CauseForms.TryReadNumber(call.More, out var number))
            return Happened.Unreadable;

        var seen = await causes.ReadAsync(call.Incident, cancellationToken);
        var decision = WithdrawCauseRules.Decide(seen.Tree, number, call.By.Who, call.By.At);
        if (decision.Fact is not { } withdrawn)
            return Happened.Refused(decision.Sentence);

        var now = seen with { Tree = CauseStore.Save(call.Work.Batch, call.Work.Workspace, seen.Tree, withdrawn) };
        return Happened.To(call.Incident, withdrawn)
            .Answering(CauseAnswer.Withdrawn(call.Incident, seen.Tree, seen.Tree.Find(number)!, call.By.At));
    }
}

/// <summary>Whether a why or factor is taken back.</summary>
internal static class WithdrawCauseRules
{
    /// <summary>Decides; one under which others stand stays, since they would hang in the air.</summary>
    /// <param name="tree">The whys and factors as they stand.</param>
    /// <param name="number">Which one.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<CauseWithdrawn> Decide(CauseTree tree, int number, Person by, DateTimeOffset at)
    {
        if (tree.Find(number) is not { } cause)
            return tree.All.Any(one => one.Number == number)
                ? new AlreadySo("That was withdrawn already.")
                : CauseForms.Gone(tree.Incident);

        return tree.IsLast(cause)
            ? new CauseWithdrawn(by, at, number)
            : new Refusal($"{tree.NameOf(cause)} has {Words.Of(cause.Kind)}s under it. Withdraw those first, or edit its words.");
    }
}
