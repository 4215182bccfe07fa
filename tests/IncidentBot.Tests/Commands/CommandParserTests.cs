using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Routing;
using IncidentBot.Search;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Commands;

public sealed class CommandParserTests
{
    private static readonly CommandParser Parser = Capabilities.Parser();

    [Theory]
    [InlineData("start", null, null, "")]
    [InlineData("start Checkout returns 500s", "Checkout returns 500s", null, "")]
    [InlineData("START Checkout", "Checkout", null, "")]
    [InlineData("start Checkout --sev 2", "Checkout", 2, "")]
    [InlineData("start --sev 2 Checkout", "Checkout", 2, "")]
    [InlineData("start --sev=2 Checkout", "Checkout", 2, "")]
    [InlineData("start Check --sev 2 out", "Check out", 2, "")]
    [InlineData("start Checkout —sev 2", "Checkout", 2, "")]
    [InlineData("start Checkout –sev 2", "Checkout", 2, "")]
    [InlineData("start Checkout —severity SEV1", "Checkout", 1, "")]
    [InlineData("start Checkout --sev p4", "Checkout", 4, "")]
    [InlineData("start Checkout sev 2", "Checkout", 2, "")]
    [InlineData("start Checkout severity 3", "Checkout", 3, "")]
    [InlineData("start Checkout SEV2", "Checkout", 2, "")]
    [InlineData("start sev 2 Checkout", "Checkout", 2, "")]
    [InlineData("start sev 2", null, 2, "")]
    [InlineData("start Checkout --service web", "Checkout", null, "web")]
    [InlineData("start Checkout --service web --service api", "Checkout", null, "web|api")]
    [InlineData("start Checkout --service web, api --sev 1", "Checkout", 1, "web|api")]
    [InlineData("start Checkout --service \"order api\" down", "Checkout down", null, "order api")]
    [InlineData("start Checkout --service “order api”", "Checkout", null, "order api")]
    [InlineData("start Checkout sev 2 --service web", "Checkout", 2, "web")]
    [InlineData("start Checkout  returns \"500\"s", "Checkout  returns \"500\"s", null, "")]
    [InlineData("start Payments — all of them — fail", "Payments — all of them — fail", null, "")]
    [InlineData("start Lost sev 2 alerts today", "Lost sev 2 alerts today", null, "")]
    [InlineData("start Several services down", "Several services down", null, "")]
    [InlineData("start 🔥🔥", "🔥🔥", null, "")]
    [InlineData("start \"Flag --force ignored, sev 2\"", "Flag --force ignored, sev 2", null, "")]
    [InlineData("start \"Flag --force\" --sev 2 --service \"order, api\"", "Flag --force", 2, "order, api")]
    [InlineData("start \"\"Checkout\" fails\" --sev 2", "\"Checkout\" fails", 2, "")]
    [InlineData("start \"Checkout\" fails", "\"Checkout\" fails", null, "")]
    [InlineData("start \"Checkout\" --sev 2 fails", "Checkout fails", 2, "")]
    public void Start_is_read(string typed, string? title, int? severity, string services)
    {
        var start = Assert.IsType<StartCommand>(Parse(typed));
        Assert.Equal((title, severity, services), (start.Title, start.Severity, string.Join('|', start.Services)));
    }

    [Theory]
    [InlineData("start X --sev 7", "“7” isn't a severity")]
    [InlineData("start X --sev high", "“high” isn't a severity")]
    [InlineData("start X sev 0", "“0” isn't a severity")]
    [InlineData("start X --sev", "--sev needs a value")]
    [InlineData("start X --service --sev 2", "--service needs a value")]
    [InlineData("start X --secret", "I don't know the option --secret")]
    [InlineData("status", "Say which status: investigating, identified")]
    [InlineData("status fixed", "I don't know the status “fixed”")]
    [InlineData("status mitigatd", "Did you mean “mitigated”?")]
    [InlineData("role", "Say which role")]
    [InlineData("role captain", "Say who is captain")]
    [InlineData("role 5% me", "I don't know the role “5%”")]
    [InlineData("role me", "Say which role")]
    [InlineData("role commander", "Say who is commander")]
    [InlineData("impact", "Say who is affected")]
    [InlineData("time", "Say which milestone")]
    [InlineData("time impact-strat 16:00", "Did you mean “impact-start”?")]
    [InlineData("time mitigated", "Give the time of mitigated")]
    [InlineData("time mitigated soon", "I can't read “soon” as a time")]
    [InlineData("note", "Write what happened")]
    [InlineData("note at 16:05", "Write what happened")]
    [InlineData("note x --kind fxi", "“fxi” isn't a kind of entry")]
    [InlineData("timeline last", "A page is a number")]
    [InlineData("list all", "“list” doesn't take any more words")]
    [InlineData("strat Checkout", "Did you mean “start”?")]
    [InlineData("checklists", "Did you mean “checklist”?")]
    [InlineData("abracadabra", "Type /incident help")]
    public void What_is_wrong_is_refused_with_a_sentence(string typed, string sentence) =>
        Assert.Contains(sentence, Assert.IsType<NotUnderstood>(Parse(typed)).Sentence.ToPlainText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("note Cache restarted", "Cache restarted", null, null)]
    [InlineData("note Cache restarted at 16:05", "Cache restarted", "16:05", null)]
    [InlineData("note Cache restarted AT 2026-11-20 16:05", "Cache restarted", "2026-11-20 16:05", null)]
    [InlineData("note Cache restarted at 2026-11-20T16:05:00.5Z", "Cache restarted", "2026-11-20T16:05:00.5Z", null)]
    [InlineData("note Cache restarted --kind fix", "Cache restarted", null, "fix")]
    [InlineData("note --kind fix Cache restarted at 16:05", "Cache restarted", "16:05", "fix")]
    [InlineData("note observation: errors at 5 %", "errors at 5 %", null, "observation")]
    [InlineData("note alert: disk is full", "disk is full", null, "alert")]
    [InlineData("note action: restarted cache-1 at 16:05", "restarted cache-1", "16:05", "action")]
    [InlineData("note finding: the pool is empty", "the pool is empty", null, "finding")]
    [InlineData("note Finding : the pool is empty", "the pool is empty", null, "finding")]
    [InlineData("note at 16:05 finding: the pool is empty", "the pool is empty", "16:05", "finding")]
    [InlineData("note decision: we roll back", "we roll back", null, "decision")]
    [InlineData("note communication: support knows", "support knows", null, "communication")]
    [InlineData("note fix: limit raised", "limit raised", null, "fix")]
    [InlineData("note recovery: errors are gone", "errors are gone", null, "recovery")]
    [InlineData("note fix: limit raised --kind action", "fix: limit raised", null, "action")]
    [InlineData("note finding:", "finding:", null, null)]
    [InlineData("note a finding: the pool is empty", "a finding: the pool is empty", null, null)]
    [InlineData("note cache: the pool is empty", "cache: the pool is empty", null, null)]
    [InlineData("note Cache restarted at 16:05 --kind Fix", "Cache restarted", "16:05", "fix")]
    [InlineData("note Cache restarted —kind fix at 16:05", "Cache restarted", "16:05", "fix")]
    [InlineData("note Alert fired at 16:02 at 16:05", "Alert fired at 16:02", "16:05", null)]
    [InlineData("note at 16:05 Cache restarted", "Cache restarted", "16:05", null)]
    [InlineData("note At 16:05, zookeeper stopped --kind alert", "zookeeper stopped", "16:05", "alert")]
    [InlineData("note at 2026-11-20T16:05:00Z: Cache restarted", "Cache restarted", "2026-11-20T16:05:00Z", null)]
    [InlineData("note at 16:02 Alert fired at 16:05", "at 16:02 Alert fired", "16:05", null)]
    [InlineData("note at 4pm Cache restarted", "Cache restarted", "16:00", null)]
    [InlineData("note at 4:30 pm, Cache restarted", "Cache restarted", "16:30", null)]
    [InlineData("note at 4 p.m. Cache restarted --kind fix", "Cache restarted", "16:00", "fix")]
    [InlineData("note at yesterday 4pm Cache restarted", "Cache restarted", "yesterday 16:00", null)]
    [InlineData("note Cache restarted at 4:30 pm", "Cache restarted", "16:30", null)]
    [InlineData("note Cache restarted at 12 am --kind fix", "Cache restarted", "00:00", "fix")]
    [InlineData("note Cache restarted yesterday 4pm", "Cache restarted", "yesterday 16:00", null)]
    [InlineData("note Cache restarted, yesterday at 4:30 p.m.", "Cache restarted", "yesterday 16:30", null)]
    [InlineData("note Paged at 4pm at 16:20", "Paged at 4pm", "16:20", null)]
    [InlineData("note The same as yesterday at 4pm", "The same as yesterday at 4pm", null, null)]
    [InlineData("note at 4 pmd instances", "at 4 pmd instances", null, null)]
    [InlineData("note at 16:20 CET cache restarted", "at 16:20 CET cache restarted", null, null)]
    [InlineData("note at 4:20 pm EST cache restarted", "at 4:20 pm EST cache restarted", null, null)]
    [InlineData("note at 4:20 p.m. EST cache restarted", "at 4:20 p.m. EST cache restarted", null, null)]
    [InlineData("note at 16:20 GET requests failed", "GET requests failed", "16:20", null)]
    [InlineData("note at 25:00 Cache restarted", "at 25:00 Cache restarted", null, null)]
    [InlineData("note at 16:65 Cache restarted", "at 16:65 Cache restarted", null, null)]
    [InlineData("note at 80 percent", "at 80 percent", null, null)]
    [InlineData("note Met at 16:05 in the lobby", "Met at 16:05 in the lobby", null, null)]
    [InlineData("note Looking at now", "Looking at now", null, null)]
    [InlineData("note Load is at 80 percent", "Load is at 80 percent", null, null)]
    [InlineData("note Ran undo --to-revision=2", "Ran undo --to-revision=2", null, null)]
    [InlineData("note \"Two  spaces\"\nand a line", "\"Two  spaces\"\nand a line", null, null)]
    public void A_note_is_read(string typed, string text, string? at, string? kind)
    {
        var note = Assert.IsType<NoteCommand>(Parse(typed));
        Assert.Equal((text, at is null ? null : Read(at), kind), (note.Text, note.At, note.Kind));
    }

    [Theory]
    [InlineData("note Failover done 10 min ago", "Failover done")]
    [InlineData("note Lowered it to 256mb 10 min ago", "Lowered it to 256mb")]
    [InlineData("note Failover done, 2 h ago", "Failover done")]
    [InlineData("note Failover done at 10 min ago --kind fix", "Failover done")]
    [InlineData("note Backup ran yesterday 23:50", "Backup ran")]
    [InlineData("note Backup ran yesterday at 23:50", "Backup ran")]
    [InlineData("note Backup ran today 00:15", "Backup ran")]
    public void A_note_takes_a_time_of_the_past_off_its_end(string typed, string text)
    {
        var note = Assert.IsType<NoteCommand>(Parse(typed));
        Assert.Equal((text, true), (note.Text, note.At is { Ago: not null } or { DaysBack: not null }));
    }

    [Theory]
    [InlineData("Down since 10 min ago")]
    [InlineData("It was fine until 2 h ago")]
    [InlineData("The same as yesterday 23:50")]
    [InlineData("The same as yesterday at 23:50")]
    [InlineData("Last deploy was 2 h ago")]
    [InlineData("Started about 10 min ago")]
    [InlineData("Started ~ 10 min ago")]
    [InlineData("Nobody saw this a long time ago")]
    [InlineData("Fixed 3 bugs ago")]
    [InlineData("The same as 10 years ago")]
    [InlineData("10 min ago it was fine")]
    [InlineData("Wait 10 min")]
    public void Words_that_merely_end_like_a_time_of_the_past_stay_words(string text)
    {
        var note = Assert.IsType<NoteCommand>(Parse("note " + text));
        Assert.Equal((text, null), (note.Text, note.At));
    }

    [Fact]
    public void A_note_of_a_time_alone_is_refused() => Assert.IsType<NotUnderstood>(Parse("note 10 min ago"));

    [Theory]
    [InlineData("note Restarted at 13:20pm", "13:20pm")]
    [InlineData("note Restarted at 14 p.m.", "14 p.m.")]
    [InlineData("note Restarted at 4:20pm", null)]
    [InlineData("note at 25:00 the cache restarted", "25:00")]
    [InlineData("note at 16.30h the cache restarted", "16.30h")]
    [InlineData("note at 16.30, the cache restarted", "16.30")]
    [InlineData("note at 1630h the cache restarted", "1630h")]
    [InlineData("note at 13pm the cache restarted", "13pm")]
    [InlineData("note at 16:20 CET the cache restarted", "16:20 CET")]
    [InlineData("note at 4:20 pm EST the cache restarted", "4:20 pm EST")]
    [InlineData("note Restarted at 4:20 pm EST", "4:20 pm EST")]
    [InlineData("note Restarted at 4 p.m. CET", "4 p.m. CET")]
    [InlineData("note at 2026-13-45 10:00 the cache restarted", "2026-13-45 10:00")]
    [InlineData("note at checkout everything fails", null)]
    [InlineData("note at 80 percent load it fails", null)]
    [InlineData("note at 3.50 s latency it fails", null)]
    [InlineData("note at 99.95 % it fails", null)]
    [InlineData("note at 10.20.30.40 it fails", null)]
    [InlineData("note at 1:1 replication it fails", null)]
    [InlineData("note at 24:00 instances it fails at 16:20", null)]
    [InlineData("note Restarted at 16.20", "16.20")]
    [InlineData("note Restarted at 16h20", "16h20")]
    [InlineData("note Restarted at 24:61", "24:61")]
    [InlineData("note Restarted at 2026-13-45 10:00", "2026-13-45 10:00")]
    [InlineData("note Restarted at 16:20 CET --kind fix", "16:20 CET")]
    [InlineData("note Load is at 99.95 percent", null)]
    [InlineData("note Load is at 80", null)]
    [InlineData("note Latency is at 3.5 s", null)]
    [InlineData("note Restarted at 16:20", null)]
    [InlineData("note Paged at 4pm at 16:20", null)]
    public void What_only_looks_like_a_time_is_pointed_out(string typed, string? notATime) =>
        Assert.Equal(notATime, Assert.IsType<NoteCommand>(Parse(typed)).NotATime);

    [Fact]
    public void Any_words_survive_as_the_words_of_a_note() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>().Filter(any => !string.IsNullOrWhiteSpace(any.Get)),
        any => Parse($"note {any.Get} at 2026-11-20T16:05:00Z") is NoteCommand note && note.Text == any.Get.Trim())
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_words_make_a_command_or_a_sentence() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        Gen.Elements("start", "note", "status", "role", "time", "milestone", "assign", "checklist", "impact", "severity", "timeline", string.Empty).ToArbitrary(),
        (any, verb) => Parse($"{verb} {any.Get}") is not null)
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("status mitigated", "mitigated", null)]
    [InlineData("status Resolved All  is well", "resolved", "All  is well")]
    [InlineData("mitigated", "mitigated", null)]
    [InlineData("resolve All is well", "resolved", "All is well")]
    [InlineData("close", "closed", null)]
    [InlineData("reopen It is back", "investigating", "It is back")]
    public void A_status_is_read(string typed, string status, string? sentence) =>
        Assert.Equal(new StatusCommand(status, sentence), Parse(typed));

    [Theory]
    [InlineData("severity 2")]
    [InlineData("severity SEV2")]
    [InlineData("severity sev 2")]
    [InlineData("sev p2")]
    public void A_severity_is_read(string typed) => Assert.Equal(new SeverityCommand(2), Parse(typed));

    [Theory]
    [InlineData("severity", null)]
    [InlineData("sev ", null)]
    [InlineData("severity 7", "7")]
    [InlineData("severity 1 because", "1 because")]
    public void A_severity_that_is_none_is_asked_for_or_quoted(string typed, string? quoted) => Assert.Equal(new SeverityCommand(null, quoted), Parse(typed));

    [Fact]
    public void A_role_goes_to_the_person_mentioned()
    {
        var typed = new TypedText("role scribe @Maya", [new Mention(12, 5, new PersonId("U1"))]);
        Assert.Equal(new RoleCommand("scribe", new PersonId("U1")), Parser.Parse(typed));
    }

    [Fact]
    public void A_role_goes_to_the_writer_who_says_me() =>
        Assert.Equal(new RoleCommand("commander", null), Parse("role commander me"));

    [Fact]
    public void A_role_goes_to_one_person_at_a_time()
    {
        var typed = new TypedText("role scribe @A @B", [new Mention(12, 2, new PersonId("U1")), new Mention(15, 2, new PersonId("U2"))]);
        Assert.Contains("One person at a time", Assert.IsType<NotUnderstood>(Parser.Parse(typed)).Sentence.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_milestone_is_read() => Assert.Equal(new TimeCommand("impact-start", Read("16:00")), Parse("time Impact-Start 16:00"));

    [Theory]
    [InlineData("time mitigated 14:05 because the graph shows it", "14:05", "the graph shows it")]
    [InlineData("milestone mitigated 10 min ago, Because  alerts ended; because of the rollback.", "10 min ago", "alerts ended; because of the rollback.")]
    [InlineData("time mitigated yesterday 23:50 because", "yesterday 23:50", null)]
    [InlineData("time mitigated 4pm because the graph shows it", "16:00", "the graph shows it")]
    [InlineData("time mitigated yesterday 4:30 pm, because of the graph", "yesterday 16:30", "of the graph")]
    public void A_milestone_is_corrected_with_a_reason(string typed, string when, string? reason) =>
        Assert.Equal(new TimeCommand("mitigated", Read(when), reason), Parse(typed));

    [Theory]
    [InlineData("checklist 3", "3")]
    [InlineData("checklist blast-radius", "blast-radius")]
    public void A_step_is_asked_about(string typed, string step) => Assert.Equal(new ChecklistCommand(step), Parse(typed));

    [Fact]
    public void A_step_goes_to_the_person_mentioned()
    {
        var typed = new TypedText("assign 3 @Maya", [new Mention(9, 5, new PersonId("U1"))]);
        Assert.Equal(new AssignCommand("3", new PersonId("U1")), Parser.Parse(typed));
    }

    [Fact]
    public void A_step_is_taken_and_given_back()
    {
        Assert.Equal(new AssignCommand("3", null), Parse("assign 3 me"));
        Assert.Equal(new UnassignCommand("impact"), Parse("assign impact None"));
    }

    [Theory]
    [InlineData("assign", "Say which step")]
    [InlineData("assign 3", "Say who does step 3")]
    [InlineData("assign 3 Maya", "pick the person")]
    public void A_step_needs_a_number_and_a_person(string typed, string said) =>
        Assert.Contains(said, Assert.IsType<NotUnderstood>(Parse(typed)).Sentence.ToPlainText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("", typeof(HelpCommand))]
    [InlineData("milestones", typeof(MilestonesCommand))]
    [InlineData("milestone", typeof(MilestonesCommand))]
    [InlineData("  ", typeof(HelpCommand))]
    [InlineData("help me", typeof(HelpCommand))]
    [InlineData("LIST", typeof(ListCommand))]
    [InlineData("checklist", typeof(ChecklistCommand))]
    [InlineData("deploys", typeof(DeploysCommand))]
    [InlineData("timeline", typeof(TimelineCommand))]
    [InlineData("timeline 2", typeof(TimelineCommand))]
    [InlineData("postmortem", typeof(PostmortemCommand))]
    [InlineData("export", typeof(ExportCommand))]
    public void The_other_verbs_are_read(string typed, Type command) => Assert.IsType(command, Parse(typed));

    [Fact]
    public void A_title_of_ten_thousand_characters_is_read_whole()
    {
        var title = string.Concat(Enumerable.Repeat("wörter — a-- ", 900)) + "x";
        Assert.Equal(title, Assert.IsType<StartCommand>(Parse("start " + title)).Title);
    }

    [Fact]
    public void Every_example_of_the_help_is_understood() =>
        Assert.All(Parser.Forms.Where(form => form.Verb != "role"), form => Assert.IsNotType<NotUnderstood>(Parse(form.Example)));

    [Fact]
    public void The_words_of_the_grammar_are_those_of_the_capabilities()
    {
        Assert.Equal(Words.All<IncidentStatus>(), IncidentCommands.Statuses);
        Assert.Equal(IncidentRole.Usual.Select(role => role.Word), IncidentCommands.Roles);
        Assert.Equal(Words.All<Milestone>(), IncidentCommands.Milestones);
        Assert.Equal(Words.All<EntryKind>().Order(StringComparer.Ordinal), TimelineCommands.Kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_help_names_every_command()
    {
        var help = HelpCard.Compose(Parser.Forms, default);
        Assert.Contains("KIND of a note, also in front as “observation: …”: observation, alert, action,", help.Text, StringComparison.Ordinal);
        Assert.Contains("KIND of a change, also in front as “deploy: …”: deploy, config,", help.Text, StringComparison.Ordinal);
        Assert.Contains("yes|not-quite|no|not-a-change | accuracy", help.Text, StringComparison.Ordinal);
        Assert.All(Parser.Forms, form => Assert.Contains($"/incident {form.Usage}", help.Text, StringComparison.Ordinal));
    }

    private static Command Parse(string typed) => Parser.Parse(TypedText.Of(typed));

    private static When Read(string text) => When.TryParse(text, out var when) ? when : throw new FormatException(text);
}
