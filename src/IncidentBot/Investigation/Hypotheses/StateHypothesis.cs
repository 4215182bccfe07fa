using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>States a hypothesis, and asks whoever did for what would make it easy to test.</summary>
internal sealed class StateHypothesis(HypothesisBoard board, HypothesisSources sources)
{
    /// <summary>Of a typed command.</summary>
    public Task<Happened> HandleAsync(Call call, StateHypothesisCommand typed, CancellationToken cancellationToken) =>
        HandleAsync(call, new HypothesisTerms(OneLine.Of(typed.Text, HypothesisTerms.LongestText)), cancellationToken);

    /// <summary>Of a form that was sent.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked for the message's address.</exception>
    public async Task<Happened> HandleAsync(Call call, FormSubmitted form, CancellationToken cancellationToken)
    {
        var seen = await board.ReadAsync(call.Incident, cancellationToken);
        var read = HypothesisForms.Read(form.Values, seen.Entries);
        if (read.Problem is { } problem)
            return Happened.Refused($"Nothing was recorded. {problem}");

        var origin = await sources.ReadAsync(call, cancellationToken);
        return origin is null
            ? Happened.Refused("Nothing was recorded, since its message was deleted in the meantime.")
            : await StateAsync(call, seen, read.Terms, origin, cancellationToken);
    }

    private async Task<Happened> HandleAsync(Call call, HypothesisTerms terms, CancellationToken cancellationToken) =>
        await StateAsync(call, await board.ReadAsync(call.Incident, cancellationToken), terms, HypothesisOrigin.None, cancellationToken);

    private async Task<Happened> StateAsync(
        Call call, SeenHypotheses seen, HypothesisTerms terms, HypothesisOrigin origin, CancellationToken cancellationToken)
    {
        var decision = StateHypothesisRules.Decide(seen.List, terms, origin, seen.NextEntry, call.By.Who, call.By.At);
        if (decision.Fact is not { } stated)
            return Happened.Refused(decision.Sentence);

        await board.CommitAsync(call.Incident, seen, stated, call.Work, cancellationToken);
        return Happened.To(call.Incident, stated)
            .Answering(HypothesisAnswer.Stated(call.Incident.Id, stated.Stated, call.By.At));
    }
}

/// <summary>Whether a hypothesis is stated.</summary>
internal static class StateHypothesisRules
{
    /// <summary>Decides; a vague one is taken as well, and the same words make no second one.</summary>
    /// <param name="list">The hypotheses so far.</param>
    /// <param name="terms">What it says.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="entry">The number of the entry that tells of it.</param>
    /// <param name="by">Who states it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<HypothesisStated> Decide(
        HypothesisList list, HypothesisTerms terms, HypothesisOrigin origin, int entry, Person by, DateTimeOffset at)
    {
        if (terms.Text.Length == 0)
            return new Refusal("Nothing was recorded: say what may have caused it.");
        if (list.All.FirstOrDefault(one => string.Equals(one.Terms.Text, terms.Text, StringComparison.OrdinalIgnoreCase)) is { } same)
            return new AlreadySo(
                $"{list.Incident} has that one already: {same.Label}. To see it, type {CommandGrammar.Typed("hypothesis")}.");
        if (list.All.Count >= HypothesisList.Most)
            return new Refusal(
                $"{list.Incident} has {HypothesisList.Most} hypotheses, which is as many as it can have. Rule some out, or put this in "
                    + $"a note. You wrote: {terms.Text}");

        return new HypothesisStated(
            by, at, list.Next,
            new Hypothesis(list.Next, terms, by, at, entry) { Source = origin.Source, ChangeKey = origin.ChangeKey });
    }
}
