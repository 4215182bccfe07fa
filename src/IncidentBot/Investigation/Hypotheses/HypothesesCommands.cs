using System.Globalization;
using IncidentBot.Causes;
using IncidentBot.Commands;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>State a hypothesis.</summary>
/// <param name="Text">What was typed.</param>
internal sealed record StateHypothesisCommand(string Text) : Command;

/// <summary>Say how far a hypothesis is.</summary>
/// <param name="Number">Which one.</param>
/// <param name="To">How far it is now.</param>
/// <param name="Reason">Why; empty: not said.</param>
/// <param name="Evidence">What it rests on, as typed; null: not said.</param>
internal sealed record MoveHypothesisCommand(int Number, HypothesisState To, string Reason, string? Evidence) : Command;

/// <summary>Give a hypothesis another place.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Place">From 1, among those that aren't settled.</param>
internal sealed record PlaceHypothesisCommand(int Number, int Place) : Command;

/// <summary>Show the hypotheses privately.</summary>
internal sealed record ShowHypothesesCommand : Command;

/// <summary>The command about hypotheses: how people are told of it, and how it is read.</summary>
internal static class HypothesesCommands
{
    private const string EvidenceWord = " evidence ", Rank = "rank";

    private static readonly CommandForm Form = new(
        "hypothesis",
        "hypothesis [TEXT | NUMBER test|stronger|weaker|confirmed|ruled-out|unverified|reopen [reason] [evidence ENTRY|LINK] | "
            + "NUMBER rank 1]",
        "State what may have caused it, test it, and say what came of it; alone, see all of them.",
        "hypothesis 2 ruled-out The pool is at 20 % evidence 12", HelpGroup.Respond, 7);

    private static readonly Dictionary<string, HypothesisState> Moves = new(StringComparer.OrdinalIgnoreCase)
    {
        ["test"] = HypothesisState.Testing,
        ["stronger"] = HypothesisState.Strengthened,
        ["weaker"] = HypothesisState.Weakened,
        ["confirmed"] = HypothesisState.Confirmed,
        ["ruled-out"] = HypothesisState.RuledOut,
        ["unverified"] = HypothesisState.Unverified,
        ["reopen"] = HypothesisState.Reopened,
        ["testing"] = HypothesisState.Testing,
        ["strengthened"] = HypothesisState.Strengthened,
        ["weakened"] = HypothesisState.Weakened,
        ["confirm"] = HypothesisState.Confirmed,
        ["rule-out"] = HypothesisState.RuledOut,
        ["reopened"] = HypothesisState.Reopened,
    };

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } = [new(Form, Parse, "hypotheses")];

    private static Command Parse(CommandText text)
    {
        if (text.Rest.Length == 0)
            return new ShowHypothesesCommand();
        if (NumberIn(text.FirstWord) is { } number && ParseMove(number, text with { Rest = text.AfterFirstWord }) is { } move)
            return move;

        return text.Rest.Length > HypothesisTerms.LongestText
            ? Form.Refuse($"That is too long; write at most {HypothesisTerms.LongestText} characters, and one hypothesis at a time.")
            : new StateHypothesisCommand(text.Rest);
    }

    // A number may also begin a sentence: "3 replicas are too few". Null: it does.
    private static Command? ParseMove(int number, CommandText text)
    {
        if (text.Rest.Length == 0)
            return new ShowHypothesesCommand();

        var rest = Joined(text);
        var word = DashedWord.Plain(rest.FirstWord).TrimEnd(':');
        if (word == Rank)
            return int.TryParse(rest.AfterFirstWord, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place > 0
                ? new PlaceHypothesisCommand(number, place)
                : Form.Refuse("Say which place it gets: 1 is the first.");
        if (!Moves.TryGetValue(word, out var to))
            return rest.AfterFirstWord.Length > 0 ? null : Form.RefuseWord("word", rest.FirstWord, [.. Moves.Keys, Rank]);
        if (to == HypothesisState.Testing)
            return rest.AfterFirstWord.Length > 0 ? null : new MoveHypothesisCommand(number, to, string.Empty, null);

        var (reason, evidence) = Reason(rest.AfterFirstWord);
        return reason.Length == 0
            ? Form.Refuse("Say why, so that nobody has to look again.")
            : reason.Length > HypothesisTerms.LongestText
                ? Form.Refuse($"A reason can have at most {HypothesisTerms.LongestText} characters. Put details in a note.")
                : new MoveHypothesisCommand(number, to, reason, evidence);
    }

    // "Ruled out" and "rule out" are two words.
    private static CommandText Joined(CommandText text)
    {
        var (first, behind) = (text.FirstWord.ToLowerInvariant(), text.AfterFirstWord);
        return first is "ruled" or "rule" && behind.StartsWith("out", StringComparison.OrdinalIgnoreCase)
            && (behind.Length == 3 || !char.IsLetterOrDigit(behind[3]))
            ? text with { Rest = $"ruled-out {behind[3..].TrimStart(':', ' ')}".TrimEnd() }
            : text;
    }

    private static (string Reason, string? Evidence) Reason(string typed)
    {
        var at = typed.LastIndexOf(EvidenceWord, StringComparison.OrdinalIgnoreCase);
        var value = at < 0 ? string.Empty : typed[(at + EvidenceWord.Length)..].Trim();
        return value.Length > 0 && CauseEvidenceRules.IsMeant(value)
            ? (typed[..at].TrimEnd(' ', ',', ';'), value)
            : (typed, null);
    }

    private static int? NumberIn(string word) =>
        int.TryParse(word.TrimStart('#').TrimEnd(':'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
