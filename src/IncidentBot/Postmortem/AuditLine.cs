using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem;

/// <summary>
/// Prints the head of an incident's chain of changes below what is given out, so that it stands where the database's owner cannot change
/// it.
/// </summary>
internal static class AuditLine
{
    /// <summary>The document with the line; without changes on the trail as it is.</summary>
    public static string Append(string markdown, IncidentId incident, AuditHead head) => head.Seq == 0
        ? markdown
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{markdown}\n---\n\nAudit trail of {incident}: {head.Seq} changes, head `{head.Hash}`. To check: "
                + $"`audit verify {incident} --head {head.Hash}`\n");
}
