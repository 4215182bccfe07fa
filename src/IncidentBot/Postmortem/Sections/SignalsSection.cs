using System.Globalization;
using IncidentBot.Investigation.Signals;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>
/// What the signals of the affected services said: at first, at mitigation and at the end, with the queries; left out where nothing was
/// asked.
/// </summary>
internal static class SignalsSection
{
    private const int MostQueries = 30;

    public static void Write(MarkdownText text, DraftFacts facts)
    {
        var told = Told(facts.Record.Signals).ToList();
        if (told.Count == 0)
            return;

        text.Heading(2, "Signals");
        text.Paragraph("What latency, traffic, errors and saturation did, each compared with the same time a week before:");
        text.List(told.SelectMany(check => check.Found.Services.Select(service => Line(check, service))));
        text.Paragraph("The queries:");
        text.List(Queries(told));
        text.Prompt("Which of these would have told you first? Is there an alert on it?");
    }

    // The first round, and the last for each reason: what came between says the same or less.
    private static IEnumerable<SignalCheck> Told(IReadOnlyList<SignalCheck> checks) => checks.Take(1)
        .Concat(checks.GroupBy(check => check.Reason).Select(same => same.Last())).DistinctBy(check => check.Number)
        .Where(check => check.Found.Services.Count > 0).OrderBy(check => check.Number);

    private static string Line(SignalCheck check, CheckedService service)
    {
        var words = MarkdownWords.OneLine(SignalLines.Plain(SignalLines.Of(service)));
        var sources = string.Join(", ", service.Signals.Select(signal => signal.Source).Distinct(StringComparer.Ordinal));
        return $"**{Moments.Full(check.AskedAt)}** {MarkdownWords.OneLine(service.Service)}: {words} "
            + $"({MarkdownWords.OneLine(sources)}, from {Moments.Minute(check.From)} to {Moments.Minute(check.To)})";
    }

    private static IEnumerable<string> Queries(IReadOnlyList<SignalCheck> checks)
    {
        var all = checks[^1].All.Select(one => $"{MarkdownWords.OneLine(one.Service)}, {MarkdownWords.OneLine(one.Signal.Name)}: "
            + MarkdownWords.OneLine(one.Signal.Query)).Distinct(StringComparer.Ordinal).ToList();
        return all.Count <= MostQueries
            ? all
            : [.. all.Take(MostQueries), string.Create(CultureInfo.InvariantCulture, $"and {all.Count - MostQueries} more, in the export")];
    }
}
