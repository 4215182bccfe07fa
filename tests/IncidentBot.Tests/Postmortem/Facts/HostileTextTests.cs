using IncidentBot.Actions;
using IncidentBot.Causes;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Changes;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Templates;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Postmortem.Facts;

/// <summary>Whatever people write, wherever it goes into the prose: a renderer shows the bot's own structure and no other.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public void No_text_makes_structure_of_its_own() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(PeoplesWords.Arbitrary, text => IsWithoutStructure(Of(text))));

    [Fact]
    public void No_text_between_words_that_make_it_a_cause_or_a_recovery_does() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(PeoplesWords.Arbitrary, text => IsWithoutStructure(Of($"root cause is {text} errors are gone {text} of users"))));

    [Fact]
    public void The_same_record_gives_the_same_bytes_whatever_it_says() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(50),
        Prop.ForAll(PeoplesWords.Arbitrary, text => PostmortemDocument.Assemble(Of(text)) == PostmortemDocument.Assemble(Of(text))));

    [Fact]
    public void The_gates_read_whatever_people_leave_in_a_draft() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(PeoplesWords.Arbitrary, text => PostmortemGates.Check(new DraftBesideRecord(SampleRecord.Bare, $"## Summary\n\n{text}\n\n## Trigger\n\n- {text}\n\n## Timeline\n\n{text}")).Count >= 0
            && EvidenceCheck.Mark(text, string.Empty, SectionRoles.Usual).Length >= text.Length));

    private static bool IsWithoutStructure(PostmortemRecord record)
    {
        var body = Rendered.Body(PostmortemDocument.Assemble(record));
        var titles = body.QuerySelectorAll("h2").Select(title => title.TextContent).ToList();
        return body.QuerySelectorAll("script, img, blockquote, pre, input, h1 ~ h1, h4, h5, h6, iframe, style, hr").Length == 0
            && titles.Count == titles.Distinct().Count() && titles.All(SectionTitles.All.Contains)
            && body.QuerySelectorAll("a").All(link => link.GetAttribute("href") is { } to && (to[0] == '#' || to.StartsWith("http", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>A record that says a text wherever people can say something.</summary>
    internal static PostmortemRecord Of(string text)
    {
        var who = new Person(new PersonId("U9"), text, "UTC");
        var entries = Enum.GetValues<EntryKind>().Select((kind, index) => SampleRecord.Timeline[0] with
        {
            Number = index + 1, At = SampleRecord.At("16:02:00").AddMinutes(2 * index), RecordedAt = SampleRecord.At("16:02:00").AddMinutes(2 * index), Kind = kind, Author = who, CapturedBy = who, Text = text.Length == 0 ? "x" : text, Permalink = null,
        }).ToList();
        var change = new ServiceChange("k", SampleRecord.At("16:00:00"), text, text, text, text, null, text) { Kind = ChangeKind.Config };
        var record = new PostmortemRecord(
            SampleRecord.Incident with { Title = text.Length == 0 ? "x" : text, Impact = text, StartedBy = who, Services = [text, "b"], ChannelName = text, Roles = new Dictionary<IncidentRole, Person> { [IncidentRole.Commander] = who } },
            [new RoleGiven(who, SampleRecord.At("16:03:00"), IncidentRole.Commander, who, null), new ImpactDescribed(who, SampleRecord.At("16:04:00"), text, null), new MilestoneSet(who, SampleRecord.At("16:20:00"), Milestone.Detected, SampleRecord.At("16:05:00"), null, text)],
            entries,
            [new ChecklistStep { Key = "blast-radius", Phase = Phase.Assess, Text = text, IsQuestion = true, State = StepState.Done, By = who, At = SampleRecord.At("16:07:00"), Answer = text }],
            new ChangeRecord(new ChangePull(1, SampleRecord.At("16:07:00"), SampleRecord.At("10:00:00"), SampleRecord.At("16:02:00"), [text]), [change]))
        {
            UnaskedServices = [text],
            EarlySigns = [new EarlySign(new MessageId(new ChannelId("C9"), "9"), SampleRecord.At("15:00:00"), who.Name, ["checkout"], text)],
            Actions = [new ActionItem(1, new ActionTerms(text) { Owner = who, DoneWhen = text, Kind = ActionKind.Logging }, who, SampleRecord.At("16:30:00")) { State = ActionState.Dropped, Reason = text }],
            Causes =
            [
                new CauseNode(new Cause(1, CauseKind.Why, text, who, SampleRecord.At("16:30:00")), "1", null, [new CauseReference(1, text, null, text, null)]),
                new CauseNode(new Cause(2, CauseKind.Why, text, who, SampleRecord.At("16:30:00")) { Under = 1 }, "1.1", "1", []),
                new CauseNode(new Cause(3, CauseKind.Factor, text, who, SampleRecord.At("16:30:00")), "1", null, []),
            ],
            Standing = new PostmortemStanding(text, [text], [text], null),
        };
        return SampleRecord.Ranked(record, new ChangeDecision(1, "k", ChangeVerdict.RuledOut, text, null, 9, who, SampleRecord.At("16:13:00")));
    }
}
