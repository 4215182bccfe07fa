namespace IncidentBot.Changes;

/// <summary>The buttons of the list of changes; the ids travel through the platform and come back, so they never change.</summary>
internal static class ChangesButtonIds
{
    /// <summary>Pulls the deploys again. Value: incident.</summary>
    public const string RefreshDeploys = "refresh_deploys";
}
