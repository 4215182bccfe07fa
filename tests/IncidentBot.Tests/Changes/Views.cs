using IncidentBot.Changes;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Ranking;
using IncidentBot.Incidents;

namespace IncidentBot.Tests.Changes;

/// <summary>What the message about changes shows of a record alone.</summary>
internal static class Views
{
    public static ChangesView Of(Incident incident, ChangeRecord record, RankingMaterial? material = null)
    {
        var ranked = RankedChanges.Of(material ?? Material(incident, record), record.LastPull?.AskedAt ?? DateTimeOffset.MaxValue);
        return new ChangesView(incident, record, ranked, StoredRanking.None.After(ranked));
    }

    public static RankingMaterial Material(Incident incident, ChangeRecord record) => new(incident, [], [], [], record, [], OwnChanges.Unknown);
}
