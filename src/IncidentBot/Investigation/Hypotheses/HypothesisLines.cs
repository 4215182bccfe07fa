using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>Hypotheses as people read them.</summary>
internal static class HypothesisLines
{
    private const int ShownWords = 300, ShownField = 120;

    /// <summary>A hypothesis with all that is known of it.</summary>
    /// <param name="one">The hypothesis.</param>
    /// <param name="entries">The incident's timeline.</param>
    public static RichText Of(Hypothesis one, IReadOnlyList<TimelineEntry> entries)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{one.Number}.");
        var words = OneLine.Of(one.Terms.Text, ShownWords);
        var line = new RichText([]).Bold(name).Plain(" ");
        line = one.State == HypothesisState.RuledOut ? line.Struck(words) : line.Plain(words);
        line = line.Plain(" — ").Person(one.By.Id, one.By.Name).Plain("\n").Then(Standing(one));
        if (one.Steps.Count > 0 && one.Steps[^1].Evidence is { Count: > 0 } evidence)
            line = line.Plain(" (").Then(HypothesisEvidence.Show(evidence, entries)).Plain(")");
        return one.IsSettled ? line : Details(one, line, entries);
    }

    /// <summary>How far it is, why, and who says so; for a test, who is at it and since when.</summary>
    public static RichText Standing(Hypothesis one)
    {
        var state = new RichText([]).Bold(Title(one));
        if (one.TestedSince is { } since)
            return state.Plain(" by ").Then(People(one.Testers)).Plain(" since ").Time(since);
        if (one.Steps.Count == 0)
            return state;

        var step = one.Steps[^1];
        return state.Plain($": {OneLine.Of(step.Reason ?? string.Empty, ShownWords)} — ").Person(step.By.Id, step.By.Name);
    }

    /// <summary>How far it is, in a few words: with its cost where it is settled.</summary>
    public static string Title(Hypothesis one) => one.State switch
    {
        HypothesisState.Open => "Open",
        HypothesisState.Testing => "Being tested",
        HypothesisState.Strengthened => "Likelier",
        HypothesisState.Weakened => "Less likely",
        HypothesisState.Confirmed => $"Confirmed after {Cost(one)}",
        HypothesisState.RuledOut => $"Ruled out after {Cost(one)}",
        HypothesisState.Unverified => "Couldn’t be verified (a gap, no verdict)",
        _ => "Open again",
    };

    /// <summary>What a settled one cost, in words.</summary>
    public static string Cost(Hypothesis one)
    {
        var length = Durations.InWords(one.Cost ?? TimeSpan.Zero);
        return one.Steps.Any(step => step.To == HypothesisState.Testing) ? $"{length} of testing" : length;
    }

    /// <summary>People by name, with commas between.</summary>
    public static RichText People(IEnumerable<Person> people) =>
        RichText.Joined(", ", people.Select(person => new RichText([]).Person(person.Id, person.Name)));

    /// <summary>What isn't known of it, as the end of a sentence; null: nothing is missing.</summary>
    public static string? Missing(HypothesisTerms terms)
    {
        var missing = new List<string>();
        if (terms.Component is null)
            missing.Add("which component");
        if (terms.Change is null)
            missing.Add("what changed");
        if (terms.Observed.Count == 0)
            missing.Add("what was observed");
        if (terms.Confirms is null)
            missing.Add("what would confirm it");
        if (terms.RulesOut is null)
            missing.Add("what would rule it out");
        return missing.Count switch
        {
            0 => null,
            1 => missing[0],
            _ => $"{string.Join(", ", missing.SkipLast(1))} and {missing[^1]}",
        };
    }

    private static RichText Details(Hypothesis one, RichText line, IReadOnlyList<TimelineEntry> entries)
    {
        var terms = one.Terms;
        var details = new List<RichText>();
        Add(details, "in", terms.Component);
        Add(details, "changed", terms.Change);
        if (terms.Observed.Count > 0)
            details.Add(RichText.Of("observed: ").Then(HypothesisEvidence.Show(terms.Observed, entries)));
        Add(details, "confirmed by", terms.Confirms);
        Add(details, "ruled out by", terms.RulesOut);
        if (details.Count > 0)
            line = line.Plain("\n").Then(RichText.Joined(" · ", details));
        return Falsifiable.Of(terms).Question is { } question ? line.Plain("\n").Bold("Vague.").Plain($" {question}") : line;
    }

    private static void Add(List<RichText> details, string label, string? words)
    {
        if (words is { Length: > 0 })
            details.Add(RichText.Of($"{label}: {OneLine.Of(words, ShownField)}"));
    }
}
