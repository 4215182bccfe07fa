using System.Globalization;
using IncidentBot.Changes.Decisions;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Changes.Ranking;

/// <summary>An incident's changes as they are shown at one moment.</summary>
/// <param name="Incident">The incident as it stands.</param>
/// <param name="Record">What went live, and what didn't.</param>
/// <param name="Ranked">The same in the order in which people should look at it.</param>
/// <param name="Shown">What is shown: the changes' numbers, and what moved last.</param>
internal sealed record ChangesView(Incident Incident, ChangeRecord Record, RankedChanges Ranked, StoredRanking Shown)
{
    /// <summary>What was found about others, such as third parties; nothing by default.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>Shows which change may have caused an incident: at most three suspects with their reasons, all else in a line each.</summary>
internal static class ChangesCard
{
    private const int MostSuspects = 3;
    private const int MostNamed = 5;
    private const int MostInALine = 3;

    /// <summary>The card of a record with at least one pull.</summary>
    public static Card Of(ChangesView view)
    {
        var shown = Suspects(view.Ranked);
        var parts = new List<CardPart> { new Heading("Which change did this?") };
        if (Verdict(view) is { Spans.Count: > 0 } verdict)
            parts.Add(new Paragraph(verdict));
        if (RollBackFirst.Of(view) is { } first)
            parts.Add(new Paragraph(first));
        parts.AddRange(shown.Select(one => SuspectLines.Of(view, one)));
        if (!view.Record.IsEmpty && view.Ranked.IsNoChangeAhead)
            parts.Add(SuspectLines.NoChange(view.Ranked));

        // Whoever types a change wants to see it, and may have to correct its time.
        var typed = TypedAfter(view, shown);
        parts.AddRange(typed.Select(one => SuspectLines.Of(view, one)));
        shown = [.. shown, .. typed];
        parts.AddRange(Others(view, shown).Select(line => new SmallPrint(line)));
        if (ThirdParties.Line(view.Findings) is { } others)
            parts.Add(new SmallPrint(others));
        parts.AddRange((view.Record.LastPull?.Problems ?? []).Select(
            problem => new Paragraph(RichText.Of("").Bold("Not known: ").Plain(problem))));
        if (Checked(view) is { } last)
            parts.Add(new SmallPrint(last));
        if (Buttons(view).ToList() is { Count: > 0 } buttons)
            parts.Add(new Buttons(buttons));

        return new Card(Summary(view), parts);
    }

    private static List<RankedChange> TypedAfter(ChangesView view, IReadOnlyList<RankedChange> shown) =>
    [
        .. view.Ranked.All.Where(one => one.Change.Origin == ChangeOrigin.Typed && IsAfter(one.Change, view.Incident)
            && !one.Decided.IsRuledOut && !shown.Contains(one)).Take(MostInALine),
    ];

    private static IEnumerable<Button> Buttons(ChangesView view)
    {
        if (view.Record.LastPull is not { } pull)
            yield break;

        var incident = view.Incident.Id.ToString();
        if (pull.Problems.Count > 0)
            yield return new Button(ChangesButtonIds.RefreshDeploys, "Check GitHub again", incident);
        if (!PullChangesRules.IsWide(pull) && view.Incident.Status < IncidentStatus.Closed
            && !pull.Problems.Contains(ChangeSources.NoCatalogue, StringComparer.Ordinal))
            yield return new Button(
                ChangesButtonIds.LookBack, $"Look back {PullChangesRules.Wide.TotalDays} days", incident);
    }

    /// <summary>The suspects that deserve their lines: at most three, and none with less than half of the strongest.</summary>
    public static IReadOnlyList<RankedChange> Suspects(RankedChanges ranked)
    {
        var first = ranked.Suspects.Take(MostSuspects).ToList();
        var most = first.Select(one => one.Score).DefaultIfEmpty(0).Max();
        return [.. first.Where(one => one.Decided.IsLikely || 2 * one.Score >= most)];
    }

    /// <summary>All that matters of it in plain words.</summary>
    public static string Summary(ChangesView view)
    {
        var (incident, record) = (view.Incident, view.Record);
        var problems = record.LastPull?.Problems ?? [];
        var said = record.Before.Count == 0 && problems.Count > 0 ? "" : $" {Count(incident, record)}{Named(incident, record)}.";
        if (record.After.Count > 0)
        {
            var named = record.After.Take(MostNamed)
                .Select(deploy => $"{Name(deploy)}, {PullChangesRules.AfterInWords(deploy, incident)}{Rollback(record, deploy)}");
            said += $" {CountAfter(incident, record)}: {string.Join("; ", named)}.";
        }

        var ranked = !record.IsEmpty ? $" {Answered(view) ?? view.Ranked.Verdict}{Scores(view)}" : "";
        return $"{incident.Id}:{said}{string.Concat(problems.Select(problem => " " + problem))}{ranked}";
    }

    private static string Scores(ChangesView view)
    {
        var scores = Suspects(view.Ranked)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{ChangeWording.Told(one.Change)} {one.Score}"))
            .ToList();
        if (view.Ranked.IsNoChangeAhead)
            scores.Add(string.Create(CultureInfo.InvariantCulture, $"no change of ours {view.Ranked.NoChange.Score}"));
        var said = scores.Count == 0 ? "" : $" Scores of 100: {string.Join(", ", scores)}.";
        var ruledOut = view.Ranked.RuledOut.Take(MostNamed).Select(one => ChangeWording.Told(one.Change)).ToList();
        return ruledOut.Count == 0 ? said : $"{said} Ruled out: {string.Join(", ", ruledOut)}.";
    }

    private static RichText Verdict(ChangesView view)
    {
        var text = new RichText([]);
        if (view.Record.IsEmpty)
            return view.Record.LastPull?.Problems.Count == 0 ? text.Bold(Count(view.Incident, view.Record) + ".") : text;

        text = text.Bold(Answered(view) ?? view.Ranked.Verdict);
        return OwnWords.Of(view.Ranked.Own) is { } own && view.Ranked.Answer is null ? text.Plain($" {own}") : text;
    }

    private static string? Answered(ChangesView view)
    {
        return view.Ranked.Answer is { } answer
            ? $"{CauseWords.Said(answer, view.Ranked)}, says {OneLine.Of(answer.By.Name, 60)}."
            : null;
    }

    private static IEnumerable<RichText> Others(ChangesView view, IReadOnlyList<RankedChange> shown)
    {
        var (incident, record) = (view.Incident, view.Record);
        var apart = shown.Select(one => one.Change.Key).Concat(view.Ranked.RuledOut.Select(one => one.Change.Key))
            .ToHashSet(StringComparer.Ordinal);
        List<ServiceChange> Rest(IEnumerable<ServiceChange> changes) => [.. changes.Where(change => !apart.Contains(change.Key))];

        var before = Rest(view.Ranked.All.Select(one => one.Change).Where(change => change.WentLive && !IsAfter(change, incident)));
        if (before.Count > 0)
            yield return Line(shown.Count > 0 ? "Also before" : "Before", before, change => ChangeWording.When(change, incident));

        var after = Rest(record.After);
        if (after.Count > 0)
        {
            var verdict = after.Exists(deploy => PullChangesRules.IsCloseAfter(deploy, incident, record))
                ? "stated times are rarely exact, so one within 5 min may still be the cause"
                : "not the cause, unless that time is wrong";
            yield return Line(
                $"After {PullChangesRules.CountedFromInWords(incident)} ({verdict})", after,
                change => $"{PullChangesRules.DistanceInWords(change, incident)} after{Rollback(record, change)}");
        }

        if (Rest(record.NotLive) is { Count: > 0 } notLive)
            yield return Line("Not live", notLive, change => ChangeWording.NotLive(change) ?? "not live");
        if (view.Ranked.RuledOut.ToList() is { Count: > 0 } ruledOut)
            yield return Line("Ruled out", ruledOut, SuspectLines.WhyRuledOut, one => one.Change);
    }

    private static bool IsAfter(ServiceChange change, Incident incident) => PullChangesRules.Before(change, incident) < TimeSpan.Zero;

    private static RichText Line(string label, IReadOnlyList<ServiceChange> changes, Func<ServiceChange, string> say) =>
        Line(label, changes, change => $", {say(change)}", change => change);

    private static RichText Line<T>(string label, IReadOnlyList<T> all, Func<T, string> say, Func<T, ServiceChange> changeOf)
    {
        var named = all.Take(MostInALine).Select(one => $"{Name(changeOf(one))}{say(one)}");
        var line = new RichText([]).Bold($"{label}: ").Plain(string.Join("; ", named));
        return all.Count <= MostInALine
            ? line
            : line.Plain(string.Create(CultureInfo.InvariantCulture, $"; and {all.Count - MostInALine} more: ")).Command("changes");
    }

    // One small line: what moved of that which is shown, and what the list covers.
    private static RichText? Checked(ChangesView view)
    {
        var text = new RichText([]);
        if (view.Shown.Move is { } move && IsShown(view, move.Change) && RankingMoves.InWords(move, view.Ranked) is { } moved)
            text = text.Time(move.At).Plain($": {moved}. ");
        if (view.Record.LastPull is { } pull)
            text = text.Plain("Checked ").Time(pull.AskedAt).Plain(", back to ").Time(pull.From).Plain(".");
        return text.Spans.Count == 0 ? null : text;
    }

    private static bool IsShown(ChangesView view, string change) => change == StoredRanking.NoChange
        ? view.Ranked.IsNoChangeAhead
        : Suspects(view.Ranked).Any(one => one.Change.Key == change);

    private static string Named(Incident incident, ChangeRecord record)
    {
        if (record.Before.Count == 0)
            return "";

        var more = record.Before.Count > MostNamed
            ? string.Create(CultureInfo.InvariantCulture, $"; and {record.Before.Count - MostNamed} more")
            : "";
        return $": {string.Join("; ", record.Before.Take(MostNamed).Select(deploy => Name(deploy) + Ago(incident, deploy)))}{more}";
    }

    private static string Ago(Incident incident, ServiceChange deploy) =>
        PullChangesRules.Before(deploy, incident) is { } before ? $", {Durations.InWords(before)} before" : "";

    private static string Count(Incident incident, ChangeRecord record)
    {
        var hours = record.LastPull is { } pull ? $"in the last {PullChangesRules.WindowInWords(pull)} " : "";
        var window = $"{hours}before {PullChangesRules.CountedFromInWords(incident)}";
        return record.Before.Count switch
        {
            0 => $"No deploy {window}",
            1 => $"1 deploy {window}",
            var count => string.Create(CultureInfo.InvariantCulture, $"{count} deploys {window}"),
        };
    }

    private static string CountAfter(Incident incident, ChangeRecord record) => string.Create(
        CultureInfo.InvariantCulture, $"{record.After.Count} went live after {PullChangesRules.CountedFromInWords(incident)}");

    private static string Rollback(ChangeRecord record, ServiceChange deploy) =>
        PullChangesRules.IsRollback(deploy, record) ? " (back to an earlier version)" : "";

    private static string Name(ServiceChange change) =>
        change.Ref.Length == 0 ? ChangeWording.Told(change) : ChangeWording.Name(change);
}
