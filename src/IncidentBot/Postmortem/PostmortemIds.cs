namespace IncidentBot.Postmortem;

/// <summary>The buttons of the postmortem; the ids travel through the platform and come back, so they never change.</summary>
internal static class PostmortemButtonIds
{
    /// <summary>Puts the draft into a pull request. Value: incident.</summary>
    public const string OpenPull = "open_postmortem_pull";
}
