namespace IncidentBot.Incidents;

/// <summary>The buttons of the incident itself; the ids travel through the platform and come back, so they never change.</summary>
public static class IncidentButtonIds
{
    /// <summary>The presser becomes commander. Value: incident.</summary>
    public const string TakeCommand = "take_command";

    /// <summary>The one who was asked takes a role over. Value: <c>incident|role|asked|holder</c>.</summary>
    public const string AcceptRole = "accept_role";

    /// <summary>The one who was asked to take a role over will not. Value: as <see cref="AcceptRole"/>.</summary>
    public const string DeclineRole = "decline_role";

    /// <summary>Opens the form that asks what changed with a status. Value: incident.</summary>
    public const string SayWhatChanged = "say_what_changed";

    /// <summary>Opens the form that asks what happened, to close what was never mitigated. Value: incident.</summary>
    public const string SayWhatHappened = "say_what_happened";

    /// <summary>Tries once more to open a channel that could not be opened. Value: incident.</summary>
    public const string OpenChannelAgain = "open_channel_again";

    /// <summary>Sets a status. Value: <c>incident|status</c>.</summary>
    public const string SetStatus = "set_status";

    /// <summary>Shows all milestones. Value: incident.</summary>
    public const string ShowMilestones = "show_milestones";

    /// <summary>Opens the form that sets or corrects a milestone. Value: <c>incident|milestone</c>.</summary>
    public const string CorrectMilestone = "correct_milestone";

    /// <summary>Opens the form that says how bad it is. Value: incident.</summary>
    public const string ChangeSeverity = "change_severity";

    /// <summary>Shows the affected services privately. Value: incident.</summary>
    public const string ShowServices = "show_services";

    /// <summary>
    /// Invites the owners of an affected service. Value: <c>incident|group</c>, and <c>|private</c> where the button has asked whether a
    /// private incident is to be shown to them.
    /// </summary>
    public const string InviteOwners = "invite_owners";

    /// <summary>Opens the form with all questions of a phase of the checklist. Value: <c>incident|phase</c>.</summary>
    public const string AnswerQuestions = "answer_questions";

    /// <summary>Opens the form that asks for an update. Value: incident.</summary>
    public const string WriteUpdate = "write_update";

    /// <summary>Archives the channel of an incident that is over. Value: incident.</summary>
    public const string ArchiveChannel = "archive_channel";

    /// <summary>Opens the form that starts an incident. Value: nothing that counts.</summary>
    public const string StartIncident = "start_incident";

    /// <summary>Starts an incident whose words could be read in two ways. Value: <c>start|question|reading</c>.</summary>
    public const string StartAsRead = "start_as_read";

    /// <summary>Says privately how things stand. Value: incident.</summary>
    public const string CatchMeUp = "catch_me_up";

    /// <summary>Opens the form that makes an action item of an entry of the timeline. Value: <c>incident|entry</c>.</summary>
    public const string MakeAction = "make_action";

    /// <summary>Opens the form that states a hypothesis. Value: <c>incident</c>, or <c>incident|change|number</c>.</summary>
    public const string StateHypothesis = "state_hypothesis";

    /// <summary>Assembles the postmortem draft. Value: incident.</summary>
    public const string AssemblePostmortem = "assemble_postmortem";

    /// <summary>Uploads the postmortem draft into the channel. Value: incident.</summary>
    public const string ExportPostmortem = "export_postmortem";
}

/// <summary>The forms of the incident itself; the ids never change.</summary>
internal static class IncidentFormIds
{
    /// <summary>Starts an incident. Fields: title, severity, service, impact, visibility, also.</summary>
    public const string Start = "start";

    /// <summary>Sets or corrects a milestone. Context: <c>incident|milestone|what was on record</c>; fields: time, reason.</summary>
    public const string Milestone = "milestone";

    /// <summary>Says how bad it is. Context: <c>incident|severity when the form was opened</c>; field: severity.</summary>
    public const string Severity = "severity";

    /// <summary>Says what changed with a status. Context: incident; field: sentence.</summary>
    public const string WhatChanged = "what_changed";

    /// <summary>Closes an incident that was never mitigated. Context: incident; field: sentence.</summary>
    public const string WhatHappened = "what_happened";

    /// <summary>Gives an update. Context: incident; field: text.</summary>
    public const string Update = "update";
}
