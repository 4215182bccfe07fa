using IncidentBot.Commands;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Show the patterns privately.</summary>
/// <param name="Typed">Which one; empty: what fits, and a list of all.</param>
internal sealed record PatternsCommand(string Typed) : Command;

/// <summary>The command about patterns: how people are told of it, and how it is read.</summary>
internal static class PatternsCommands
{
    private static readonly CommandForm Form = new(
        "patterns", "patterns [NUMBER|NAME]",
        "See which known patterns fit what is on record, and read where to look for one.", "patterns 4", HelpGroup.Respond, 8);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } = [new(Form, Parse, "pattern")];

    private static Command Parse(CommandText text) => text.Rest.Length > 100
        ? Form.Refuse("That is too long for the name of a pattern.")
        : new PatternsCommand(text.Rest);
}
