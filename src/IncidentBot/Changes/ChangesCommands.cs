using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Changes;

/// <summary>Show the deploys.</summary>
internal sealed record DeploysCommand : Command;

/// <summary>List the changes with all parts of their scores.</summary>
internal sealed record ChangesCommand : Command;

/// <summary>Decide about a change.</summary>
/// <param name="Number">The number that the message about the changes shows.</param>
/// <param name="Verdict">What is decided.</param>
/// <param name="Reason">Why, as typed; null: not said.</param>
internal sealed record DecideCommand(int Number, ChangeVerdict Verdict, string? Reason) : Command;

/// <summary>Say whether it was the change that stands first.</summary>
internal sealed record CauseCommand(WasIt Answer) : Command;

/// <summary>Show how often the scores were right.</summary>
internal sealed record AccuracyCommand : Command;

/// <summary>The commands about what changed.</summary>
internal static class ChangesCommands
{
    private const string Accuracy = "accuracy";

    private static readonly CommandForm Deploys = new(
        "deploys", "deploys", "See what was deployed before the incident.", "deploys", HelpGroup.Respond, 5);

    private static readonly CommandForm Changes = new(
        "changes", "changes [rule-out|likely|rolled-back|consider NUMBER [reason]]",
        "See which change may have done it, and decide about one.", "changes rule-out 2 It only touches the docs", HelpGroup.Respond, 6);

    private static readonly Dictionary<string, ChangeVerdict> Verdicts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rule-out"] = ChangeVerdict.RuledOut,
        ["likely"] = ChangeVerdict.Likely,
        ["rolled-back"] = ChangeVerdict.RolledBack,
        ["consider"] = ChangeVerdict.Considered,
    };

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
        [CommandVerb.Bare(Deploys, new DeploysCommand()), new(Changes, ParseChanges)];

    private static Command ParseChanges(CommandText text)
    {
        var word = text.FirstWord;
        if (word.Length == 0)
            return new ChangesCommand();
        if (string.Equals(word, Accuracy, StringComparison.OrdinalIgnoreCase))
            return Alone(text, new AccuracyCommand());
        if (Words.TryParse<WasIt>(word, out var answer))
            return Alone(text, new CauseCommand(answer));
        if (!Verdicts.TryGetValue(word, out var verdict))
            return Changes.RefuseWord("decision", word, [.. Verdicts.Keys, Accuracy, .. Words.All<WasIt>()]);

        var rest = text with { Rest = text.AfterFirstWord };
        return DecideOnChangeRules.TryReadNumber(rest.FirstWord, out var number)
            ? new DecideCommand(number, verdict, rest.AfterFirstWord is { Length: > 0 } reason ? reason : null)
            : Changes.Refuse("Say which change, by the number in the message about the changes.");
    }

    private static Command Alone(CommandText text, Command command) => text.AfterFirstWord.Length == 0
        ? command
        : Changes.Refuse($"“{text.FirstWord.ToLowerInvariant()}” doesn't take any more words.");
}
