namespace IncidentBot.Actions;

/// <summary>The buttons of action items; the ids travel through the platform and come back, so they never change.</summary>
internal static class ActionsButtonIds
{
    /// <summary>Opens the form that changes an action item. Value: <c>incident|number</c>.</summary>
    public const string Edit = "edit_action";

    /// <summary>Says that an action item is done. Value: <c>incident|number</c>.</summary>
    public const string Finish = "finish_action";

    /// <summary>Opens the form that drops an action item. Value: <c>incident|number</c>.</summary>
    public const string Drop = "drop_action";

    /// <summary>Opens an action item again. Value: <c>incident|number</c>.</summary>
    public const string Reopen = "reopen_action";

    /// <summary>Makes an issue of an action item. Value: <c>incident|number</c>.</summary>
    public const string MakeIssue = "make_issue";

    /// <summary>Shows a page of action items. Value: <c>actions|list|page</c>.</summary>
    public const string Show = "show_actions";

    /// <summary>Puts the weekly message off. Value: <c>actions|weeks</c>.</summary>
    public const string Snooze = "snooze_actions";

    /// <summary>Opens the form for what replaces a temporary fix. Value: <c>incident|fix|entry</c>.</summary>
    public const string ReplaceFix = "replace_fix";
}

/// <summary>The forms of action items; the ids never change.</summary>
internal static class ActionsFormIds
{
    /// <summary>Makes an action item. Context: <c>incident</c>, <c>incident|entry|number</c>, <c>incident|message|channel|id</c> or
    /// <c>incident|fix|entry</c>; fields: text, owner, due, done, kind, horizon.</summary>
    public const string Make = "make_action";

    /// <summary>Changes an action item. Context: <c>incident|number|version</c>; fields: as <see cref="Make"/>.</summary>
    public const string Edit = "edit_action";

    /// <summary>Drops an action item. Context: <c>incident|number</c>; field: reason.</summary>
    public const string Drop = "drop_action";
}
