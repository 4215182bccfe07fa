using IncidentBot.Timeline;

namespace IncidentBot.Catchup;

/// <summary>Finds what people have done about the incident, also where they wrote it down only because it didn't help.</summary>
internal static class TriedWords
{
    private static readonly string[] InVain =
        ["didn't help", "did not help", "hasn't helped", "has not helped", "made no difference", "changed nothing", "to no avail"];

    // These are also said of what nobody has done: a login that didn't work, a spike that had no effect.
    private static readonly string[] InVainIfDone =
    [
        "doesn't help", "does not help", "no effect", "no improvement", "didn't work", "did not work", "didn't fix", "did not fix",
        "without success",
    ];

    private static readonly string[] Done =
    [
        "restart", "reboot", "rolled back", "rolling back", "roll back", "rollback", "revert", "redeploy", "failed over", "failing over",
        "failover", "drained", "draining", "flush", "purg", "cleared", "clearing", "killed", "killing", "disabled", "disabling", "enabled",
        "enabling", "turned o", "turning o", "switched", "switching", "rerout", "bounced", "scaled", "scaling", "patched", "patching",
        "hotfix", "reset", "tried", "upgraded", "downgraded", "throttled", "cordon",
    ];

    private static readonly string[] NotYet =
    [
        "if ", "unless ", "whether ", "in case ", "might ", "may ", "could ", "would ", "will ", "won't ", "should ", "unclear ",
        "not sure ", "don't know ", "can't say ", "cannot say ",
    ];

    /// <summary>Whether an entry tells of something that was done; what was ruled out by it is told as that.</summary>
    public static bool AreIn(TimelineEntry entry) => !RuledOutWords.AreIn(entry)
        && (entry.Kind is EntryKind.Action or EntryKind.Fix || SayInVain(entry));

    /// <summary>Whether an entry says that something was done, in its kind or in its words.</summary>
    public static bool IsDone(TimelineEntry entry) =>
        entry.Kind is EntryKind.Action or EntryKind.Fix || EntryPhrases.HaveAny(entry.Text, Done);

    /// <summary>Whether an entry says that what was done didn't help.</summary>
    public static bool SayInVain(TimelineEntry entry)
    {
        if (entry.Kind is EntryKind.Alert or EntryKind.Communication)
            return false;

        string[] said = IsDone(entry) ? [.. InVain, .. InVainIfDone] : InVain;
        return EntryPhrases.Clauses(entry.Text).Any(
            clause => said.Any(phrase => EntryPhrases.Before(clause, phrase) is { } before && !EntryPhrases.HaveAny(before, NotYet)));
    }
}

/// <summary>Finds what people have written down as ruled out; what is denied doesn't count, nor what was done in vain.</summary>
internal static class RuledOutWords
{
    private static readonly string[] Said =
    [
        "ruled out", "ruling out", "rules out", "not the cause", "isn't the cause", "wasn't the cause", "not the culprit",
        "not the problem", "isn't the problem", "unrelated", "not caused by",
    ];

    private static readonly string[] SaidOfNothingDone = ["no effect", "doesn't help", "does not help"];

    private static readonly string[] Denied = ["not ruled out", "n't rule", "not rule", "cannot rule", "never ruled"];

    /// <summary>Whether an entry says so.</summary>
    public static bool AreIn(TimelineEntry entry) =>
        entry.Kind is not (EntryKind.Alert or EntryKind.Communication)
            && (EntryPhrases.HaveAny(entry.Text, Said)
                || (EntryPhrases.HaveAny(entry.Text, SaidOfNothingDone) && !TriedWords.IsDone(entry)))
            && !EntryPhrases.HaveAny(entry.Text, Denied);
}

/// <summary>Looks for phrases in what people wrote; letters of either case, and apostrophes of either form.</summary>
internal static class EntryPhrases
{
    private static readonly char[] Ends = ['.', ',', ';', ':', '!', '?', '(', ')', '–', '—', '\n'];

    /// <summary>Whether one of these phrases is in the words, from the beginning of a word on.</summary>
    public static bool HaveAny(string words, IReadOnlyList<string> phrases) => phrases.Any(phrase => Before(words, phrase) is not null);

    /// <summary>What stands before a phrase; null: the phrase isn't there.</summary>
    public static string? Before(string words, string phrase)
    {
        var text = words.Replace('’', '\'');
        for (var at = text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(phrase, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            // "n't rule" begins within a word.
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || phrase.StartsWith("n't", StringComparison.Ordinal))
                return text[..at];
        }

        return null;
    }

    /// <summary>The parts of sentences, in which what is said belongs together.</summary>
    public static IEnumerable<string> Clauses(string words) =>
        words.Split(Ends).SelectMany(part => part.Split(" but ", StringSplitOptions.None));
}
