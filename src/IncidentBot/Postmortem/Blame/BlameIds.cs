namespace IncidentBot.Postmortem.Blame;

/// <summary>The buttons of the blameless check; the ids travel through the platform and come back, so they never change.</summary>
internal static class BlameButtonIds
{
    /// <summary>Shows privately which sentences of the draft blame people. Value: incident.</summary>
    public const string Check = "check_draft";

    /// <summary>Replaces a sentence of the newest draft by better words. Value: <c>incident|key of the sentence</c>.</summary>
    public const string UseRewrite = "use_rewrite";

    /// <summary>Opens the form that asks why a sentence stays. Value: <c>incident|key of the sentence</c>.</summary>
    public const string Leave = "leave_sentence";
}

/// <summary>The forms of the blameless check; the ids never change.</summary>
internal static class BlameFormIds
{
    /// <summary>Says why a sentence stays. Context: <c>incident|key of the sentence</c>; field: reason.</summary>
    public const string Leave = "leave_sentence";
}
