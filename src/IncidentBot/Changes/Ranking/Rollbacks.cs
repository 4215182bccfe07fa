namespace IncidentBot.Changes.Ranking;

/// <summary>Finds the change by which another one was rolled back.</summary>
internal static class Rollbacks
{
    // What comes much later went back for other reasons.
    private const int MostLookedAt = 5;

    /// <summary>The change that a person linked, or that went back to an earlier version; null: none is on record.</summary>
    public static ServiceChange? Of(RankedChange one, ChangeRecord record) =>
        one.Decided.RolledBack?.Later is { } later && record.All.FirstOrDefault(change => change.Key == later) is { } linked
            ? linked
            : Find(one.Change, record);

    /// <summary>The same as the record alone shows it.</summary>
    public static ServiceChange? Find(ServiceChange change, ChangeRecord record)
    {
        if (!change.WentLive)
            return null;

        var later = record.After.Concat(record.Before)
            .Where(one => one.At > change.At && one.Service == change.Service && one.Environment == change.Environment)
            .Reverse().Take(MostLookedAt).ToList();
        return later.Find(one => string.Equals(one.Details.RollbackOf, change.Ref, StringComparison.OrdinalIgnoreCase))
            ?? (later is [var next, ..] && PullChangesRules.IsRollback(next, record) ? next : null);
    }

    /// <summary>The version that was live before a change; null: it isn't known.</summary>
    public static string? Former(ServiceChange change, ChangeRecord record) =>
        change.Details.Former ?? record.After.Concat(record.Before).FirstOrDefault(
            one => one.At < change.At && one.Service == change.Service && one.Environment == change.Environment && one.Ref != change.Ref)
            ?.Ref;
}
