using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Causes;

/// <summary>Adds a why or a contributing factor, and asks whoever added it one more why where it stops at a person.</summary>
internal sealed class AddCause(ReadCauses causes)
{
    /// <summary>Of a typed command.</summary>
    public async Task<Happened> HandleAsync(Call call, AddCauseCommand typed, CancellationToken cancellationToken)
    {
        var seen = await causes.ReadAsync(call.Incident, cancellationToken);
        var evidence = typed.Evidence is { } given ? CauseEvidenceRules.Read(given, seen.Entries) : default;
        return evidence.Problem is { } problem
            ? Happened.Refused($"Nothing was added. {problem}")
            : Add(call, seen, AddCauseRules.Meant(seen.Tree, typed, evidence.Evidence));
    }

    /// <summary>Of a form that was sent.</summary>
    public async Task<Happened> HandleAsync(Call call, CauseKind kind, FormSubmitted form, CancellationToken cancellationToken)
    {
        var seen = await causes.ReadAsync(call.Incident, cancellationToken);
        var read = CauseForms.Read(kind, form.Values, seen.Entries);
        return read.Problem is { } problem
            ? Happened.Refused($"Nothing was added. {problem}")
            : Add(call, seen, read.Wanted);
    }

    private static Happened Add(Call call, SeenCauses seen, WantedCause wanted)
    {
        var decision = AddCauseRules.Decide(seen.Tree, wanted, call.By.Who, call.By.At);
        if (decision.Fact is not { } added)
            return Happened.Refused(decision.Sentence);

        var now = seen with { Tree = CauseStore.Save(call.Work.Batch, call.Work.Workspace, seen.Tree, added) };
        return Happened.To(call.Incident, added).Answering(CauseAnswer.Added(call.Incident, now, added.Added, call.By.At));
    }
}

/// <summary>A why or factor that somebody wants to add.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Text">What it says.</param>
/// <param name="Under">The label of the why or factor, of its own kind, that it goes under; null: it begins a chain.</param>
/// <param name="Category">Where it lies; null: not said.</param>
/// <param name="Evidence">What speaks for it; null: nothing yet.</param>
internal sealed record WantedCause(CauseKind Kind, string Text, string? Under, CauseCategory? Category, CauseEvidence? Evidence);

/// <summary>Whether a why or factor is added.</summary>
internal static class AddCauseRules
{
    /// <summary>
    /// What was typed. A factor often ends with a number, as in “load stayed under 1.2”: where no such factor is there, that is part of its
    /// words.
    /// </summary>
    /// <param name="tree">The whys and factors so far.</param>
    /// <param name="typed">As it was read.</param>
    /// <param name="evidence">What speaks for it; null: nothing yet.</param>
    public static WantedCause Meant(CauseTree tree, AddCauseCommand typed, CauseEvidence? evidence) =>
        typed is { Kind: CauseKind.Factor, Under: { } number } && tree.Find(CauseKind.Factor, number) is null
            ? new WantedCause(typed.Kind, $"{typed.Text} under {number}", null, typed.Category, evidence)
            : new WantedCause(typed.Kind, typed.Text, typed.Under, typed.Category, evidence);

    /// <summary>Decides; the same words at the same place make no second one.</summary>
    /// <param name="tree">The whys and factors so far.</param>
    /// <param name="wanted">What is to be added.</param>
    /// <param name="by">Who adds it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<CauseAdded> Decide(CauseTree tree, WantedCause wanted, Person by, DateTimeOffset at)
    {
        if (wanted.Text.Length == 0)
            return new Refusal($"Nothing was added: {(wanted.Kind == CauseKind.Why ? "say why it happened." : "say what contributed.")}");
        if (tree.All.Count(cause => cause.Kind == wanted.Kind) >= CauseTree.Most)
            return new Refusal(
                $"{tree.Incident} has had {CauseTree.Most} {Words.Of(wanted.Kind)}s, which is as many as it can have. Edit one instead.");

        var above = wanted.Under is { } label ? tree.Find(wanted.Kind, label) : null;
        if (wanted.Under is not null && above is null)
            return new Refusal(
                $"Nothing was added: {tree.Incident} has no {Words.Of(wanted.Kind)} {wanted.Under}. To see them, type "
                    + $"{CommandGrammar.Typed("why")}.");
        if (above is not null && tree.DepthOf(above) >= CauseTree.Deepest)
            return new Refusal(
                $"Nothing was added: {CauseLines.InSentence(tree, above)} is the {CauseTree.Deepest}th of its chain, and that is as deep "
                    + $"as one goes. {(wanted.Kind == CauseKind.Why ? "Add a factor, or start another chain." : "Start another chain.")}");

        return tree.Standing.FirstOrDefault(cause => IsSame(cause, wanted, above)) is { } same
            ? new AlreadySo($"{tree.NameOf(same)} of {tree.Incident} says so already.")
            : new CauseAdded(by, at, tree.Next, Begin(tree, wanted, above, by, at));
    }

    private static Cause Begin(CauseTree tree, WantedCause wanted, Cause? above, Person by, DateTimeOffset at) =>
        new(tree.Next, wanted.Kind, wanted.Text, by, at)
        {
            Under = above?.Number,
            Place = tree.NextPlace(wanted.Kind, above?.Number),
            Category = wanted.Category,
            Evidence = wanted.Evidence is { } evidence ? [evidence] : [],
        };

    private static bool IsSame(Cause cause, WantedCause wanted, Cause? above) => cause.Kind == wanted.Kind && cause.Under == above?.Number
        && string.Equals(cause.Text, wanted.Text, StringComparison.OrdinalIgnoreCase);
}
