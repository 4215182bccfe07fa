using System.Globalization;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Language;

namespace IncidentBot.Changes.Ranking;

/// <summary>Finds what has moved from one ranking to the next, and says it in a line.</summary>
internal static class RankingMoves
{
    /// <summary>What has moved most; null: nothing has, or nothing was shown before.</summary>
    public static StoredMove? Find(StoredRanking former, RankedChanges now)
    {
        if (former.Scores.Count == 0)
            return null;

        var all = now.All.Take(StoredRanking.Listed).Select(one => Of(former, one.Change.Key, one.Score, one.Parts, now.AsOf))
            .Append(Of(former, StoredRanking.NoChange, now.NoChange.Score, now.NoChange.Parts, now.AsOf));
        // Of a long list only the first were remembered: what comes in from below is not new.
        var knowsAll = former.Scores.Count <= StoredRanking.Listed;
        return all.Where(move => move.From is { } from ? from != move.To : knowsAll && move.To > 0)
            .OrderByDescending(move => Math.Abs(move.To - (move.From ?? 0)))
            .ThenByDescending(move => move.To).FirstOrDefault();
    }

    /// <summary>"v2.3.1 rose from 41 to 72"; the reasons stand beside the change. Null: it can't be said any more.</summary>
    public static string? InWords(StoredMove move, RankedChanges now)
    {
        var name = move.Change == StoredRanking.NoChange ? "“no change of ours”"
            : now.Find(move.Change) is { } one ? ChangeWording.Told(one.Change)
            : null;
        if (name is null)
            return null;

        var how = move.From is { } from
            ? string.Create(CultureInfo.InvariantCulture, $"{(move.To > from ? "rose" : "fell")} from {from} to {move.To}")
            : string.Create(CultureInfo.InvariantCulture, $"is new, with {move.To}");
        return $"{name} {how}";
    }

    private static StoredMove Of(StoredRanking former, string key, int score, IReadOnlyList<SuspicionPart> parts, DateTimeOffset at)
    {
        var before = former.Scores.GetValueOrDefault(key);
        var sign = score >= (before?.Score ?? 0) ? 1 : -1;
        var now = StoredScore.Of(score, parts).Parts;
        var most = now.Keys.Concat(before?.Parts.Keys ?? []).Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Points: sign * (now.GetValueOrDefault(name) - (before?.Parts.GetValueOrDefault(name) ?? 0))))
            .OrderByDescending(one => one.Points).ThenBy(one => one.Name, StringComparer.Ordinal).FirstOrDefault();
        return new StoredMove(key, before?.Score, score, most.Points > 0 ? most.Name : null, at);
    }
}
