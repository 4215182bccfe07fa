using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Causes;

/// <summary>Add a why or a contributing factor.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Under">The label of the why or factor, of its own kind, that it goes under; null: not said.</param>
/// <param name="Category">Where it lies; null: not said.</param>
/// <param name="Evidence">What speaks for it, as typed; null: not said.</param>
internal sealed record AddCauseCommand(CauseKind Kind, string Text, string? Under, CauseCategory? Category, string? Evidence) : Command;

/// <summary>Show the whys and factors privately.</summary>
internal sealed record ShowCausesCommand : Command;

/// <summary>The commands about whys and factors: how people are told of them, and how they are read.</summary>
internal static class CausesCommands
{
    private static readonly CommandForm Why = new(
        "why", "why [TEXT] [under 1.2] [kind KIND] [evidence ENTRY|LINK]", "Add a why, or see all of them.",
        "why The pool was too small under 1 evidence 12", HelpGroup.Learn, 5)
    {
        Kinds = Words.All<CauseCategory>(),
    };

    private static readonly CommandForm Factor = new(
        "factor", "factor [TEXT] [under 1] [kind KIND] [evidence ENTRY|LINK]", "Add a contributing factor.",
        "factor No alert on the queue kind detection", HelpGroup.Learn, 6)
    {
        Kinds = Words.All<CauseCategory>(),
    };

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
    [
        new(Why, text => Parse(Why, CauseKind.Why, text), "whys"), new(Factor, text => Parse(Factor, CauseKind.Factor, text), "factors"),
    ];

    private static Command Parse(CommandForm form, CauseKind kind, CommandText text)
    {
        if (text.Rest.Length == 0)
            return new ShowCausesCommand();

        var read = CauseWords.Read(kind, text.Rest);
        if (read.Unknown is { } unknown)
            return form.RefuseWord("kind", unknown, form.Kinds);
        if (read.Command.Text.Length == 0)
            return form.Refuse(kind == CauseKind.Why ? "Say why it happened." : "Say what contributed.");

        return read.Command.Text.Length > Cause.LongestText
            ? form.Refuse($"That is too long; write at most {Cause.LongestText} characters, and one cause at a time.")
            : read.Command;
    }
}
