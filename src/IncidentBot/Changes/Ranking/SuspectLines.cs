using System.Globalization;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Changes.Ranking;

/// <summary>One suspect in a message: when, what and where, its score with the strongest reasons, and what would lower it.</summary>
internal static class SuspectLines
{
    private const int MostReasons = 3, LongestReason = 80;

    /// <summary>A suspect with the menu to decide about it.</summary>
    public static Paragraph Of(ChangesView view, RankedChange one)
    {
        var number = view.Shown.NumberOf(one.Change.Key);
        var text = Head(view.Incident, one, number);
        if (ChangeWording.Description(one.Change) is { } description)
            text = text.Plain($": “{description}”");
        if (Decided(view, one) is { } decided)
            text = text.Plain("\n").Bold(decided);
        text = text.Plain($"\n{Reasons(one.Parts)}");
        if (Lower(one.Parts, one.Change.At) is { } lower)
            text = text.Plain(" ").Then(lower);
        return new Paragraph(text, Menu: number is { } known ? MenuOf(view, one, known) : null);
    }

    /// <summary>The suspicion that no change of the team's own did it.</summary>
    public static Paragraph NoChange(RankedChanges ranked)
    {
        var parts = ranked.NoChange.Parts.Where(part => part.Name != "rate" || ranked.Own.IsKnown).ToList();
        var text = new RichText([]).Bold(Score(ranked.NoChange.Score)).Plain(" No change of ours");
        text = parts.Count == 0 ? text.Plain("\nNothing was noted that points to another cause.") : text.Plain($"\n{Reasons(parts)}");
        return new Paragraph(Lower(parts, wentLive: null) is { } lower ? text.Plain(" ").Then(lower) : text);
    }

    /// <summary>Score, what, where and when in one line.</summary>
    public static RichText Head(Incident incident, RankedChange one, int? number)
    {
        var name = number is { } known ? string.Create(CultureInfo.InvariantCulture, $"#{known} · ") : string.Empty;
        var text = new RichText([]).Bold(name + Score(one.Score)).Plain(" ").Then(ChangeWording.Linked(one.Change))
            .Plain($", {ChangeWording.When(one.Change, incident)}");
        if (ChangeWording.NotLive(one.Change) is { } state)
            text = text.Plain($", {state}");
        return text;
    }

    /// <summary>Why it is ruled out, and who did that, behind its name.</summary>
    public static string WhyRuledOut(RankedChange one)
    {
        var decision = one.Decided.Verdict!;
        var by = OneLine.Of(decision.By.Name, 60);
        return decision.Reason is { } reason ? $": {OneLine.Of(reason, LongestReason)} ({by})" : $" ({by})";
    }

    private static string Score(int score) => string.Create(CultureInfo.InvariantCulture, $"{score} of 100");

    private static string? Decided(ChangesView view, RankedChange one)
    {
        var said = new List<string>();
        if (one.Decided is { IsLikely: true, Verdict: { } likely })
            said.Add($"Likely cause, says {OneLine.Of(likely.By.Name, 60)}");
        var back = Rollbacks.Of(one, view.Record);
        if (back is not null)
            said.Add($"rolled back by {ChangeWording.ShortName(back)}, {PullChangesRules.DistanceInWords(back, view.Incident)} "
                + (PullChangesRules.Before(back, view.Incident) < TimeSpan.Zero ? "after" : "before")
                + $" {PullChangesRules.CountedFromInWords(view.Incident)}");
        else if (one.Decided.RolledBack is { } told)
            said.Add($"rolled back, says {OneLine.Of(told.By.Name, 60)}");

        return said.Count == 0 ? null : Upper(string.Join("; ", said)) + ".";
    }

    private static string Reasons(IReadOnlyList<SuspicionPart> parts)
    {
        // When it went live stands above already.
        var best = parts.Where(part => part.Points > 0 && part.Name != "timing").OrderByDescending(part => part.Points).Take(MostReasons)
            .Select(part => ChangeWording.Reason(part.Words)).ToList();
        if (best.Count > 0)
            return Upper(string.Join("; ", best)) + ".";

        // What can't have caused it has the reason as its only part.
        return parts is [{ Points: 0, Words: var impossible }] ? Upper(impossible) + "." : "Only its time speaks for it.";
    }

    // What would lower the score most; when a change went live, as the reader's clock says it.
    private static RichText? Lower(IReadOnlyList<SuspicionPart> parts, DateTimeOffset? wentLive)
    {
        if (parts.OrderByDescending(part => part.Points).FirstOrDefault(part => part.WouldLower is not null) is not { } part)
            return null;

        return part.Name == "timing" && wentLive is { } at
            ? new RichText([]).Plain("Lower if the impact began before ").Time(at).Plain(".")
            : RichText.Of($"Lower if {part.WouldLower}.");
    }

    private static Menu MenuOf(ChangesView view, RankedChange one, int number)
    {
        var incident = view.Incident.Id;
        var known = number.ToString(CultureInfo.InvariantCulture);
        Button Decide(ChangeVerdict verdict, string label) =>
            new(ChangesButtonIds.Decide, label, IncidentButtons.Of(incident, Words.Of(verdict), known));

        var items = new List<Button>();
        if (!one.Decided.IsLikely)
            items.Add(Decide(ChangeVerdict.Likely, "Likely cause"));
        items.Add(new Button(ChangesButtonIds.RuleOut, "Rule out", IncidentButtons.Of(incident, known)));
        if (Rollbacks.Of(one, view.Record) is null && one.Decided.RolledBack is null)
            items.Add(Decide(ChangeVerdict.RolledBack, "Rolled back"));
        items.Add(
            new Button(
                IncidentButtonIds.StateHypothesis, "State a hypothesis", IncidentButtons.Of(incident, "change", known)));
        if (one.Decided != DecidedChange.Nothing)
            items.Add(Decide(ChangeVerdict.Considered, "Undo what was decided"));
        return new Menu(items);
    }

    private static string Upper(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
