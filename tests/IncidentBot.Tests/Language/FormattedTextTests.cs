using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Language;

namespace IncidentBot.Tests.Language;

/// <summary>Words and how they looked, through all that happens to them.</summary>
public sealed class FormattedTextTests
{
    private static readonly FormattedText Code = FormattedText.Of(
        "see\n```\n  a\n\n  b\n```\ndone *now*", [new TextMark(FormatKind.CodeBlock, 4, 16, 3), new TextMark(FormatKind.Bold, 26, 5, 1)]);

    [Fact]
    public void Marks_are_taken_out_and_the_words_between_them_have_the_format()
    {
        Assert.Equal("see\n  a\n\n  b\ndone now", Code.Plain);
        Assert.Equal(["CodeBlock:  a\n\n  b", "Bold:now"], Shown(Code));
    }

    [Fact]
    public void Code_in_the_middle_of_a_line_gets_lines_of_its_own()
    {
        var text = FormattedText.Of("run ```x y``` now", [new TextMark(FormatKind.CodeBlock, 4, 9, 3)]);
        Assert.Equal(("run \nx y\n now", "CodeBlock:x y"), (text.Plain, Shown(text).Single()));
    }

    [Fact]
    public void What_is_indented_in_code_stays_indented_at_the_very_beginning()
    {
        var text = FormattedText.Of("```\n  x\n```\n\n", [new TextMark(FormatKind.CodeBlock, 0, 11, 3)]).Trimmed();
        Assert.Equal(("  x", "CodeBlock:  x"), (text.Plain, Shown(text).Single()));
    }

    [Theory]
    [InlineData("saw\n  a\n\n  b\ndone now", "CodeBlock:  a\n\n  b", "Bold:now")]
    [InlineData("see\n  a\n  c\n  b\ndone now", "CodeBlock:  a\n  c\n  b", "Bold:now")]
    [InlineData("see\n  a\n\n  b", "CodeBlock:  a\n\n  b")]
    [InlineData("done now", "Bold:now")]
    [InlineData("something else")]
    [InlineData("")]
    public void A_correction_keeps_the_look_of_what_it_leaves_alone(string corrected, params string[] formats) =>
        Assert.Equal(formats, Shown(FormattedText.Of(corrected, Code.FormatsOf(corrected))));

    [Fact]
    public void Formats_always_lie_within_the_words() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<(int, int)>(), (one, other, place) =>
        {
            var text = FormattedText.Of(one ?? "", [new TextFormat(FormatKind.Bold, place.Item1, place.Item2), new TextFormat(FormatKind.Code, 0, 2)]);
            var moved = FormattedText.Of(other ?? "", text.FormatsOf(other ?? ""));
            var trimmed = moved.Trimmed();
            foreach (var words in new[] { text, moved, trimmed })
                Assert.All(words.Formats, format => Assert.True(format.Start >= 0 && format.Length > 0 && format.Start + format.Length <= words.Plain.Length));
        }));

    private static IEnumerable<string> Shown(FormattedText text) =>
        text.Formats.Select(one => $"{one.Kind}:{text.Plain.Substring(one.Start, one.Length)}");
}
