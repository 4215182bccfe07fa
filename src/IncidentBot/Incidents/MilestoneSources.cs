namespace IncidentBot.Incidents;

/// <summary>Finds out what on record a milestone rests on.</summary>
public static class MilestoneSources
{
    /// <summary>The newest fact that says when a milestone was, with its number; null: none does.</summary>
    /// <param name="facts">All that happened to the incident, in order.</param>
    /// <param name="milestone">Which milestone.</param>
    public static (int Number, IncidentFact Fact)? Find(IReadOnlyList<IncidentFact> facts, Milestone milestone)
    {
        var index = facts.ToList().FindLastIndex(fact => Sets(fact, milestone));
        if (index < 0 && milestone == Milestone.Acknowledged)
            index = facts.ToList().FindIndex(fact => fact.IsResponse);

        return index < 0 ? null : (index + 1, facts[index]);
    }

    private static bool Sets(IncidentFact fact, Milestone milestone) => fact switch
    {
        IncidentStarted => milestone == Milestone.Declared,
        StatusChanged changed => changed.Reached == milestone,
        MilestoneSet set => set.Milestone == milestone,
        _ => false,
    };
}
