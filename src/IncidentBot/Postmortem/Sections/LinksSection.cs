using IncidentBot.Changes;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Every address of the record in one place: where it was talked about, what was deployed, what people pointed to.</summary>
internal static class LinksSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Links");
        var links = Links(facts.Record).Distinct(StringComparer.Ordinal).ToList();
        if (links.Count > 0)
            text.List(links);

        text.Prompt("Add dashboards, queries, pull requests and tickets.");
    }

    /// <summary>The addresses with what they lead to; one may stand twice.</summary>
    public static IEnumerable<string> Links(PostmortemRecord record)
    {
        foreach (var deploy in record.Deploys.Before.Concat(record.Deploys.After).Where(deploy => deploy.Url is not null))
        {
            var name = deploy.Ref.Length == 0 ? ChangeWording.ShortName(deploy) : $"{deploy.Service} {deploy.Ref}";
            yield return $"Deploy: {MarkdownWords.Link(deploy.Url, name)}";
        }

        foreach (var address in record.Timeline.Where(FactList.IsTold).SelectMany(entry => WebAddresses.In(entry.Text)))
            yield return $"From the timeline: {MarkdownWords.OneLine(address)}";
    }
}
