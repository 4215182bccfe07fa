using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Access;

/// <summary>What a request means for the question who may make it.</summary>
public enum Deed
{
    /// <summary>News of the chat itself, in which nobody asks the bot for anything.</summary>
    News,

    /// <summary>Asks what can be typed.</summary>
    AskHelp,

    /// <summary>Reads privately what stands in the incident's channel anyway.</summary>
    Look,

    /// <summary>Marks a message, which the bot reads as a wish.</summary>
    Mark,

    /// <summary>Anything else.</summary>
    Act,

    /// <summary>Says that the work is over.</summary>
    Close,

    /// <summary>Says that there was nothing to work on.</summary>
    Cancel,

    /// <summary>Calls for the highest severity.</summary>
    CallSeverity1,

    /// <summary>Hands the record out.</summary>
    Export,
}

/// <summary>What a request is, for who may make it; whatever is not known here is an act.</summary>
public static class AccessRules
{
    /// <summary>What a request is.</summary>
    /// <param name="by">The request.</param>
    /// <param name="defaultSeverity">What a start without a severity means.</param>
    public static Deed DeedOf(Inbound by, int defaultSeverity) => by switch
    {
        MessageEdited or MessageDeleted or FileDeleted or OwnMessageSeen or ChannelSeen => Deed.News,
        // What the page shows to whom is decided where it is made.
        HomeOpened => Deed.AskHelp,
        CommandTyped typed => DeedOf(CommandParser.Parse(typed.Text), defaultSeverity),
        ReactionAdded or ReactionRemoved or MessagePinned or MessageUnpinned => Deed.Mark,
        FormSubmitted { Form: FormIds.Start } form => DeedOf(StartForm.Read(form.Values), defaultSeverity),
        FormSubmitted { Form: FormIds.Severity } form => DeedOf(new SeverityCommand(SeverityForm.Read(form.Values)), defaultSeverity),
        ButtonPressed pressed => DeedOf(pressed),
        _ => Deed.Act,
    };

    /// <summary>Whether only responders may do it, where a group of them is set; whoever started an incident may cancel it all the same.</summary>
    public static bool IsForResponders(Deed deed) => deed is Deed.Close or Deed.Cancel or Deed.CallSeverity1 or Deed.Export;

    private static Deed DeedOf(Command command, int defaultSeverity) => command switch
    {
        HelpCommand or NotUnderstood or SeverityCommand { NotALevel: not null } => Deed.AskHelp,
        TimelineCommand or ChecklistCommand or MilestonesCommand => Deed.Look,
        StatusCommand status => DeedOf(status.Status),
        SeverityCommand { Severity: 1 } => Deed.CallSeverity1,
        StartCommand start when (start.Severity ?? defaultSeverity) == 1 => Deed.CallSeverity1,
        ExportCommand => Deed.Export,
        _ => Deed.Act,
    };

    private static Deed DeedOf(ButtonPressed pressed) => pressed.Action switch
    {
        ButtonActions.ShowTimeline or ButtonActions.HintStep or ButtonActions.ShowMilestones => Deed.Look,
        ButtonActions.ExportPostmortem => Deed.Export,
        ButtonActions.SetStatus when IncidentButtons.TryRead(pressed.Value, out _, out var more) => DeedOf(more),
        _ => Deed.Act,
    };

    private static Deed DeedOf(string status) => Words.TryParse<IncidentStatus>(status, out var parsed) ? DeedOf(parsed) : Deed.Act;

    private static Deed DeedOf(IncidentStatus status) => status switch
    {
        IncidentStatus.Closed => Deed.Close,
        IncidentStatus.Cancelled => Deed.Cancel,
        _ => Deed.Act,
    };
}
