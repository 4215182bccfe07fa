using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Postmortem.Facts;

/// <summary>A resolved incident of severity 2 with the entries that a test is about.</summary>
internal static class Story
{
    /// <summary>From 16:02 to 16:15, resolved at 16:31.</summary>
    public static PostmortemRecord Of(params IReadOnlyList<(string At, EntryKind Kind, string Text)> entries) => SampleRecord.Bare with
    {
        Incident = SampleRecord.Incident with
        {
            Severity = 2,
            Impact = null,
            Roles = new Dictionary<IncidentRole, IncidentBot.Chat.Person>(),
            Milestones = new Dictionary<Milestone, DateTimeOffset>
            {
                [Milestone.ImpactStart] = SampleRecord.At("16:02:00"),
                [Milestone.Declared] = SampleRecord.At("16:06:00"),
                [Milestone.Mitigated] = SampleRecord.At("16:15:00"),
                [Milestone.Resolved] = SampleRecord.At("16:31:00"),
            },
        },
        Timeline = [.. entries.Select((entry, index) => SampleRecord.Timeline[1] with
        {
            Number = index + 1, At = SampleRecord.At(entry.At), RecordedAt = SampleRecord.At(entry.At), Kind = entry.Kind, Text = entry.Text,
            Permalink = new Uri($"https://shop.example/archives/C7/p{index + 1}"),
        })],
    };

    public static DraftFacts FactsOf(params IReadOnlyList<(string At, EntryKind Kind, string Text)> entries) => DraftFacts.Of(Of(entries));

    /// <summary>The words of a section of the draft; empty: it is left out.</summary>
    public static string Section(PostmortemRecord record, string title) => Section(PostmortemDocument.Assemble(record), title);

    public static string Section(string markdown, string title)
    {
        var start = markdown.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        if (start < 0)
            return string.Empty;

        var end = markdown.IndexOf("\n## ", start + 5, StringComparison.Ordinal);
        return end < 0 ? markdown[start..] : markdown[start..end];
    }
}
