using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

internal static class ChangesSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
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
        var name = $"{MarkdownWords.OneLine(deploy.Service)} {MarkdownWords.OneLine(deploy.Ref)}";
        return deploy.Environment is { } environment ? $"{name} to {MarkdownWords.OneLine(environment)}"
            : ChangeWording.WhatOf(deploy) is { } what ? $"{name} ({what[(what.IndexOf(' ', StringComparison.Ordinal) + 1)..]})"
            : name;
    }

    private static string Window(PostmortemRecord record)
    {
        if (record.Deploys.LastPull is not { } pull)
            return "Deploys have not been looked up.";

        var window = $"in the last {PullChangesRules.WindowInWords(pull)} before {PullChangesRules.CountedFromInWords(record.Incident)}";
        if (record.Deploys.Before.Count == 0 && pull.Problems.Count > 0)
            return $"No deploy was found {window} where it could be asked.";

        return record.Deploys.Before.Count == 0
            ? $"No deploy is known {window}."
            : $"What went live {window}, newest first:";
    }

    private static string LineAfter(PostmortemRecord record, ServiceChange deploy)
    {
        var length = (PullChangesRules.Before(deploy, record.Incident) ?? TimeSpan.Zero).Duration();
        var rollback = PullChangesRules.IsRollback(deploy, record.Deploys) ? ", back to an earlier version" : "";
        return Line($"**{Durations.InWords(length)} after{rollback}:** ", deploy);
    }

    private static string Line(PostmortemRecord record, ServiceChange deploy) => Line(
        PullChangesRules.Before(deploy, record.Incident) is { } length ? $"**{Durations.InWords(length)} before:** " : "", deploy);

    private static string Line(string when, ServiceChange deploy)
    {
        var by = deploy.By is null ? "" : $", by {MarkdownWords.OneLine(deploy.By)}";
        var link = deploy.Url is null ? "" : $", {MarkdownWords.Link(deploy.Url, "deploy")}";
        var description = deploy.Description is null ? "" : $"\\\n  {MarkdownWords.Lines(deploy.Description, indent: 2)}";
        return $"{when}{Name(deploy)}, {Moments.Full(deploy.At)}{by}{link}{description}";
    }
}
