using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;

namespace IncidentBot.Tests.Postmortem.Versions.Erasing;

/// <summary>However a draft quotes them, deleted words of three and more don't stay, and a second cut changes nothing.</summary>
public sealed class CutWordsPropertyTests
{
    private static readonly Gen<string> Word = Gen.Elements("cache", "is", "gone", "the", "limit", "was", "pod-3", "v2.1", "数据", "don't", "*bold*", "of");

    private static readonly Gen<string> Sign = Gen.Elements(" ", " ", " ", ", ", " \\*", "\n", "\n- ", "\n> ", " | ", ": ", ". ");

    [Fact]
    public void No_quotation_stays_and_cutting_again_changes_nothing() => Prop.ForAll(Any, one =>
    {
        var removed = new[] { new RemovedText(one.Words, "Sam", null) };
        var cut = CutWords.Of(one.Draft, removed);
        var words = Tokens(one.Words);
        var run = Math.Min(6, words.Length);
        var stays = words.Length > 2 && Enumerable.Range(0, words.Length - run + 1).Any(at => $" {string.Join(' ', Tokens(cut))} ".Contains($" {string.Join(' ', words.Skip(at).Take(run))} ", StringComparison.Ordinal));
        return !stays && CutWords.Of(cut, removed) == cut;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Arbitrary<(string Words, string Draft)> Any => Arb.From(
        from words in Gen.NonEmptyListOf(Word)
        from before in Gen.ListOf(Word)
        from after in Gen.ListOf(Word)
        from signs in Gen.ArrayOf(Sign, words.Count)
        let quoted = string.Concat(words.Zip(signs, (word, sign) => word + sign))
        select (string.Join(' ', words.Take(12)), $"## Lessons\n\n{string.Join(' ', before)}. {quoted}. {string.Join(' ', after)}\n"));

    private static string[] Tokens(string text) => [.. QuoteWords.Tokens(text).Select(token => token.Word)];
}
