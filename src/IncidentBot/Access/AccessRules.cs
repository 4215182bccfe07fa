using IncidentBot.Incidents.Routes;

namespace IncidentBot.Access;

/// <summary>Who may take a route.</summary>
internal static class AccessRules
{
    /// <summary>
    /// Whether only responders may, where a group of them is set; whoever started an incident may cancel it all the same.
    /// </summary>
    public static bool IsForResponders(Permission needs) =>
        needs is Permission.Close or Permission.Cancel or Permission.CallSeverity1 or Permission.Export;
}
