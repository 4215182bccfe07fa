using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Home;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Routing;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Nasty;

/// <summary>The ways that people's text goes through the bot, from what was typed to what is given out.</summary>
internal static class NastyWays
{
    private static readonly Person Ada = new(new PersonId("U1"), "Ada", "Europe/London");
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 16, 5, 0, TimeSpan.Zero);
    private static readonly CommandParser Parser = Capabilities.Parser();

    // A command for each verb whose words are people's own.
    private static readonly string[] Verbs = ["start", "note", "update", "impact", "resolve", "time detected", "role", "timeline", "find", ""];

    /// <summary>Each way by its name.</summary>
    public static IReadOnlyDictionary<string, Action<string>> All { get; } = new Dictionary<string, Action<string>>(StringComparer.Ordinal)
    {
        ["capture"] = Capture,
        ["export"] = Export,
        ["search"] = Search,
        ["edit"] = Edit,
        ["lint"] = static text => BlamelessCheck.OfMarkdown(text, KnownPeople.None),
    };

    private static void Capture(string text)
    {
        foreach (var verb in Verbs)
            Parser.Parse(TypedText.Of($"{verb} {text}"));

        When.Parse(text, Now, "Europe/London");
        When.Parse($"16:05 {text}", Now, "Europe/London");
        IncidentTitle.Of(text);
        OneLine.Of(text, 400);
        OneLine.Cut(text, 30_000);
        EntryWords.Posted(new IncidentId(7), Entry(text), posted: null);
        TimelineCard.Line(Entry(text));
    }

    private static void Export(string text)
    {
        var incident = new Incident
        {
            Id = new IncidentId(7), Workspace = new WorkspaceId("T1"), Platform = "fake", Version = 1, Title = text, Severity = 1,
            Status = IncidentStatus.Resolved, Visibility = Visibility.Public, StartedBy = Ada, Impact = text,
            Milestones = new Dictionary<Milestone, DateTimeOffset> { [Milestone.Declared] = Now },
        };
        var record = new PostmortemRecord(incident, [new ImpactDescribed(Ada, Now, text, null)], [Entry(text)], [], ChangeRecord.None);
        var markdown = PostmortemDocument.Assemble(record);
        PostmortemPage.Render(text, markdown);
        ReadableJson.Write(ExportRules.Of(record, new ExportedPostmortem(1, markdown)));
        MarkdownWords.Link(new Uri("https://x.y/" + Uri.EscapeDataString(new string([.. text.Take(10_000).Where(char.IsAscii)]))), text);
    }

    private static void Search(string text)
    {
        var incident = new Incident
        {
            Id = new IncidentId(7), Workspace = new WorkspaceId("T1"), Platform = "fake", Version = 1, Title = text, Severity = 1,
            Status = IncidentStatus.Resolved, Visibility = Visibility.Public, StartedBy = Ada, Impact = text,
        };
        FindForm.Matches(incident, OneLine.Of(text, FindForm.MaxLength));
        FindForm.Matches(incident, "checkout 500s");
        Words.Nearest(text, ["note", "timeline", "milestones"]);
    }

    private static void Edit(string text)
    {
        var parts = new EntryParts(text, 3000);
        parts.Join(parts.Words.Index().ToDictionary(part => parts.Field(part.Index), part => part.Item, StringComparer.Ordinal));
        if (text.Length > 1)
            SplitEntryRules.Part(text, 3000);
    }

    private static TimelineEntry Entry(string text) => new()
    {
        Number = 1, At = Now, RecordedAt = Now, Kind = EntryKind.Observation, Author = Ada, CapturedBy = Ada, Text = text,
    };
}
