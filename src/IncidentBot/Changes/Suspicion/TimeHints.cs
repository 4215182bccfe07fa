using System.Globalization;
using System.Text.RegularExpressions;
using IncidentBot.Language;

namespace IncidentBot.Changes.Suspicion;

/// <summary>
/// Moments that notes name apart from the impact itself: "it has grown since Wednesday", "the killed ones had an uptime of 9 h". For a
/// change that went live then, more speaks than that it is close.
/// </summary>
internal sealed partial class TimeHints
{
    private const int MostHints = 50;
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(3), EveningBefore = TimeSpan.FromHours(12);
    private static readonly string[] Starts = ["started", "began", "begun", "start"];

    private static readonly string[] Symptoms =
    [
        "it", "this", "impact", "incident", "outage", "problem", "errors", "failures", "timeouts", "alerts", "500s", "502s", "503s", "5xx",
    ];

    private readonly KnownIncident incident;
    private readonly List<Hint> hints = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> moments;

    public TimeHints(KnownIncident incident)
    {
        this.incident = incident;
        foreach (var text in incident.Texts.Where(text => text.At is not { } at || at <= incident.AsOf)
            .OrderBy(text => text.Source).ThenBy(text => text.Text, StringComparer.Ordinal))
        {
            foreach (var hint in Of(text).Take(MostHints - hints.Count))
                hints.Add(hint);
        }

        moments =
        [
            (incident.ImpactStart - RunTimes.Near, incident.ImpactStart),
            .. hints.Where(one => !one.RulesOut && one.To - one.From < TimeSpan.FromHours(2)).Select(one => (one.From, one.To)),
        ];
    }

    /// <summary>The moment that names a change, as a reason; null: none does.</summary>
    public SuspicionPart? Of(SuspectChange change, SuspicionOptions options)
    {
        var hint = hints.Where(one => change.At >= one.From && change.At <= one.To).MinBy(one => one.To - one.From);
        if (hint is null)
        {
            return RunTimes.At(change, moments) is { } time
                ? new SuspicionPart("time-named", options.TimeNamed, $"runs something at {time}, when it began")
                : null;
        }

        if (hint.RulesOut)
        {
            return new SuspicionPart(
                "ruled-out", -options.RuledOut, $"{SharedWords.InWords(hint.Source)} rules out what went live at {hint.Words}");
        }

        var points = hint.To - hint.From > TimeSpan.FromHours(2) ? options.TimeNamed / 2 : options.TimeNamed;
        return new SuspicionPart("time-named", points, $"went live when {SharedWords.InWords(hint.Source)} says: “{hint.Words}”")
        {
            WouldLower = "that time turns out to be about something else",
        };
    }

    private IEnumerable<Hint> Of(IncidentText text)
    {
        var noted = text.At ?? incident.AsOf;
        var words = text.Source == TextSource.Log ? LeadingTime().Replace(text.Text, "") : text.Text;
        var rulesOut = Clauses.RulesOut($" {words.ToLowerInvariant()} ");
        foreach (Match match in ClockTime().Matches(words))
        {
            if (At(match, noted) is { } at && !IsOfTheIncident(at, noted) && !TellsOfTheStart(words, match.Index))
                yield return new Hint(at - Near, at + Near, text.Source, match.Value.Trim()) { RulesOut = rulesOut };
        }

        if (rulesOut)
            yield break;

        foreach (Match match in Lasting().Matches(words))
        {
            if (Length(match) is { } length && length > TimeSpan.FromMinutes(20) && length < TimeSpan.FromDays(40))
            {
                var doubt = TimeSpan.FromMinutes(2) + (length * 0.04);
                yield return new Hint(noted - length - doubt, noted - length + doubt, text.Source, match.Value.Trim());
            }
        }

        foreach (Match match in SinceDay().Matches(words))
        {
            if (!IsUnchanged(words, match.Index) && Day(match, noted) is { } day
                && day < DateOnly.FromDateTime(incident.ImpactStart.UtcDateTime))
            {
                var from = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
                yield return new Hint(from, from.AddDays(1), text.Source, match.Value.Trim());
            }
        }

        foreach (Match match in LastNight().Matches(words))
        {
            var midnight = new DateTimeOffset(DateOnly.FromDateTime(noted.UtcDateTime), TimeOnly.MinValue, TimeSpan.Zero);
            yield return new Hint(midnight.AddHours(-4), midnight.AddHours(7), text.Source, match.Value.Trim());
        }
    }

    // What happened at the impact, or when it was noted, names every change that is close to it.
    private bool IsOfTheIncident(DateTimeOffset at, DateTimeOffset noted) =>
        (at - incident.ImpactStart).Duration() <= TimeSpan.FromMinutes(6) || (at - noted).Duration() <= Near || at > incident.ImpactStart;

    // A time that is still to come was that of the evening before, if it was noted in the night. Else it's a clock of another zone.
    private static DateTimeOffset? At(Match match, DateTimeOffset noted)
    {
        var time = new TimeOnly(Number(match, "h"), Number(match, "m"));
        var at = new DateTimeOffset(DateOnly.FromDateTime(noted.UtcDateTime), time, TimeSpan.Zero);
        if (at <= noted)
            return at;

        return noted - at.AddDays(-1) <= EveningBefore ? at.AddDays(-1) : null;
    }

    // "Started 01:55" and "errors began at 01:55" say when the impact began, by whoever's clock; "the job started at 01:55" doesn't.
    private static bool TellsOfTheStart(string words, int before)
    {
        var said = words[Math.Max(0, before - 40)..before].Split([' ', ',', ':', '('], StringSplitOptions.RemoveEmptyEntries).ToList();
        if (said is [.., "at"])
            said.RemoveAt(said.Count - 1);
        return said is [.., var verb] && Starts.Contains(verb, StringComparer.OrdinalIgnoreCase)
            && (said.Count == 1 || Symptoms.Contains(said[^2], StringComparer.OrdinalIgnoreCase));
    }

    private static TimeSpan? Length(Match match)
    {
        var count = Number(match, "n");
        return match.Groups["unit"].Value[0] switch
        {
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(7 * count),
            'h' => TimeSpan.FromHours(count) + TimeSpan.FromMinutes(Number(match, "m")),
            _ => TimeSpan.FromMinutes(count),
        };
    }

    private static DateOnly? Day(Match match, DateTimeOffset noted)
    {
        var today = DateOnly.FromDateTime(noted.UtcDateTime);
        if (match.Groups["yesterday"].Success)
            return today.AddDays(-1);
        if (match.Groups["month"].Success)
        {
            var month = Array.FindIndex(Months, one => match.Groups["month"].Value.StartsWith(one, StringComparison.OrdinalIgnoreCase)) + 1;
            var day = Number(match, "day");
            if (month == 0 || day < 1 || day > DateTime.DaysInMonth(today.Year, month))
                return null;

            var named = new DateOnly(today.Year, month, day);
            return named > today ? named.AddYears(-1) : named;
        }

        var weekday = Array.FindIndex(Weekdays, one => match.Groups["weekday"].Value.StartsWith(one, StringComparison.OrdinalIgnoreCase));
        return weekday < 0 ? null : today.AddDays(-(((int)today.DayOfWeek - weekday + 6) % 7) - 1);
    }

    // "The model did not change since Friday" names no change.
    private static bool IsUnchanged(string words, int before)
    {
        var said = words[Math.Max(0, before - 40)..before];
        return Array.Exists(Unchanged, one => said.Contains(one, StringComparison.OrdinalIgnoreCase));
    }

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private const string MonthNames = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec";

    private static readonly string[] Unchanged =
        ["not change", "n't change", "unchanged", "no change", "not touched", "no deploy", "stable"];

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    [GeneratedRegex(@"\b(?<h>[01][0-9]|2[0-3]):(?<m>[0-5][0-9])\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"^\W*[0-9T:.,\- ]{5,30}Z?\s",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex LeadingTime();

    [GeneratedRegex(
        @"\b(uptime|up|age|aged|old|oldest|since|for|between|after|running|about|every one|all)\b[^.;,]{0,30}?"
            + @"\b(?<n>[1-9][0-9]{0,3}) ?(?<unit>d|days?|w|weeks?|h|hours?|min|minutes?)(?<m>[0-5]?[0-9])?\b"
            + @"|\b(?<n>[1-9][0-9]{0,3}) ?(?<unit>d|days?|weeks?|h|hours?|min|minutes?) (ago|old|uptime|running)\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Lasting();

    [GeneratedRegex(
        @"\b(since|began|started)( last)?( the)? ((?<yesterday>yesterday)"
            + @"|((?<weekday>mon|tues?|wed(nes)?|thu(rs)?|fri|satur|sat|sun)(day)?,? ?)?"
            + "((?<day>[1-3]?[0-9])(st|nd|rd|th)? (?<month>" + MonthNames + ")[a-z]*|(?<month>" + MonthNames + ")[a-z]* (?<day>[1-3]?[0-9])"
            + @"|(?<weekday>mon|tues?|wed(nes)?|thu(rs)?|fri|satur|sun)(day)?))\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex SinceDay();

    [GeneratedRegex(@"\b(since|during|in) (the )?([a-z]+ )?(last night|tonight's restart|the night)\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex LastNight();

    private sealed record Hint(DateTimeOffset From, DateTimeOffset To, TextSource Source, string Words)
    {
        public bool RulesOut { get; init; }
    }
}
