using System.Globalization;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What it is about, how bad it was, and how far the postmortem is.</summary>
internal static class TitleSection
{
    private const int DaysToReview = 5;

    public static void Write(MarkdownText text, DraftFacts facts)
    {
        var incident = facts.Incident;
        var standing = facts.Record.Standing;
        text.Heading(1, $"{IncidentWords.Drill(incident)}{incident.Id}: {MarkdownWords.OneLine(incident.Title)}");
        text.List(
        [
            $"**Severity:** {IncidentWords.Severity(incident.Severity)}",
            $"**Status:** {Words.Of(incident.Status)}",
            $"**Services:** {Names(incident.Services, "not named")}",
            $"**Commander:** {Commander(incident)}",
            .. incident.ChannelName is { } name ? [$"**Channel:** {MarkdownWords.OneLine("#" + name)}"] : Array.Empty<string>(),
            .. standing == PostmortemStanding.Unknown ? [] : Standing(standing),
            $"**Review:** {Review(facts)}",
        ]);
        text.Prompt(
            "A draft assembled from the record of the incident. It is about systems and safeguards, not about people: "
                + "complete it together, and keep the evidence beside each claim.");
    }

    private static string[] Standing(PostmortemStanding standing) =>
    [
        $"**Postmortem:** {MarkdownWords.OneLine(standing.State)}",
        $"**Authors:** {Names(standing.Authors, "nobody yet")}",
        $"**Reviewers:** {Names(standing.Reviewers, "nobody yet")}",
    ];

    private static string Commander(Incident incident) =>
        incident.Roles.TryGetValue(IncidentRole.Commander, out var lead) ? MarkdownWords.OneLine(lead.Name) : "nobody";

    private static string Names(IReadOnlyList<string> names, string none) =>
        names.Count == 0 ? none : string.Join(", ", names.Select(MarkdownWords.OneLine));

    /// <summary>When it is to be reviewed, in words.</summary>
    public static string Review(DraftFacts facts)
    {
        if (facts.Record.Standing.ReviewOn is { } on)
            return on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        return facts.Incident.At(Milestone.Resolved) is { } resolved
            ? $"not settled; by {Moments.Day(WorkingDaysAfter(resolved, DaysToReview))}, {DaysToReview} working days after the resolution"
            : "not settled";
    }

    private static DateTimeOffset WorkingDaysAfter(DateTimeOffset at, int days)
    {
        var day = at.ToUniversalTime();
        while (days > 0)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                days--;
        }

        return day;
    }
}
