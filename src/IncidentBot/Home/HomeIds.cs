namespace IncidentBot.Home;

/// <summary>The buttons of the bot's own page; the ids travel through the platform and come back, so they never change.</summary>
internal static class HomeButtonIds
{
    /// <summary>Opens the form that asks what incidents are looked for. Value: nothing that counts.</summary>
    public const string FindIncidents = "find_incidents";

    /// <summary>Shows the recent incidents instead of those that were found. Value: nothing that counts.</summary>
    public const string ForgetFound = "forget_found";
}

/// <summary>The forms of the bot's own page; the ids never change.</summary>
internal static class HomeFormIds
{
    /// <summary>Looks for incidents by their words. Field: words.</summary>
    public const string FindIncidents = "find_incidents";
}
