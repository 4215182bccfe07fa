namespace IncidentBot.Timeline;

/// <summary>The buttons of the timeline; the ids travel through the platform and come back, so they never change.</summary>
public static class TimelineButtonIds
{
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

    /// <summary>Says that the time of an entry is what was meant. Value: <c>incident|entry</c>.</summary>
    public const string KeepTime = "keep_time";

    /// <summary>Gives an entry the other time that was offered. Value: <c>incident|entry|time</c>, in ticks of UTC.</summary>
    public const string TakeTime = "take_time";

    /// <summary>Notes what the log line or stack trace of an entry says. Value: <c>incident|entry</c>.</summary>
    public const string NoteLog = "note_log";

    /// <summary>Shows the links for a request or trace. Value: <c>incident|id</c>.</summary>
    public const string ShowTrace = "show_trace";

    /// <summary>Shows a page of the timeline. Value: <c>incident|page</c>; without a page, the newest.</summary>
    public const string ShowTimeline = "show_timeline";
}

/// <summary>The forms of the timeline; the ids never change.</summary>
internal static class TimelineFormIds
{
    /// <summary>Changes an entry. Context: <c>incident|entry|version</c>; fields: text, time, kind.</summary>
    public const string EditEntry = "edit_entry";

    /// <summary>Splits an entry in two. Context: <c>incident|entry|version</c>; fields: text, second, time, kind.</summary>
    public const string SplitEntry = "split_entry";
}
