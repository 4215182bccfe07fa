using IncidentBot.Chat;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Access;

/// <summary>Who may take a route.</summary>
internal static class AccessRules
{
    /// <summary>
    /// Whether it is nobody who could do or ask for anything: an account that was closed, or a program that types a command. What merely
    /// became of a message still reaches the record.
    /// </summary>
    public static bool IsNobody(Inbound by, Permission needs) =>
        (by.Who.Membership == Membership.Closed && needs != Permission.None) || by is CommandTyped { Who.IsBot: true };

    /// <summary>
    /// Whether only responders may, where a group of them is set; whoever started an incident may cancel it all the same.
    /// </summary>
    public static bool IsForResponders(Permission needs) =>
        needs is Permission.Close or Permission.Reopen or Permission.Cancel or Permission.CallSeverity1 or Permission.Export;
}
