using IncidentBot.Chat;
using IncidentBot.Commands;

namespace IncidentBot.Checklist;

/// <summary>Show the checklist privately, or what helps with one step of it.</summary>
/// <param name="Step">The step's number or key, as typed; null: all steps.</param>
internal sealed record ChecklistCommand(string? Step = null) : Command;

/// <summary>Say who does a step of the checklist.</summary>
/// <param name="Step">The step's number or key, as typed.</param>
/// <param name="Person">Who does it; null: the writer.</param>
internal sealed record AssignCommand(string Step, PersonId? Person) : Command;

/// <summary>Take a step of the checklist off whoever was to do it.</summary>
/// <param name="Step">The step's number or key, as typed.</param>
internal sealed record UnassignCommand(string Step) : Command;

/// <summary>The commands about the checklist: how people are told of them, and how they are read.</summary>
internal static class ChecklistCommands
{
    private static readonly CommandForm Show = new(
        "checklist", "checklist [STEP]", "See the next steps, or the hint for one.", "checklist 3", HelpGroup.Begin, 3);

    private static readonly CommandForm Assign = new(
        "assign", "assign STEP @person|me|none", "Assign a step.", "assign 3 me", HelpGroup.Respond, 2);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
    [
        new(Show, text => new ChecklistCommand(text.Rest.Length == 0 ? null : text.Rest)),
        new(Assign, ParseAssign),
    ];

    private static Command ParseAssign(CommandText text)
    {
        if (text.FirstWord is not { Length: > 0 } step)
            return Assign.Refuse("Say which step, by its number, and who does it.");

        return text.AfterFirstWord.ToLowerInvariant() switch
        {
            "me" => new AssignCommand(step, null),
            "none" => new UnassignCommand(step),
            _ when text.Typed.Mentions.Count == 1 => new AssignCommand(step, text.Typed.Mentions[0].Person),
            _ when text.Typed.Mentions.Count > 1 => Assign.Refuse("One person at a time, please."),
            _ => Assign.Refuse(
                $"Say who does step {CommandText.Shorten(step)}: pick the person from the list that opens when you type @, or write "
                    + "“me”. To unassign it, write “none”."),
        };
    }
}
