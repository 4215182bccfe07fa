using IncidentBot.Chat;
using IncidentBot.Commands;

namespace IncidentBot.Actions;

/// <summary>Make an action item.</summary>
/// <param name="Text">What is to be done, as typed.</param>
/// <param name="Owner">Who does it; null: not said.</param>
/// <param name="Due">The day as typed; null: not said.</param>
internal sealed record ActionCommand(string Text, PersonId? Owner, string? Due) : Command
{
    /// <summary>Whether the writer does it.</summary>
    public bool IsMine { get; init; }

    /// <summary>What stands at the end like a day but is none that is understood; it is part of the text. Null: nothing does.</summary>
    public string? NotADay { get; init; }
}

/// <summary>Ask for the form that makes an action item.</summary>
internal sealed record NewActionCommand : Command;

/// <summary>Show action items privately.</summary>
/// <param name="List">Which.</param>
internal sealed record ActionsCommand(ActionList List) : Command;

/// <summary>Which action items are shown.</summary>
internal enum ActionList
{
    /// <summary>Those of the channel's incident; elsewhere the asker's own.</summary>
    Here,

    /// <summary>The open ones that the asker owns.</summary>
    Mine,

    /// <summary>All open ones.</summary>
    Open,

    /// <summary>Those that were to be done by now.</summary>
    Overdue,
}

/// <summary>The commands about action items: how people are told of them, and how they are read.</summary>
internal static class ActionsCommands
{
    /// <summary>Makes an action item.</summary>
    public static readonly CommandForm Make = new(
        "action", "action TEXT [@owner] [due WHEN]", "Add an action item.", "action Cap the pool at 80 connections @maya due friday",
        HelpGroup.Learn, 3);

    /// <summary>Shows action items.</summary>
    public static readonly CommandForm Show = new(
        "actions", "actions [mine|open|overdue]", "See action items.", "actions overdue", HelpGroup.Learn, 4);

    private static readonly IReadOnlyList<string> Lists = ["mine", "open", "overdue"];

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } = [new(Make, ParseMake, "todo"), new(Show, ParseShow)];

    private static Command ParseMake(CommandText text)
    {
        if (text.Rest.Length == 0)
            return new NewActionCommand();

        var read = ActionWords.Read(text);
        if (read.Text.Length == 0)
            return Make.Refuse("Say what is to be done.");

        return read.Text.Length > ActionTerms.LongestText
            ? Make.Refuse($"That is too long for an action item; write at most {ActionTerms.LongestText} characters.")
            : read;
    }

    private static Command ParseShow(CommandText text)
    {
        if (text.Rest.Length == 0)
            return new ActionsCommand(ActionList.Here);

        return Language.Words.TryParse<ActionList>(text.Rest, out var list) && list != ActionList.Here
            ? new ActionsCommand(list)
            : Show.RefuseWord("list", text.Rest, Lists);
    }
}
