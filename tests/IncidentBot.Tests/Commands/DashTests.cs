using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Routing;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Commands;

/// <summary>Keyboards, and pages that people copy from, make any dash and any space of what was meant as an option.</summary>
public sealed class DashTests
{
    private const int Dash = 0, Space = 1;

    private static readonly CommandParser Parser = Capabilities.Parser();

    private static readonly string[] Dashes =
    [
        "-", "--", "---", "——", "—", "–", "‐", "‑", "‒", "―", "−", "－", "－－", "﹘", "﹣", "﹣﹣", "⸺", "〜", "ーー", "─", "➖", "˗", "-\u200B-", "\u2060–", "-—", "⁃", "⁻", "～", "～～", "ㅡㅡ", "⏤", "┄", "╌",
    ];

    private static readonly string[] Spaces =
    [
        " ", "  ", "\t", "\n", "\u00A0", "\u2003", "\u2009", "\u202F", "\u3000", "\u200B", "\uFEFF", "\u2060", "\u200D", "\u200E", "\u202E", "\u00AD", " \u200B", "\u200B ",
    ];

    public static TheoryData<string> PrivateStarts()
    {
        var all = new TheoryData<string>();
        foreach (var dash in Dashes)
        {
            all.Add($"Checkout 500s {dash}private");
            all.Add($"{dash}private Checkout 500s");
            all.Add($"Checkout {dash}PRIVATE 500s");
            all.Add($"Checkout 500s {dash} private");
        }

        foreach (var space in Spaces)
        {
            all.Add($"Checkout 500s{space}--private");
            all.Add($"Checkout 500s{space}—private");
            all.Add($"Checkout 500s --{space}private");
        }

        foreach (var other in new[] { "Checkout 500s --private.", "Checkout 500s --private,", "Checkout 500s --private --sev 3", "--sev=3 —private Checkout 500s", "Checkout 500s --pri\u200Bvate", "Checkout 500s －－ｐｒｉｖａｔｅ", "\u200B——private Checkout 500s", "Checkout 500s (really --private)" })
            all.Add(other);
        return all;
    }

    [Theory]
    [MemberData(nameof(PrivateStarts))]
    public void Private_is_private_whatever_dash_or_space_was_typed(string rest)
    {
        var start = Assert.IsType<StartCommand>(Parse("start " + rest));
        Assert.True(start.IsPrivate);
        Assert.DoesNotContain("private", start.Title ?? string.Empty, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Checkout 500s -sev 1", "Checkout 500s", 1, false, "")]
    [InlineData("Checkout 500s −sev 1", "Checkout 500s", 1, false, "")]
    [InlineData("Checkout 500s ——sev　1", "Checkout 500s", 1, false, "")]
    [InlineData("Checkout 500s －－ｓｅｖ　１", "Checkout 500s", 1, false, "")]
    [InlineData("Checkout 500s --sev1", "Checkout 500s", 1, false, "")]
    [InlineData("Checkout 500s –sev-1", "Checkout 500s", 1, false, "")]
    [InlineData("Checkout 500s --sev: 1", "Checkout 500s", 1, false, "")]
    [InlineData("Checkout 500s ——drill", "Checkout 500s", null, true, "")]
    [InlineData("Checkout 500s -drill -sev 3", "Checkout 500s", 3, true, "")]
    [InlineData("—drill Checkout 500s", "Checkout 500s", null, true, "")]
    [InlineData("Checkout 500s ﹣﹣service web, api", "Checkout 500s", null, false, "web|api")]
    [InlineData("Checkout 500s ‑‑services=web,api ‐drill", "Checkout 500s", null, true, "web|api")]
    [InlineData("Checkout—payments", "Checkout—payments", null, false, "")]
    [InlineData("Checkout-private", "Checkout-private", null, false, "")]
    [InlineData("non-private data leaks", "non-private data leaks", null, false, "")]
    [InlineData("Orders fell by -3 %", "Orders fell by -3 %", null, false, "")]
    [InlineData("Orders fell by −3 % —2 h", "Orders fell by −3 % —2 h", null, false, "")]
    [InlineData("Payments — all of them — fail", "Payments — all of them — fail", null, false, "")]
    [InlineData("Payments - cards only", "Payments - cards only", null, false, "")]
    [InlineData("Bug in foo(-bar)", "Bug in foo(-bar)", null, false, "")]
    [InlineData("サーバー停止", "サーバー停止", null, false, "")]
    [InlineData("サーバー停止 ーーdrill", "サーバー停止", null, true, "")]
    [InlineData("\"Flag --force ignored\" —sev 2", "Flag --force ignored", 2, false, "")]
    [InlineData("“Flag --force ignored” —sev 2", "Flag --force ignored", 2, false, "")]
    [InlineData("„Flag -x“ -drill", "Flag -x", null, true, "")]
    public void Start_takes_its_options_and_leaves_other_dashes_in_the_title(string rest, string title, int? severity, bool isDrill, string services)
    {
        var start = Assert.IsType<StartCommand>(Parse("start " + rest));
        Assert.Equal((title, severity, isDrill, services, false), (start.Title, start.Severity, start.IsDrill, string.Join('|', start.Services), start.IsPrivate));
    }

    [Theory]
    [InlineData("Checkout --privat", "--private")]
    [InlineData("Checkout -privete", "--private")]
    [InlineData("Checkout ——pvt", "The options are")]
    [InlineData("Checkout --priv", "--private")]
    [InlineData("Checkout --privately", "--private")]
    [InlineData("Checkout --private—now", "--private")]
    [InlineData("Checkout --private/now", "--private")]
    [InlineData("Checkout --private=yes", "--private")]
    [InlineData("Checkout --рrivate", "nothing was started")]
    [InlineData("Checkout --PRİVATE", "--private")]
    [InlineData("Checkout –dril", "--drill")]
    [InlineData("Checkout −severty 1", "--severity")]
    [InlineData("Checkout --sevice web", "--service")]
    [InlineData("Checkout －force", "The options are")]
    [InlineData("Payments –all of them– fail", "quotation marks")]
    [InlineData("Checkout --sev", "needs a value")]
    [InlineData("Checkout —service —sev 2", "--service needs a value")]
    [InlineData("Checkout --service - private", "--service needs a value")]
    [InlineData("Checkout --service web, — private --sev", "--sev needs a value")]
    [InlineData("Checkout --sev –2", "isn't a severity")]
    [InlineData("Checkout --sev 1,2", "isn't a severity")]
    public void An_unknown_option_is_refused_with_the_nearest_right_form(string rest, string sentence)
    {
        var said = Assert.IsType<NotUnderstood>(Parse("start " + rest)).Sentence.ToPlainText();
        Assert.Contains(sentence, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Checkout 500s – drill team paged", "Checkout 500s team paged", "Checkout 500s – drill team paged")]
    [InlineData("Checkout 500s -- drill", "Checkout 500s", "Checkout 500s -- drill")]
    [InlineData("Checkout 500s —\u00A0drill", "Checkout 500s", "Checkout 500s —\u00A0drill")]
    [InlineData("Checkout 500s - sev 1", "Checkout 500s", "Checkout 500s - sev 1")]
    [InlineData("Checkout 500s − severity 1", "Checkout 500s", "Checkout 500s − severity 1")]
    [InlineData("Checkout 500s — service web", "Checkout 500s", "Checkout 500s — service web")]
    [InlineData("- drill Checkout 500s", "Checkout 500s", "- drill Checkout 500s")]
    [InlineData("Checkout 500s (--private)", "Checkout 500s (--private)", "Checkout 500s (--private)")]
    [InlineData("Checkout 500s,--private", "Checkout 500s,--private", "Checkout 500s,--private")]
    [InlineData("Checkout 500s `—private`", "Checkout 500s `—private`", "Checkout 500s `—private`")]
    [InlineData("Checkout 500s --*private*", "Checkout 500s --*private*", "Checkout 500s --*private*")]
    [InlineData("Checkout 500s -- _private_", "Checkout 500s -- _private_", "Checkout 500s -- _private_")]
    [InlineData("Checkout 500s —“private”", "Checkout 500s —“private”", "Checkout 500s —“private”")]
    [InlineData("Checkout 500s --(private)", "Checkout 500s --(private)", "Checkout 500s --(private)")]
    [InlineData("Checkout 500s - [private]", "Checkout 500s - [private]", "Checkout 500s - [private]")]
    [InlineData("Checkout 500s --:private", "Checkout 500s --:private", "Checkout 500s --:private")]
    [InlineData("Checkout 500s —😀private", "Checkout 500s —😀private", "Checkout 500s —😀private")]
    [InlineData("\"Flag --private ignored\"", "Flag --private ignored", "Flag --private ignored")]
    [InlineData("Checkout --service \"a --private b\"", "Checkout", "Checkout")]
    [InlineData("“Flag — private” --sev 2", "Flag — private", "Flag — private")]
    [InlineData("Checkout 500s - sev high", null, "Checkout 500s - sev high")]
    public void What_can_be_read_in_two_ways_is_asked_and_not_guessed(string rest, string? asOption, string asTitle)
    {
        var question = Assert.IsType<StartQuestion>(Parse("start " + rest));
        Assert.Equal((asOption, asTitle), (question.AsOption?.Title, question.AsTitle.Title));
        Assert.NotEqual(question.AsOption, question.AsTitle);
        Assert.False(question.AsTitle.IsPrivate || question.AsTitle.IsDrill);
    }

    [Fact]
    public void A_question_about_a_drill_still_knows_what_is_private()
    {
        var question = Assert.IsType<StartQuestion>(Parse("start Checkout – drill team paged —private"));
        Assert.True(question.AsOption!.IsPrivate && question.AsTitle.IsPrivate && question.AsOption.IsDrill && !question.AsTitle.IsDrill);
    }

    [Fact]
    public void Prose_with_private_behind_a_dash_is_private_and_keeps_its_words()
    {
        var start = Assert.IsType<StartCommand>(Parse("start VPN – private network is down"));
        Assert.Equal(("VPN – private network is down", true), (start.Title, start.IsPrivate));
    }

    [Fact]
    public void No_start_with_dashes_before_private_at_a_words_beginning_is_public() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        Gen.Elements(Dashes).Two().SelectMany(dash => Gen.Elements([.. Spaces, string.Empty]).Two().Select(space => new[] { dash.Item1, space.Item1, space.Item2 })).ToArbitrary(),
        ArbMap.Default.ArbFor<NonNull<string>>(),
        (before, piece, behind) => Parse($"start {before.Get} {piece[Dash]}{piece[Space + 1]}private {behind.Get}") is not StartCommand { IsPrivate: false }
            && Parse($"start {before.Get}{piece[Space]} {piece[Dash]}private{piece[Space + 1]} {behind.Get}") is not StartCommand { IsPrivate: false })
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("start ;- \u30FC\u30FC private")]
    [InlineData("start ;-\u3161 private")]
    [InlineData("start VPN (- \uFF70private")]
    [InlineData("start VPN \u2013 \u30FCprivate")]
    [InlineData("start VPN ... - \u3161\u3161 private down")]
    public void Dashes_that_are_letters_elsewhere_are_dashes_behind_other_dashes(string typed) =>
        Assert.False(Parse(typed) is StartCommand { IsPrivate: false }, typed);

    [Theory]
    [InlineData("note ran ps aux --sort=-%mem", "ran ps aux --sort=-%mem", null)]
    [InlineData("note ran kubectl rollout undo --to-revision=2 -n web", "ran kubectl rollout undo --to-revision=2 -n web", null)]
    [InlineData("note --private is what I typed", "--private is what I typed", null)]
    [InlineData("note Cache — drill – restarted", "Cache — drill – restarted", null)]
    [InlineData("note Cache restarted -kind fix", "Cache restarted", "fix")]
    [InlineData("note Cache restarted ——kind fix", "Cache restarted", "fix")]
    [InlineData("note Cache restarted －－kind＝ｆｉｘ", "Cache restarted", "fix")]
    [InlineData("note Cache restarted −kind=fix", "Cache restarted", "fix")]
    [InlineData("note Cache restarted\u200B—kind fix", "Cache restarted", "fix")]
    [InlineData("note ‒kind\u00A0fix Cache restarted", "Cache restarted", "fix")]
    [InlineData("note the --kind option of fix", "the --kind option of fix", null)]
    [InlineData("note Cache restarted -- kind fix", "Cache restarted -- kind fix", null)]
    public void A_note_knows_its_own_option_at_its_place_alone(string typed, string text, string? kind)
    {
        var note = Assert.IsType<NoteCommand>(Parse(typed));
        Assert.Equal((text, kind), (note.Text, note.Kind));
    }

    [Theory]
    [InlineData("update --private —drill -sev 1 stays text")]
    [InlineData("impact −3 % of orders --private")]
    [InlineData("status mitigated -- drill is over —private")]
    [InlineData("cancel —private was a test")]
    public void Other_free_text_keeps_its_dashes(string typed)
    {
        var words = typed[(typed.IndexOf(' ', StringComparison.Ordinal) + 1)..].Replace("mitigated ", string.Empty, StringComparison.Ordinal);
        Assert.Equal(words, Parse(typed) switch
        {
            UpdateCommand update => update.Text,
            ImpactCommand impact => impact.Text,
            StatusCommand status => status.Sentence,
            _ => null,
        });
    }

    [Theory]
    [InlineData("\u200Bstart Checkout")]
    [InlineData("start\u200B Checkout")]
    [InlineData("start\u3000Checkout")]
    [InlineData("\uFEFFstart\u00A0Checkout")]
    public void A_verb_ends_at_any_blank(string typed) => Assert.Equal("Checkout", Assert.IsType<StartCommand>(Parse(typed)).Title);

    [Theory]
    [InlineData("time impact–start 16:00")]
    [InlineData("time impact‑start 16:00")]
    public void A_milestones_hyphen_may_be_any_dash(string typed) => Assert.Equal("impact-start", Assert.IsType<TimeCommand>(Parse(typed)).Milestone);

    private static Command Parse(string typed) => Parser.Parse(TypedText.Of(typed));
}
