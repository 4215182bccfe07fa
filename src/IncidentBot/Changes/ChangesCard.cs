using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Changes;

/// <summary>Shows the deploys that may have caused an incident, newest first.</summary>
internal static class ChangesCard
{
    private const int MostShown = 10;
    private const int MostNamed = 5;
    private const int LongestDescription = 200;

    /// <summary>The card of a record with at least one pull.</summary>
    public static Card Of(Incident incident, ChangeRecord record)
    {
        var parts = new List<CardPart>
        {
            new Heading(record.After.Count == 0 ? "Deploys before the incident" : "Deploys before and during the incident"),
        };
        if (record.Before.Count > 0 || record.LastPull?.Problems.Count == 0)
            parts.Add(new Paragraph(RichText.Of("").Bold(Count(incident, record) + ".")));

        parts.AddRange(record.Before.Take(MostShown).Select(deploy => new Paragraph(Line(incident, deploy))));
        if (record.Before.Count > MostShown)
            parts.Add(More(record.Before.Count - MostShown));

        if (record.After.Count > 0)
        {
            var verdict = record.After.Any(deploy => PullChangesRules.IsCloseAfter(deploy, incident, record))
                ? "stated times are rarely exact, so one within 5 min may still be the cause:"
                : "not the cause, unless that time is wrong:";
            parts.Add(new Paragraph(new RichText([]).Bold($"{CountAfter(incident, record)}; {verdict}")));
            parts.AddRange(record.After.Take(MostNamed).Select(deploy => new Paragraph(LineAfter(incident, record, deploy))));
            if (record.After.Count > MostNamed)
                parts.Add(More(record.After.Count - MostNamed));
        }

        foreach (var problem in record.LastPull?.Problems ?? [])
            parts.Add(new Paragraph(RichText.Of("").Bold("Not known: ").Plain(problem)));

        if (record.LastPull is { } pull)
            parts.Add(
                new SmallPrint(
                    RichText.Of("Checked ").Time(pull.AskedAt).Plain(", covering ").Time(pull.From).Plain(" to ")
                        .Time(pull.Until ?? pull.To).Plain(".")));

        if (record.LastPull?.Problems.Count > 0)
            parts.Add(new Buttons([new Button(ChangesButtonIds.RefreshDeploys, "Check GitHub again", incident.Id.ToString())]));

        return new Card(Summary(incident, record), parts);
    }

    /// <summary>All that matters of it in plain words.</summary>
    public static string Summary(Incident incident, ChangeRecord record)
    {
        var problems = record.LastPull?.Problems ?? [];
        var said = record.Before.Count == 0 && problems.Count > 0 ? "" : $" {Count(incident, record)}{Named(incident, record)}.";
        if (record.After.Count > 0)
        {
            var named = record.After.Take(MostNamed)
                .Select(deploy => $"{Name(deploy)}, {PullChangesRules.AfterInWords(deploy, incident)}{Rollback(record, deploy)}");
            said += $" {CountAfter(incident, record)}: {string.Join("; ", named)}.";
        }

        return $"{incident.Id}:{said}{string.Concat(problems.Select(problem => " " + problem))}";
    }

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

    private static SmallPrint More(int more) =>
        new(string.Create(CultureInfo.InvariantCulture, $"and {more} more; the postmortem lists them all."));

    private static string CountAfter(Incident incident, ChangeRecord record) => string.Create(
        CultureInfo.InvariantCulture, $"{record.After.Count} went live after {PullChangesRules.CountedFromInWords(incident)}");

    private static string Rollback(ChangeRecord record, ServiceChange deploy) =>
        PullChangesRules.IsRollback(deploy, record) ? " (back to an earlier version)" : "";

    private static RichText LineAfter(Incident incident, ChangeRecord record, ServiceChange deploy) =>
        Line($"{PullChangesRules.AfterInWords(deploy, incident)}{Rollback(record, deploy)}", deploy);

    private static RichText Line(Incident incident, ServiceChange deploy) => Line(Before(incident, deploy), deploy);

    private static RichText Line(string when, ServiceChange deploy)
    {
        var line = ChangeNames.Of(deploy, RichText.Of("").Bold(when).Plain(": "));
        line = line.Plain(deploy.Environment is { } place ? $" to {place}, " : WhatOf(deploy) is { } what ? $", {what}, " : ", ");
        line = line.Time(deploy.At);
        if (deploy.By is not null)
            line = line.Plain($", by {deploy.By}");
        if (deploy.Url is not null)
            line = line.Plain(", ").Link(deploy.Url, "view");

        return deploy.Description is null ? line : line.Plain("\n" + Shorten(deploy.Description));
    }

    // Releases of earlier versions of the bot do not say that they are releases.
    private static string? WhatOf(ServiceChange change) => change.Origin switch
    {
        ChangeOrigin.Release or ChangeOrigin.Deployment => "a release",
        ChangeOrigin.PullRequest => "a merged pull request",
        ChangeOrigin.WorkflowRun => "a workflow run",
        _ => null,
    };

    private static string Name(ServiceChange deploy) =>
        deploy.Environment is null ? ChangeNames.Plain(deploy) : $"{ChangeNames.Plain(deploy)} to {deploy.Environment}";

    private static string Before(Incident incident, ServiceChange deploy) =>
        PullChangesRules.Before(deploy, incident) is { } before
            ? $"{Durations.InWords(before)} before {PullChangesRules.CountedFromInWords(incident)}"
            : "before";

    private static string Shorten(string text)
    {
        var oneLine = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (oneLine.Length <= LongestDescription)
            return oneLine;

        var length = char.IsHighSurrogate(oneLine[LongestDescription - 1]) ? LongestDescription - 1 : LongestDescription;
        return oneLine[..length] + "…";
    }
}
