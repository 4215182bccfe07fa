namespace IncidentBot.Incidents;

/// <summary>Finds out what on record a milestone rests on.</summary>
internal static class MilestoneSources
{
    /// <summary>The newest fact that says when a milestone was, with its number; null: none does.</summary>
    /// <param name="facts">All that happened to the incident, in order.</param>
    /// <param name="milestone">Which milestone.</param>
    public static (int Number, IncidentFact Fact)? Find(IReadOnlyList<IncidentFact> facts, Milestone milestone)
    {
        var index = facts.ToList().FindLastIndex(fact => Sets(fact, milestone));
        if (index >= 0 || milestone != Milestone.Acknowledged)
            return index < 0 ? null : (index + 1, facts[index]);

        // What was told late may have happened first.
        return facts.Select((fact, at) => (Number: at + 1, Fact: fact)).Where(one => one.Fact.IsResponse)
            .OrderBy(one => one.Fact.At).Cast<(int Number, IncidentFact Fact)?>().FirstOrDefault();
    }

    private static bool Sets(IncidentFact fact, Milestone milestone) => fact switch
    {
        IncidentStarted => milestone == Milestone.Declared,
        StatusChanged changed => changed.Reached == milestone,
        MilestoneSet set => set.Milestone == milestone,
        _ => false,
    };
}
