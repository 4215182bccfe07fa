namespace IncidentBot.Postmortem.Versions;

/// <summary>The buttons of the draft; the ids travel through the platform and come back, so they never change.</summary>
internal static class DraftButtonIds
{
    /// <summary>Shows the sections privately, to pick one. Value: incident.</summary>
    public const string ListSections = "list_sections";

    /// <summary>Shows the draft privately. Value: incident.</summary>
    public const string ReadDraft = "read_draft";

    /// <summary>Opens the form of one section. Value: <c>incident|version|place of the section</c>.</summary>
    public const string EditSection = "edit_section";

    /// <summary>Shows the versions privately. Value: incident.</summary>
    public const string ShowVersions = "show_versions";

    /// <summary>Opens the form that asks who reviews the draft. Value: incident.</summary>
    public const string AskReview = "ask_review";

    /// <summary>The presser approves the draft. Value: <c>incident|version</c>.</summary>
    public const string ApproveDraft = "approve_draft";

    /// <summary>Publishes the draft. Value: <c>incident|version</c>.</summary>
    public const string PublishDraft = "publish_draft";

    /// <summary>Publishes the draft in spite of what the checks have found. Value: <c>incident|version</c>.</summary>
    public const string PublishAnyway = "publish_anyway";

    /// <summary>Asks for a review in spite of what the checks have found. Value: <c>incident|version|person</c>.</summary>
    public const string ReviewAnyway = "review_anyway";

    /// <summary>Puts a reminder of the draft off. Value: <c>incident|step|hours</c>.</summary>
    public const string SnoozeDraft = "snooze_draft";

    /// <summary>Ends the reminders of the draft. Value: incident.</summary>
    public const string StopDraftReminders = "stop_draft_reminders";
}

/// <summary>The forms of the draft; the ids never change.</summary>
internal static class DraftFormIds
{
    /// <summary>Edits one section. Context: <c>incident|version|place of the section</c>; fields: heading, text.</summary>
    public const string EditSection = "edit_section";

    /// <summary>Says who reviews the draft. Context: incident; field: person.</summary>
    public const string AskReview = "ask_review";
}
