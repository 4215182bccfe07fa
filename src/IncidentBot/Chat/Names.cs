namespace IncidentBot.Chat;

/// <summary>What buttons ask for; the ids travel through the platform and come back.</summary>
public static class ButtonActions
{
    /// <summary>The presser becomes commander. Value: incident.</summary>
    public const string TakeCommand = "take_command";

    /// <summary>The one who was asked takes a role over. Value: <c>incident|role|asked|holder</c>.</summary>
    public const string AcceptRole = "accept_role";

    /// <summary>The one who was asked to take a role over will not. Value: as <see cref="AcceptRole"/>.</summary>
    public const string DeclineRole = "decline_role";

    /// <summary>Opens the form that asks what changed with a status. Value: incident.</summary>
    public const string SayWhatChanged = "say_what_changed";

    /// <summary>Tries once more to open a channel that could not be opened. Value: incident.</summary>
    public const string OpenChannelAgain = "open_channel_again";

    /// <summary>Sets a status. Value: <c>incident|status</c>.</summary>
    public const string SetStatus = "set_status";

    /// <summary>Ticks a step. Value: <c>incident|step</c>.</summary>
    public const string TickStep = "tick_step";

    /// <summary>Takes a tick or a skip back. Value: <c>incident|step</c>.</summary>
    public const string UntickStep = "untick_step";

    /// <summary>Opens the form that asks for the reason to skip. Value: <c>incident|step</c>.</summary>
    public const string SkipStep = "skip_step";

    /// <summary>Opens the form for an assess question. Value: <c>incident|step</c>.</summary>
    public const string AnswerStep = "answer_step";

    /// <summary>Says what helps with a step. Value: <c>incident|#number</c>, since a menu has little room.</summary>
    public const string HintStep = "hint_step";

    /// <summary>The presser does a step. Value: as <see cref="HintStep"/>.</summary>
    public const string TakeStep = "take_step";

    /// <summary>Opens the form that asks who does a step. Value: as <see cref="HintStep"/>.</summary>
    public const string AssignStep = "assign_step";

    /// <summary>Nobody does a step any more. Value: as <see cref="HintStep"/>.</summary>
    public const string FreeStep = "free_step";

    /// <summary>Shows all milestones. Value: incident.</summary>
    public const string ShowMilestones = "show_milestones";

    /// <summary>Opens the form that sets or corrects a milestone. Value: <c>incident|milestone</c>.</summary>
    public const string CorrectMilestone = "correct_milestone";

    /// <summary>Opens the form that says how bad it is. Value: incident.</summary>
    public const string ChangeSeverity = "change_severity";

    /// <summary>Unfolds a phase of the checklist. Value: <c>incident|phase</c>.</summary>
    public const string ShowPhase = "show_phase";

    /// <summary>Pulls the deploys again. Value: incident.</summary>
    public const string RefreshDeploys = "refresh_deploys";

    /// <summary>Assembles the postmortem draft. Value: incident.</summary>
    public const string AssemblePostmortem = "assemble_postmortem";

    /// <summary>Uploads the postmortem draft into the channel. Value: incident.</summary>
    public const string ExportPostmortem = "export_postmortem";

    /// <summary>Sets the kind of a timeline entry. Value: <c>incident|entry|kind</c>.</summary>
    public const string SetKind = "set_kind";

    /// <summary>Opens the form that changes an entry's words, time or kind. Value: <c>incident|entry</c>.</summary>
    public const string EditEntry = "edit_entry";

    /// <summary>Opens the form that splits an entry in two. Value: <c>incident|entry</c>.</summary>
    public const string SplitEntry = "split_entry";

    /// <summary>Takes an entry out of the timeline. Value: <c>incident|entry</c>.</summary>
    public const string WithdrawEntry = "withdraw_entry";

    /// <summary>Downloads an entry's missing files once more. Value: <c>incident|entry</c>.</summary>
    public const string KeepFiles = "keep_files";

    /// <summary>Brings a withdrawn entry back. Value: <c>incident|entry</c>.</summary>
    public const string RestoreEntry = "restore_entry";

    /// <summary>Shows the entries that were withdrawn. Value: incident.</summary>
    public const string ShowWithdrawn = "show_withdrawn";

    /// <summary>Adds to the timeline what a preview has shown. Value: <c>incident|capture|thread|latest|from|to|count</c>.</summary>
    public const string CaptureAll = "capture_all";

    /// <summary>Opens the form that asks for an update. Value: incident.</summary>
    public const string WriteUpdate = "write_update";

    /// <summary>Puts the reminder of an update off. Value: <c>incident|minutes</c>.</summary>
    public const string SnoozeReminder = "snooze_reminder";

    /// <summary>Stops the reminders of updates. Value: incident.</summary>
    public const string StopReminders = "stop_reminders";

    /// <summary>Archives the channel of an incident that is over. Value: incident.</summary>
    public const string ArchiveChannel = "archive_channel";

    /// <summary>Opens the form that starts an incident. Value: nothing that counts.</summary>
    public const string StartIncident = "start_incident";

    /// <summary>Opens the form that asks what incidents are looked for. Value: nothing that counts.</summary>
    public const string FindIncidents = "find_incidents";

    /// <summary>Shows the recent incidents instead of those that were found. Value: nothing that counts.</summary>
    public const string ForgetFound = "forget_found";

    /// <summary>Shows a page of the timeline. Value: <c>incident|page</c>; without a page, the newest.</summary>
    public const string ShowTimeline = "show_timeline";
}

/// <summary>The forms that the bot opens.</summary>
internal static class FormIds
{
    /// <summary>Starts an incident. Fields: title, severity, service.</summary>
    public const string Start = "start";

    /// <summary>Answers an assess question. Context: <c>incident|step</c>; field: answer.</summary>
    public const string AnswerStep = "answer_step";

    /// <summary>Skips a step. Context: <c>incident|step</c>; field: reason.</summary>
    public const string SkipStep = "skip_step";

    /// <summary>Says who does a step. Context: <c>incident|step</c>; field: person.</summary>
    public const string AssignStep = "assign_step";

    /// <summary>Sets or corrects a milestone. Context: <c>incident|milestone|what was on record</c>; fields: time, reason.</summary>
    public const string Milestone = "milestone";

    /// <summary>Says how bad it is. Context: <c>incident|severity when the form was opened</c>; field: severity.</summary>
    public const string Severity = "severity";

    /// <summary>Says what changed with a status. Context: incident; field: sentence.</summary>
    public const string WhatChanged = "what_changed";

    /// <summary>Changes an entry. Context: <c>incident|entry|version</c>; fields: text, time, kind.</summary>
    public const string EditEntry = "edit_entry";

    /// <summary>Splits an entry in two. Context: <c>incident|entry|version</c>; fields: text, second, time, kind.</summary>
    public const string SplitEntry = "split_entry";

    /// <summary>Looks for incidents by their words. Field: words.</summary>
    public const string FindIncidents = "find_incidents";

    /// <summary>Gives an update. Context: incident; field: text.</summary>
    public const string Update = "update";
}

/// <summary>The shortcuts of the manifest; the ids are part of what admins install.</summary>
public static class ShortcutIds
{
    /// <summary>Message menu: Add to timeline.</summary>
    public const string AddToTimeline = "add_to_timeline";

    /// <summary>Message menu: Start an incident from this message.</summary>
    public const string StartFromMessage = "start_from_message";

    /// <summary>Message menu: Add thread to timeline.</summary>
    public const string AddThreadToTimeline = "add_thread_to_timeline";
}
