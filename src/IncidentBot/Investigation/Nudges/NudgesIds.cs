namespace IncidentBot.Investigation.Nudges;

/// <summary>The buttons of nudges; the ids travel through the platform and come back, so they never change.</summary>
internal static class NudgeButtonIds
{
    /// <summary>Opens the form that answers a nudge. Value: <c>incident|nudge|entry</c>; entry 0: about none.</summary>
    public const string Answer = "answer_nudge";

    /// <summary>Turns a nudge off in this incident. Value: as <see cref="Answer"/>.</summary>
    public const string Off = "nudge_off";

    /// <summary>Turns a nudge off for good. Value: as <see cref="Answer"/>.</summary>
    public const string OffForGood = "nudge_off_for_good";
}

/// <summary>The forms of nudges; the ids never change.</summary>
internal static class NudgeFormIds
{
    /// <summary>Answers a nudge. Context: <c>incident|nudge|entry</c>; field: text.</summary>
    public const string Answer = "answer_nudge";
}
