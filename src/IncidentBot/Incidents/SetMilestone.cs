using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents;

/// <summary>Says or corrects when a milestone was.</summary>
public static class SetMilestone
{
    /// <summary>Sets the milestone from what was typed, and says what was understood.</summary>
    public static IncidentFact? Handle(Incident incident, Milestone milestone, When when, Inbound by, Work work)
    {
        var read = when.Resolve(by.At, by.Who.TimeZone);
        return read.At is { } at
            ? Handle(incident, milestone, at, by, work)
            : Finish(incident, new Refusal(read.Problem!), by, work);
    }

    /// <summary>Sets the milestone, and says what was understood.</summary>
    public static IncidentFact? Handle(Incident incident, Milestone milestone, DateTimeOffset at, Inbound by, Work work) =>
        Finish(incident, SetMilestoneRules.Decide(incident, milestone, at, by.Who, by.At), by, work);

    private static MilestoneSet? Finish(Incident incident, Decision<MilestoneSet> decision, Inbound by, Work work)
    {
        if (decision.Fact is not { } set)
        {
            work.Answer(by.Reply, Card.Of(decision.Sentence));
            return null;
        }

        var now = IncidentBoard.Commit(work, incident, set);
        var text = new RichText([]).Bold($"{now.Id}, {IncidentWords.Name(set.Milestone)}: ").Time(set.Instant);
        text = set.Former is { } former ? text.Plain(", not ").Time(former).Plain(".") : text.Plain(".");
        IncidentBoard.Tell(work, now, text, by);
        work.Answer(by.Reply, Card.Of(Understood(incident, set, by)));
        return set;
    }

    private static string Understood(Incident incident, MilestoneSet set, Inbound by)
    {
        var said = $"Understood: {incident.Id}, {IncidentWords.Name(set.Milestone)}: {When.Say(set.Instant, by.At, by.Who.TimeZone)}.";
        return SetMilestoneRules.Oddity(incident, set) is { } oddity ? $"{said} {oddity}" : said;
    }
}

/// <summary>Whether a milestone can have been then.</summary>
public static class SetMilestoneRules
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <summary>Decides on a milestone's instant: not in the future, and nothing ends before it began.</summary>
    public static Decision<MilestoneSet> Decide(Incident incident, Milestone milestone, DateTimeOffset instant, Person by, DateTimeOffset at)
    {
        if (instant > at + Ahead)
            return new Refusal($"{When.Say(instant, at, by.TimeZone)} is still ahead; a milestone is a time that has passed.");

        if (incident.At(milestone) == instant)
            return new AlreadySo($"{incident.Id}, {IncidentWords.Name(milestone)}: {When.Say(instant, at, by.TimeZone)} is on record already.");

        if (milestone == Milestone.Closed && incident.Status != IncidentStatus.Closed)
            return new Refusal($"{incident.Id} is not closed, it is {Words.Of(incident.Status)}. Close it first: `{CommandGrammar.Prefix} status closed`. Then correct the time.");

        if (milestone == Milestone.ImpactStart && FirstEnd(incident) is { } end && incident.At(end) < instant)
            return new Refusal(Reverse(incident, end, incident.At(end)!.Value, instant, at, by));

        if (IsEnd(milestone) && incident.At(Milestone.ImpactStart) is { } start && instant < start)
            return new Refusal(Reverse(incident, milestone, instant, start, at, by));

        return new MilestoneSet(by, at, milestone, instant.ToUniversalTime(), incident.At(milestone));
    }

    /// <summary>Says what looks odd about a milestone that is taken as it is; null: nothing.</summary>
    public static string? Oddity(Incident incident, MilestoneSet set)
    {
        var later = Enum.GetValues<Milestone>().Where(other => IsEnd(other) && other > set.Milestone && incident.At(other) < set.Instant).ToList();
        var earlier = Enum.GetValues<Milestone>().Where(other => IsEnd(set.Milestone) && IsEnd(other) && other < set.Milestone && incident.At(other) > set.Instant).ToList();
        if (later.Count > 0)
            return $"That is later than {IncidentWords.Name(later[0])}; correct one of them if that is a slip.";

        return earlier.Count > 0 ? $"That is earlier than {IncidentWords.Name(earlier[0])}; correct one of them if that is a slip." : null;
    }

    private static bool IsEnd(Milestone milestone) => milestone >= Milestone.Mitigated;

    private static Milestone? FirstEnd(Incident incident)
    {
        var ends = incident.Milestones.Where(known => IsEnd(known.Key)).ToList();
        return ends.Count == 0 ? null : ends.MinBy(known => known.Value).Key;
    }

    private static string Reverse(Incident incident, Milestone end, DateTimeOffset endAt, DateTimeOffset start, DateTimeOffset now, Person by) =>
        $"{incident.Id} can't have been {IncidentWords.Name(end)} ({When.Say(endAt, now, by.TimeZone)}) before its impact began ({When.Say(start, now, by.TimeZone)}). Correct the wrong one first: `{CommandGrammar.Prefix} time impact-start HH:MM` or `{CommandGrammar.Prefix} time {Words.Of(end)} HH:MM`.";
}
