using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Commands;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Changes;

/// <summary>Show the deploys.</summary>
internal sealed record DeploysCommand : Command;

/// <summary>Put a change on the list by hand.</summary>
/// <param name="Note">What changed and when, as it goes into the timeline.</param>
/// <param name="Kind">What kind of change it is; null: not said.</param>
/// <param name="Text">The words behind the kind.</param>
internal sealed record ChangeCommand(NoteCommand Note, ChangeKind? Kind, string Text) : Command;

/// <summary>List the changes with all parts of their scores.</summary>
internal sealed record ChangesCommand : Command;

/// <summary>Decide about a change.</summary>
/// <param name="Number">The number that the message about the changes shows.</param>
/// <param name="Verdict">What is decided.</param>
/// <param name="Reason">Why, as typed; null: not said.</param>
internal sealed record DecideCommand(int Number, ChangeVerdict Verdict, string? Reason) : Command;

/// <summary>Say whether it was the change that stands first.</summary>
/// <param name="Answer">Whether it was.</param>
/// <param name="Other">The number of the change that it was instead; 0: one that isn't on the list; null: not said.</param>
internal sealed record CauseCommand(WasIt Answer, int? Other = null) : Command;

/// <summary>Show how often the scores were right.</summary>
internal sealed record AccuracyCommand : Command;

/// <summary>The commands about what changed.</summary>
internal static class ChangesCommands
{
    private const string Accuracy = "accuracy";

    private static readonly CommandForm Deploys = new(
        "deploys", "deploys", "See what was deployed before the incident.", "deploys", HelpGroup.Respond, 5);

    private static readonly CommandForm Change = new(
        "change", "change [KIND] TEXT [at WHEN]", "Add a change that no tool tells of.",
        "change config: lowered cache.maxmemory to 256mb at 15:58", HelpGroup.Respond, 5)
    {
        Kinds = Words.All<ChangeKind>(),
    };

    private static readonly CommandForm Changes = new(
        "changes", "changes [rule-out|likely|rolled-back|consider NUMBER [reason] | yes|not-quite|no|not-a-change | accuracy]",
        "See which change may have done it, decide about one, and say in the end whether it was the first.",
        "changes rule-out 2 It only touches the docs", HelpGroup.Respond, 6);

    private static readonly Dictionary<string, ChangeVerdict> Verdicts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rule-out"] = ChangeVerdict.RuledOut,
        ["likely"] = ChangeVerdict.Likely,
        ["rolled-back"] = ChangeVerdict.RolledBack,
        ["consider"] = ChangeVerdict.Considered,
    };

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
        [CommandVerb.Bare(Deploys, new DeploysCommand()), new(Change, ParseChange), new(Changes, ParseChanges)];

    private static Command ParseChange(CommandText text) => NoteWords.Parse(text.Rest, hasKindInFront: false) switch
    {
        NoteCommand note when BehindKind(note.Text) is { Text.Length: > 0 } read =>
            new ChangeCommand(note with { Kind = Words.Of(EntryKind.Action) }, read.Kind, read.Text),
        _ => Change.Refuse($"Write what changed. Its kind may come first: {string.Join(", ", Words.All<ChangeKind>())}."),
    };

    /// <summary>The kind that stands first, as in "config: lowered …" or "config lowered …", and the words behind it.</summary>
    internal static (ChangeKind? Kind, string Text) BehindKind(string text)
    {
        var end = Blanks.EndOfWord(text, 0);
        return Words.TryParse<ChangeKind>(text[..end].TrimEnd(':'), out var kind) ? (kind, text[end..].Trim()) : (null, text);
    }

    private static Command ParseChanges(CommandText text)
    {
        var word = text.FirstWord;
        if (word.Length == 0)
            return new ChangesCommand();
        if (string.Equals(word, Accuracy, StringComparison.OrdinalIgnoreCase))
            return Alone(text, new AccuracyCommand());
        if (Words.TryParse<WasIt>(word, out var answer))
            return answer == WasIt.No && TryReadOther(text.AfterFirstWord, out var other)
                ? new CauseCommand(answer, other)
                : Alone(text, new CauseCommand(answer));
        if (!Verdicts.TryGetValue(word, out var verdict))
            return Changes.RefuseWord("decision", word, [.. Verdicts.Keys, Accuracy, .. Words.All<WasIt>()]);

        var rest = text with { Rest = text.AfterFirstWord };
        return DecideOnChangeRules.TryReadNumber(rest.FirstWord, out var number)
            ? new DecideCommand(number, verdict, rest.AfterFirstWord is { Length: > 0 } reason ? reason : null)
            : Changes.Refuse("Say which change, by the number in the message about the changes.");
    }

    private static bool TryReadOther(string typed, out int other)
    {
        other = 0;
        return typed.Equals("none", StringComparison.OrdinalIgnoreCase)
            || (DecideOnChangeRules.TryReadNumber(typed, out other) && other > 0);
    }

    private static Command Alone(CommandText text, Command command) => text.AfterFirstWord.Length == 0
        ? command
        : Changes.Refuse($"“{text.FirstWord.ToLowerInvariant()}” doesn't take any more words.");
}
