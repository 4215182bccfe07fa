using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What went live before and after, how likely each is to have done it, and what could not be asked.</summary>
internal static class ChangesSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        var record = facts.Record;
        text.Heading(2, "What changed");
        text.Paragraph(Window(record));
        if (record.Deploys.Before.Count > 0)
            text.List(record.Deploys.Before.Select(deploy => Line(record, deploy)));

        if (record.Deploys.After.Count > 0)
        {
            text.Paragraph(
                $"What went live after {PullChangesRules.CountedFromInWords(record.Incident)}, newest first (not the cause, unless "
                    + "that time is wrong):");
            text.List(record.Deploys.After.Select(deploy => LineAfter(record, deploy)));
        }

        if (record.Deploys.LastPull is not null && record.Deploys.Before.Count > 0 && Unasked(record) is { Length: > 0 } unasked)
            text.Paragraph(unasked.TrimStart());
        ConsideredChanges.Write(text, record);
        if (record.Deploys.LastPull is { Problems.Count: > 0 } pull)
        {
            text.Paragraph("Not everything could be asked:");
            text.List(pull.Problems.Select(MarkdownWords.OneLine));
        }

        text.Prompt(
            "A deploy just before is a lead, not a proof. What else changed: configuration, feature flags, traffic, dependencies, "
                + "migrations, scheduled jobs?");
    }

    /// <summary>A deploy in a few words.</summary>
    public static string Name(ServiceChange deploy)
    {
        // What people typed has no version.
        var name = deploy.Ref.Length == 0
            ? MarkdownWords.OneLine(ChangeWording.ShortName(deploy))
            : $"{MarkdownWords.OneLine(deploy.Service)} {MarkdownWords.OneLine(deploy.Ref)}";
        return deploy.Environment is { } environment ? $"{name} to {MarkdownWords.OneLine(environment)}"
            : ChangeWording.WhatOf(deploy) is { } what ? $"{name} ({what[(what.IndexOf(' ', StringComparison.Ordinal) + 1)..]})"
            : name;
    }

    private static string Window(PostmortemRecord record)
    {
        if (record.Deploys.LastPull is not { } pull)
            return "Deploys have not been looked up.";
        if (IsNothingAsked(record))
            return $"Deploys were not looked up: no source of changes is set for {Names(record.UnaskedServices)}.";

        var window = $"in the last {PullChangesRules.WindowInWords(pull)} before {PullChangesRules.CountedFromInWords(record.Incident)}";
        if (record.Deploys.Before.Count == 0 && pull.Problems.Count > 0)
            return $"No deploy was found {window} where it could be asked.";

        return record.Deploys.Before.Count == 0
            ? $"No deploy is known {window}.{Unasked(record)}"
            : $"What went live {window}, newest first:";
    }

    // That nothing is known of a service whose source was never asked is no news.
    private static bool IsNothingAsked(PostmortemRecord record) => record.Deploys.IsEmpty && record.Incident.Services.Count > 0
        && record.Incident.Services.All(service => record.UnaskedServices.Contains(service, StringComparer.OrdinalIgnoreCase));

    private static string Unasked(PostmortemRecord record) => record.UnaskedServices.Count == 0
        ? string.Empty
        : $" No source of changes is set for {Names(record.UnaskedServices)}, so nothing was asked about that.";

    private static string Names(IEnumerable<string> services) => string.Join(", ", services.Select(MarkdownWords.OneLine));

    private static string LineAfter(PostmortemRecord record, ServiceChange deploy)
    {
        var length = (PullChangesRules.Before(deploy, record.Incident) ?? TimeSpan.Zero).Duration();
        var rollback = PullChangesRules.IsRollback(deploy, record.Deploys) ? ", back to an earlier version" : "";
        return Line($"**{Lengths.InWords(length)} after{rollback}:** ", deploy);
    }

    private static string Line(PostmortemRecord record, ServiceChange deploy) => Line(
        PullChangesRules.Before(deploy, record.Incident) is { } length ? $"**{Lengths.InWords(length)} before:** " : "", deploy);

    private static string Line(string when, ServiceChange deploy)
    {
        var by = deploy.By is null ? "" : $", by {MarkdownWords.OneLine(deploy.By)}";
        var link = deploy.Url is null ? ", on record" : $", {MarkdownWords.Link(deploy.Url, "deploy")}";
        var description = deploy.Description is null ? "" : $"\\\n  {MarkdownWords.Lines(deploy.Description, indent: 2)}";
        return $"{when}{Name(deploy)}, {Moments.Full(deploy.At)}{by}{link}{description}";
    }
}
