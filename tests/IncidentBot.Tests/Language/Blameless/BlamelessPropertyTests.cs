using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Tests.Language.Blameless;

/// <summary>What holds of every text.</summary>
public sealed class BlamelessPropertyTests
{
    private static readonly string[] Pieces =
    [
        "Maya", "@sam", "the engineer", "the database team", "we", "nobody", "they", "who", "which", "had", "has", "should have", "did", "n't", "not", "never", "forgot", "failed",
        "to", "check", "the alert", "ignored", "was", "been", "by", "without", "because", "caused by", "due to", "if", ",", ".", ";", ":", "\"", "“", "”", "'", "’s", "(", ")",
        "**", "_", "`", "```\n", "> ", "- ", "- [ ] ", "| ", "|---|\n", "# Timeline\n", "## Action items\n", "\n", "\n\n", "16:05", "v2.3.1", "https://x.y/a", "[a](b)", "<b>",
        "human error", "in hindsight", "of", "one of", "no one", "obviously", "🎉", "\ud800", "\u0301", "\uFFFC", "\t", "    ", "&amp;", "\\", "e.g.", "Mr.", "mistake", "and",
    ];

    [Fact]
    public void It_never_fails_and_its_places_lie_within_the_text() => Check(static text =>
    {
        var lines = text.Split('\n');
        return BlamelessCheck.OfMarkdown(text, KnownPeople.None).All(one =>
            one.Line >= 1 && one.Line <= lines.Length && one.Column >= 1 && one.Column <= lines[one.Line - 1].Length && one.Length >= 1
            && one.Words.Length > 0 && !one.Words.Contains('\n') && one.Why.Length > 0 && one.Rewrite.Length > 0);
    });

    [Fact]
    public void Any_characters_will_do() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(), static text => text is null || BlamelessCheck.OfMarkdown(text, KnownPeople.None).Count + BlamelessCheck.OfText(text, KnownPeople.None).Count >= 0)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Line_breaks_of_either_kind_give_the_same() => Check(static text =>
        Say(BlamelessCheck.OfMarkdown(text, KnownPeople.None)) == Say(BlamelessCheck.OfMarkdown(text.Replace("\n", "\r\n", StringComparison.Ordinal), KnownPeople.None)));

    [Fact]
    public void The_same_again_gives_the_same() =>
        Check(static text => Say(BlamelessCheck.OfMarkdown(text, KnownPeople.None)) == Say(BlamelessCheck.OfMarkdown(text, KnownPeople.None)));

    [Fact]
    public void What_is_quoted_or_code_has_nothing_to_find() => Check(static text =>
        !BlamelessCheck.OfMarkdown("~~~~~~\n" + text + "\n~~~~~~\n", KnownPeople.None).Any()
        && !BlamelessCheck.OfMarkdown(string.Concat(text.Split('\n').Select(line => "> " + line + "\n")), KnownPeople.None).Any());

    private static string Say(IReadOnlyList<BlamelessFinding> findings) => string.Join('\n', findings);

    private static void Check(Func<string, bool> holds) =>
        Prop.ForAll(Texts().ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static Gen<string> Texts() =>
        from parts in Gen.Elements(Pieces).ListOf()
        select string.Concat(parts.Select(part => part.EndsWith('\n') || part.StartsWith('’') || part.StartsWith('n') ? part : part + " "));
}
