using System.Globalization;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Host.Commands;

/// <summary>Says what a check of the audit trail has found.</summary>
internal static class AuditWords
{
    private const int MostProblems = 3;

    /// <summary>Whether an incident's chain and record hold, and have the head in them that was given.</summary>
    public static bool Holds(AuditReport report, string? head) =>
        report.IsIntact && (head is null || report.Hashes.Contains(head, StringComparer.Ordinal));

    /// <summary>Whether any chain has the head in it.</summary>
    public static bool Has(IReadOnlyList<(AuditedIncident Incident, AuditReport Report)> verified, string head) =>
        verified.Any(one => one.Report.Hashes.Contains(head, StringComparer.Ordinal));

    /// <summary>The line of one incident.</summary>
    public static string Line(IncidentId id, AuditReport report, string? head)
    {
        var number = Number(report.Head.Seq);
        if (report.Problem is { } problem) return $"{id}: BROKEN after {number} changes: {problem}.";
        if (report.RowProblems.Count > 0)
            return $"{id}: BROKEN: its {number} changes are consistent, but the record isn't what they say: {List(report.RowProblems)}.";
        if (report.Key == KeyState.Late)
            return $"{id}: NOT PROVED: its {number} changes are consistent, but the key has begun in other chains and not in this one: "
                + "either the running bot is still at it, so check again in a minute, or the chain was rebuilt.";
        if (report.Head.Seq == 0)
            return head is null
                ? $"{id}: no changes on the audit trail{Coverage(report)}."
                : $"{id}: BROKEN: the audit trail has no changes, but you gave the head of an export.";
        var place = Place(report, head);
        if (head is not null && place is null)
            return $"{id}: BROKEN: its {number} changes are consistent, but {head} is not among them: the chain was rebuilt or cut off.";

        var erased = report.Erased == 0 ? "" : $", {Number(report.Erased)} of them with text erased by a recorded deletion";
        return $"{id}: intact, {number} changes{erased}, head {report.Head.Hash}{Codes(report)}{Until(report, place)}{Coverage(report)}.";
    }

    /// <summary>The line of the store.</summary>
    public static string StoreLine(
        IReadOnlyList<string> problems, IReadOnlyList<(AuditedIncident Incident, AuditReport Report)> verified, string? head)
    {
        if (problems.Count > 0) return $"Store: BROKEN: {List(problems)}.";
        if (head is not null && !Has(verified, head))
            return $"Store: BROKEN: {head} is in no incident's chain: the newest incident is missing, or its chain was rebuilt or cut off.";

        var count = verified.Count(one => one.Report.HasBegun);
        var given = head is null ? "" : "; your head is among them";
        return $"Store: intact, {Number(count)} {(count == 1 ? "incident" : "incidents")}, each names the one before it{given}.";
    }

    /// <summary>What the check can't find out.</summary>
    public static string NotProved(string example) =>
        "This can't rule out that somebody with access to the database rebuilt a whole chain or cut off its end. "
            + $"To check that, compare with the head in an export that you keep elsewhere: audit verify {example} --head HASH. "
            + "For a missing newest incident, compare with the store's head: audit verify --store-head HASH.";

    private static string Codes(AuditReport report) => report.Key switch
    {
        KeyState.NotChecked => ", MACs not checked, since Audit:Key isn't set here",
        KeyState.Checked => ", MACs right",
        KeyState.Waiting => ", but its MACs can't be checked yet: the key hasn't begun in this chain; start the bot",
        _ => "",
    };

    private static string Until(AuditReport report, int? place)
    {
        if (place is not { } last) return "";

        var later = report.Erasures.Where(erasure => erasure.Seq > last && erasure.Of.Any(seq => seq <= last)).ToList();
        var erased = later.Count == 0 ? "" : "; erased since then: " + string.Join("; ", later.Select(erasure =>
            $"change {Number(erasure.Seq)} ({erasure.Kind}, {When.ToTheSecond(erasure.At)}) erased the text of "
                + $"{Changes(erasure.Of.Where(seq => seq <= last).ToList())}"));
        return $"; nothing up to change {Number(last)}, your head, was altered{erased}";
    }

    private static string Changes(IReadOnlyList<long> seqs) =>
        (seqs.Count == 1 ? "change " : "changes ") + string.Join(", ", seqs.Select(Number));

    private static string Coverage(AuditReport report) => report switch
    {
        { IsPending: true } => "; a former version began its record, and the bot hasn't taken it onto the trail yet: start the bot",
        { CoveredSince: { } since } => $"; not covered before {When.ToTheSecond(since)}",
        _ => "",
    };

    private static string List(IReadOnlyList<string> problems) =>
        string.Join("; ", problems.Take(MostProblems))
            + (problems.Count > MostProblems ? $"; and {Number(problems.Count - MostProblems)} more" : "");

    private static int? Place(AuditReport report, string? head) =>
        report.Hashes.Index().Where(one => one.Item == head).Select(one => (int?)(one.Index + 1)).FirstOrDefault();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
