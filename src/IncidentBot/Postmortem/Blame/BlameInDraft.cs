using System.Security.Cryptography;
using System.Text;
using IncidentBot.Language.Blameless;
using IncidentBot.Postmortem.Sections;
using IncidentBot.Postmortem.Versions.Merging;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Blame;

/// <summary>A sentence of the draft that blames people.</summary>
/// <param name="Words">The sentence, in one line.</param>
/// <param name="Finding">What blames in it.</param>
/// <param name="Start">Where it begins in the draft.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Better">What can stand in its place; null: people have to write it.</param>
internal sealed record BlamingSentence(string Words, BlamelessFinding Finding, int Start, int End, string? Better)
{
    /// <summary>Tells it from the others in what a button carries; the same sentence has the same key in every version.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Words)))[..16];
}

/// <summary>Finds the sentences of a draft that blame people.</summary>
internal static class BlameInDraft
{
    private const string ActionRules = "action-";

    /// <summary>
    /// The sentences, in their order. What the record itself says in a timeline is what people said at that time: it's evidence, and not
    /// to be rewritten. What is missing of an action item is no blame.
    /// </summary>
    /// <param name="draft">The draft, beside what it was made of.</param>
    /// <param name="left">What people left as it is.</param>
    public static IReadOnlyList<BlamingSentence> Of(DraftBesideRecord draft, IReadOnlyList<LeftSentence> left)
    {
        var (markdown, record) = (draft.Markdown, draft.Record);
        var known = ReadPeople.Of(record.Incident, record.Facts, record.Timeline);
        var settled = left.Select(one => one.Words).ToHashSet(StringComparer.Ordinal);
        var quoted = new Lazy<HashSet<string>>(() => DraftSections.Lines(draft.Assembled).ToHashSet(StringComparer.Ordinal));
        // Under whatever title an organisation has its timeline.
        var timeline = new Lazy<HashSet<string>>(
            () => DraftSections.Of(markdown).Where(section => record.Templates.Roles.Of(section.Key.Heading) == TimelineSection.Title)
                .SelectMany(section => section.Lines).ToHashSet(StringComparer.Ordinal));
        return
        [
            .. BlamelessCheck.SentencesOfMarkdown(markdown, known)
                .Where(one => !one.Finding.Rule.StartsWith(ActionRules, StringComparison.Ordinal) && !settled.Contains(one.Words)
                    && !(LineAt(markdown, one.Start) is var line && (one.IsInTimeline || timeline.Value.Contains(line))
                        && quoted.Value.Contains(line)))
                .Select(one => new BlamingSentence(
                    one.Words, one.Finding, one.Start, one.End,
                    BlameRewrite.Of(markdown[one.Start..one.End], one.Finding, known))),
        ];
    }

    /// <summary>The draft with better words in place of a sentence, wherever it stands.</summary>
    /// <param name="markdown">The draft.</param>
    /// <param name="sentences">Its sentences that blame.</param>
    /// <param name="key">Which one.</param>
    public static string Rewritten(string markdown, IReadOnlyList<BlamingSentence> sentences, string key) =>
        sentences.Where(one => one.Key == key && one.Better is not null).Reverse()
            .Aggregate(markdown, static (text, one) => string.Concat(text.AsSpan(0, one.Start), one.Better, text.AsSpan(one.End)));

    /// <summary>The line in which a place stands.</summary>
    public static string LineAt(string markdown, int place)
    {
        var start = place == 0 ? 0 : markdown.LastIndexOf('\n', place - 1) + 1;
        var end = markdown.IndexOf('\n', place);
        return markdown[start..(end < 0 ? markdown.Length : end)];
    }
}
