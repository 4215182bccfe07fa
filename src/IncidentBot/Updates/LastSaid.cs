using IncidentBot.Incidents;

namespace IncidentBot.Updates;

/// <summary>When people were last told how an incident stands.</summary>
internal static class LastSaid
{
    /// <summary>By the newest update, or by what was said with a status after it; null: nothing was said yet.</summary>
    public static DateTimeOffset? In(Incident incident)
    {
        var (update, sentence) = (incident.LastUpdate?.At, incident.LastSentence?.At);
        return update is null || sentence > update ? sentence : update;
    }
}
