using System.Globalization;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Postmortem;

/// <summary>
/// Prints the head of an incident's chain of changes below what is given out, so that it stands where the database's owner cannot change
/// it.
/// </summary>
internal static class AuditLine
{
    /// <summary>The document with the line; without changes on the trail as it is.</summary>
    public static string Append(string markdown, IncidentId incident, AuditHeads heads)
    {
        var head = heads.Head;
        if (head.Seq == 0)
            return markdown;

        var key = heads.Key is { } began
            ? string.Create(
                CultureInfo.InvariantCulture, $" MACs with the key {began.Id} since change {began.Seq}, {When.ToTheSecond(began.At)}.")
            : string.Empty;
        var store = heads.StoreHead is { } newest
            ? $"\nHead of the whole store: `{newest}`. To check that no incident is missing: `audit verify --store-head {newest}`\n"
            : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{markdown}\n---\n\nAudit trail of {incident}: {head.Seq} changes, head `{head.Hash}`.{key} To check: "
                + $"`audit verify {incident} --head {head.Hash}`\n{store}");
    }
}
