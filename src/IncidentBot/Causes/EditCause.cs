using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Causes;

/// <summary>Changes what a why or factor says.</summary>
internal sealed class EditCause(ReadCauses causes)
{
    /// <summary>By the form, unless somebody has changed it since the form was opened.</summary>
    public async Task<Happened> HandleAsync(Call call, FormSubmitted form, CancellationToken cancellationToken)
    {
        if (call.More.Split('|') is not [var number, var version] || !CauseForms.TryReadNumber(number, out var cause))
            return Happened.Unreadable;

        var seen = await causes.ReadAsync(call.Incident, cancellationToken);
        var text = CauseForms.TextOf(form.Values);
        var decision = EditCauseRules.Decide(
            seen.Tree, cause, version, text, CauseForms.CategoryOf(form.Values), form.Who, form.At);
        if (decision.Fact is not { } changed)
            return Happened.Refused(decision.Sentence);

        var now = seen with { Tree = CauseStore.Save(call.Work.Batch, call.Work.Workspace, seen.Tree, changed) };
        return Happened.To(call.Incident, changed)
            .Answering(CauseAnswer.Changed(call.Incident, now, now.Tree.Find(cause)!, form.At));
    }
}

/// <summary>Whether what a why or factor says is changed.</summary>
internal static class EditCauseRules
{
    /// <summary>Decides.</summary>
    /// <param name="tree">The whys and factors as they stand.</param>
    /// <param name="number">Which one.</param>
    /// <param name="version">The version that the form showed.</param>
    /// <param name="text">What it is to say.</param>
    /// <param name="category">Where it lies; null: not said.</param>
    /// <param name="by">Who sent it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<CauseChanged> Decide(
        CauseTree tree, int number, string version, string text, CauseCategory? category, Person by, DateTimeOffset at)
    {
        if (tree.Find(number) is not { } cause)
            return CauseForms.Gone(tree.Incident);
        if (cause.Version.ToString(CultureInfo.InvariantCulture) != version)
            return new Refusal(
                $"Nothing was changed: somebody changed {CauseLines.InSentence(tree, cause)} in the meantime. It now reads: "
                    + $"“{OneLine.Of(cause.Text, 200)}” Open the form again.");
        if (text.Length == 0)
            return new Refusal("Nothing was changed: say what it should read. To take it back, choose Withdraw.");

        return cause.Text == text && cause.Category == category
            ? new AlreadySo($"{tree.NameOf(cause)} says so already.")
            : new CauseChanged(by, at, number, text, category, cause.Text);
    }
}
