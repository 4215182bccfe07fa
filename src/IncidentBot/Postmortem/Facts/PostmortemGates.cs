using System.Globalization;
using System.Text.RegularExpressions;
using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Facts;

/// <summary>Why a postmortem is not ready to be reviewed or published.</summary>
/// <param name="Name">The gate: <c>evidence</c>, <c>time-zone</c>, <c>order</c>, <c>numbers</c>, <c>one-home</c> or <c>hedged</c>.</param>
/// <param name="Sentence">What is wrong and where, with the next step.</param>
internal sealed record GateFailure(string Name, string Sentence);

/// <summary>Checks a postmortem before it is reviewed and before it is published.</summary>
internal static partial class PostmortemGates
{
    private const RegexOptions OnePass =
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const int WordsOfAFact = 6, Shown = 80;

    private const string Summary = "Summary", Impact = "Impact", Timeline = Sections.TimelineSection.Title, Milestones = "Milestones";

    // The record's own words, in the zone in which people wrote them.
    private static readonly HashSet<string> OfTheRecord = new(
        [string.Empty, Timeline, Sections.ChecklistSection.Title], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Causes = new(
        [Summary, "Trigger", "Contributing factors", "5 whys"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What keeps it from being ready; empty: nothing. The same text and record fail the same gates, in the same order.</summary>
    /// <param name="draft">The postmortem as people left it, beside its record.</param>
    public static IReadOnlyList<GateFailure> Check(DraftBesideRecord draft)
    {
        var roles = draft.Record.Templates.Roles;
        var items = DraftItem.Of(draft.Markdown, roles).Where(item => !item.IsPrompt).ToList();
        return [
            .. Evidence(draft), .. Zone(items), .. Order(draft.Record, draft.Markdown), .. Numbers(items, $"](#{roles.AnchorOf(Impact)})"),
            .. Homes(items), .. Hedged(items),
        ];
    }

    private static IEnumerable<GateFailure> Evidence(DraftBesideRecord draft)
    {
        var lines = EvidenceCheck.Lines(draft);
        if (lines is [var first, ..])
            yield return new GateFailure(
                "evidence",
                $"{Counted(lines.Count)} no evidence yet, the first in “{first.Section}”: {Head(first.Words)} Add a link, an "
                    + "entry such as (entry 5), or a file's hash.");
    }

    private static IEnumerable<GateFailure> Zone(IEnumerable<DraftItem> items) =>
        from item in items
        where !OfTheRecord.Contains(item.Role)
        let zone = OtherZone().Match(PlainWords.Of(item.Text))
        where zone.Success
        select new GateFailure(
            "time-zone", $"“{item.Section}” has a time that is not in UTC: {zone.Value.Trim()}. All times of a postmortem are in UTC.");

    private static IEnumerable<GateFailure> Order(PostmortemRecord record, string markdown)
    {
        foreach (var (late, early) in MilestoneOrder.Reversed(record.Incident))
            yield return new GateFailure(
                "order", $"“{IncidentWords.Name(early)}” is before “{IncidentWords.Name(late)}”. Correct the wrong time.");

        var (section, day, last) = (string.Empty, string.Empty, string.Empty);
        foreach (var line in markdown.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = record.Templates.Roles.Of(line[3..].Trim());
            else if (section == Timeline && Day().IsMatch(line))
                day = line[4..14];
            else if (section == Timeline && Moment().Match(line) is { Success: true } match)
            {
                var at = $"{day} {match.Groups["at"].Value}";
                if (string.CompareOrdinal(at, last) < 0)
                    yield return new GateFailure("order", $"In the timeline, {at.Trim()} stands after {last.Trim()}. Put it in its place.");
                last = at;
            }
        }
    }

    private static IEnumerable<GateFailure> Numbers(List<DraftItem> items, string toImpact)
    {
        // An organisation may tell the impact in another section than one of its own.
        if (!items.Exists(item => item.Role == Impact))
            yield break;

        var impact = Words(items.Where(item => item.Role == Impact));
        var rest = Words(items.Where(item => item.Role is not (Summary or Timeline)))
            + " " + string.Join(' ', items.Where(item => item.Role == Milestones).Select(item => item.Text));
        foreach (var sentence in items.Where(item => item.Role == Summary).SelectMany(item => PlainWords.Sentences(item.Text)))
        {
            // What a sentence quotes from a message has its home there.
            if (!sentence.Contains(toImpact, StringComparison.Ordinal) && PlainWords.HasReference(sentence))
                continue;

            foreach (var number in Measured().Matches(PlainWords.Of(sentence)).Select(match => match.Value.Trim()))
            {
                var isThere = impact.Contains(number, StringComparison.OrdinalIgnoreCase)
                    || (Span().IsMatch(number) && rest.Contains(number, StringComparison.Ordinal));
                if (!isThere)
                    yield return new GateFailure(
                        "numbers", $"The summary says {number}, and the impact doesn't. Make them the same, or add it to the impact.");
            }
        }
    }

    private static IEnumerable<GateFailure> Homes(List<DraftItem> items)
    {
        var homes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items.Where(item => item.Role is not (Summary or Milestones) && !OfTheRecord.Contains(item.Role)))
        {
            foreach (var sentence in item.IsParagraph ? PlainWords.Sentences(item.Text) : [item.Text])
            {
                var words = PlainWords.Of(sentence).Trim('.', ' ');
                if (words.Count(letter => letter == ' ') + 1 < WordsOfAFact || homes.TryAdd(words, item.Section)
                    || homes[words] == item.Section)
                    continue;

                yield return new GateFailure(
                    "one-home",
                    $"“{homes[words]}” and “{item.Section}” both say: {Head(words)} Keep it in one of them, and lead to it from "
                        + "the other.");
            }
        }
    }

    private static IEnumerable<GateFailure> Hedged(IEnumerable<DraftItem> items) =>
        from item in items
        where Causes.Contains(item.Role) || (item.Role == Timeline && item.Text.Contains("Decision:", StringComparison.Ordinal))
        from sentence in PlainWords.Sentences(item.Text)
        let words = Quoted().Replace(PlainWords.Of(sentence), " ")
        where words.Length > 0 && !words.EndsWith('?') && Claims.IsUnsure(words)
        select new GateFailure(
            "hedged", $"“{item.Section}” tells a guess as a fact: {Head(words)} Say what shows it, or make it an open question.");

    private static string Words(IEnumerable<DraftItem> items) => string.Join(' ', items.Select(item => PlainWords.Of(item.Text)));

    private static string Counted(int count) =>
        count == 1 ? "1 sentence has" : string.Create(CultureInfo.InvariantCulture, $"{count} sentences have");

    private static string Head(string words) => $"“{Language.OneLine.Cut(words, Shown)}”.";

    [GeneratedRegex(
        @"\b\d{1,2}([:.]\d\d)?\s?([ap]m|[AP]M)\b|\b\d{1,2}:\d\d(:\d\d)?\s?(GMT|BST|CE?S?T|EE?S?T|[ECMP][DS]T|MSK|IST|JST|KST|SGT|AE[DS]T|"
            + @"local time|local)\b|\b\d{1,2}:\d\d(:\d\d)?\s?(UTC)?[+-]\d{1,2}(:?\d\d)?\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherZone();

    [GeneratedRegex(@"^### \d{4}-\d\d-\d\d\s*$", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"^- \*\*(?<at>\d\d:\d\d(:\d\d)?)\*\*", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();

    [GeneratedRegex(
        @"\b\d[\d,.]*\s?%|\b\d+ (d|h|min|s)\b( \d+ (h|min|s)\b)*|\b\d[\d,.]* (users?|customers?|orders?|requests?|queries|sessions?|"
            + @"searches|payments?|rows?|errors?|hosts?|regions?|GB|TB)\b",
        OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Measured();

    [GeneratedRegex(@"^\d+ (d|h|min|s)\b", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Span();

    [GeneratedRegex("“[^”]*”|\"[^\"]*\"", OnePass, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
