namespace IncidentBot.Chat;

/// <summary>The shortcuts of the manifest; the ids are part of what admins install.</summary>
public static class ShortcutIds
{
    /// <summary>Message menu: Add to timeline.</summary>
    public const string AddToTimeline = "add_to_timeline";

    /// <summary>Message menu: Start an incident from this message.</summary>
    public const string StartFromMessage = "start_from_message";

    /// <summary>Message menu: Add thread to timeline.</summary>
    public const string AddThreadToTimeline = "add_thread_to_timeline";

    /// <summary>Message menu: Make it an action item.</summary>
    public const string MakeAction = "make_action";

    /// <summary>Message menu: State it as a hypothesis.</summary>
    public const string StateHypothesis = "state_hypothesis";
}
