using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Says or corrects when a milestone was.</summary>
internal sealed class SetMilestone
{
    /// <summary>
    /// Sets the milestone from what was typed. Everybody reads when it was; the writer is told only what is odd about it, or where they
    /// don't read the channel.
    /// </summary>
    /// <param name="incident">Whose milestone.</param>
    /// <param name="milestone">Which one.</param>
    /// <param name="when">When it was.</param>
    /// <param name="reason">Why, as typed; null: not said.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="work">What it leads to.</param>
    public static Happened Handle(Incident incident, Milestone milestone, When when, string? reason, Inbound by, Work work)
    {
        var read = when.Resolve(by.At, by.Who.TimeZone);
        return Finish(incident, SetMilestoneRules.Decide(incident, milestone, read, by.Who, by.At, reason), by, work, read.Twice);
    }

    /// <summary>Sets the milestone from the filled-in form.</summary>
    public static Happened Handle(Incident incident, string more, FormSubmitted by, Work work)
    {
        if (!MilestoneForm.TryRead(more, out var milestone, out var former))
            return Finish(
                incident, new Refusal($"I can't tell which milestone you mean. To see them, type {CommandGrammar.Typed("milestones")}."),
                by, work);

        var (decision, _) = MilestoneForm.Decide(incident, milestone, former, by.Values, by.Who, by.At);
        var read = When.ParseField(by.Values.GetValueOrDefault(MilestoneForm.Time), former, by.At, by.Who.TimeZone);
        return Finish(incident, decision, by, work, read.Twice);
    }

    /// <summary>Sets the milestone to what was answered in the checklist.</summary>
    public static Happened Handle(Incident incident, Milestone milestone, WhenRead read, Inbound by, Work work) =>
        Finish(incident, SetMilestoneRules.Decide(incident, milestone, read, by.Who, by.At), by, work, read.Twice);

    /// <summary>Sets the milestone to a moment that the bot has offered, where another message of the channel says so.</summary>
    /// <param name="incident">Whose milestone.</param>
    /// <param name="milestone">Which one.</param>
    /// <param name="instant">When it was.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who takes the offer.</param>
    /// <param name="work">What it leads to.</param>
    public static Happened HandleBelowCard(
        Incident incident, Milestone milestone, DateTimeOffset instant, string reason, Inbound by, Work work)
    {
        var decision = SetMilestoneRules.Decide(incident, milestone, instant, by.Who, by.At, reason);
        if (decision.Fact is { } set)
            IncidentBoard.PostBelowCard(
                work, IncidentBoard.Commit(work, incident, set), new RichText([]).Person(by.Who.Id, by.Who.Name).Plain(" ").Then(Line(set)),
                by);
        return Happened.Of(incident, decision);
    }

    private static RichText Line(MilestoneSet set)
    {
        var text = new RichText([]).Plain("set ").Bold(IncidentWords.Name(set.Milestone)).Plain(" to ").Time(set.Instant);
        text = set.Former is { } former ? text.Plain(", not ").Time(former) : text;
        return text.Plain(set.Reason is { } reason ? $", because {reason}." : ".");
    }

    private static Happened Finish(Incident incident, Decision<MilestoneSet> decision, Inbound by, Work work, string? remark = null)
    {
        if (decision.Fact is not { } set)
            return Happened.Refused(decision.Sentence);

        IncidentBoard.PostTogether(work, IncidentBoard.Commit(work, incident, set), Line(set), by);
        var happened = Happened.To(incident, set);
        return Understood(incident, set, by, remark) is { } understood ? happened.Answering(Card.Of(understood)) : happened;
    }

    private static RichText? Understood(Incident incident, MilestoneSet set, Inbound by, string? remark)
    {
        var oddity = SetMilestoneRules.Oddity(incident, set);
        if (remark is null && oddity is null && IncidentBoard.IsReadBy(incident, by.Reply))
            return null;

        var said = $"Understood: {incident.Id}, {IncidentWords.Name(set.Milestone)}: {When.Say(set.Instant, by.At, by.Who.TimeZone)}."
            + (remark is null ? string.Empty : $" {remark}");
        return oddity is null ? said : RichText.Of($"{said} {oddity}");
    }
}

/// <summary>Whether a milestone can have been then.</summary>
internal static class SetMilestoneRules
{
    /// <summary>The longest reason; characters.</summary>
    public const int LongestReason = 500;

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <summary>Decides on a time that was typed; a refusal says how it was read, which may be what surprises the writer.</summary>
    /// <param name="incident">Whose milestone.</param>
    /// <param name="milestone">Which one.</param>
    /// <param name="read">What the typed time was understood as.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="at">When they say so; UTC.</param>
    /// <param name="reason">Why, as typed; null or blank: not said.</param>
    public static Decision<MilestoneSet> Decide(
        Incident incident, Milestone milestone, WhenRead read, Person by, DateTimeOffset at, string? reason = null)
    {
        if (read.At is not { } instant)
            return new Refusal(read.Problem!);

        var decision = Decide(incident, milestone, instant, by, at, reason);
        return decision.IsRefusal
            ? new Refusal($"{decision.Sentence} I read the time as {When.SayRead(instant, at, by.TimeZone)}.")
            : decision;
    }

    /// <summary>Decides on a milestone's instant: not in the future, and nothing ends before it began.</summary>
    /// <param name="incident">Whose milestone.</param>
    /// <param name="milestone">Which one.</param>
    /// <param name="instant">When it was.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="at">When they say so; UTC.</param>
    /// <param name="reason">Why, as typed; null or blank: not said.</param>
    public static Decision<MilestoneSet> Decide(
        Incident incident, Milestone milestone, DateTimeOffset instant, Person by, DateTimeOffset at, string? reason = null)
    {
        var why = Clean(reason);
        if (why?.Length > LongestReason)
            return new Refusal(
                $"A reason can have at most {LongestReason} characters; this one has {why.Length}. Say the main thing; "
                    + $"put details in a note. Your reason: {why}");

        if (instant > at + Ahead)
            return new Refusal($"{When.Say(instant, at, by.TimeZone)} is in the future; a milestone must be in the past.");

        if (incident.At(milestone) == instant)
            return new AlreadySo(
                $"{incident.Id}, {IncidentWords.Name(milestone)}: {When.Say(instant, at, by.TimeZone)} is already on record.");

        if (milestone == Milestone.Closed && incident.Status != IncidentStatus.Closed)
            return new Refusal(
                $"{incident.Id} is not closed, it's {Words.Of(incident.Status)}. Close it first: "
                    + $"{CommandGrammar.Typed("status closed")}. Then correct the time.");

        if (milestone == Milestone.ImpactStart && FirstEnd(incident) is { } end && incident.At(end) < instant)
            return new Refusal(Reverse(incident, end, incident.At(end)!.Value, instant, at, by));

        if (IsEnd(milestone) && incident.At(Milestone.ImpactStart) is { } start && instant < start)
            return new Refusal(Reverse(incident, milestone, instant, start, at, by));

        return new MilestoneSet(by, at, milestone, instant.ToUniversalTime(), incident.At(milestone), why);
    }

    /// <summary>Says what looks odd about a milestone that is taken as it is; null: nothing.</summary>
    public static RichText? Oddity(Incident incident, MilestoneSet set)
    {
        var later = Enum.GetValues<Milestone>().Where(other => Follows(other, set.Milestone) && incident.At(other) < set.Instant).ToList();
        var earlier = Enum.GetValues<Milestone>().Where(other => Follows(set.Milestone, other)
            && incident.At(other) > set.Instant).ToList();
        var early = BeforeTheDeclaration(incident, set);
        if (later.Count > 0)
            return Between(early, "later", later[0]);
        if (early is not null)
            return early;

        return earlier.Count > 0 ? Between(null, "earlier", earlier[0]) : null;
    }

    private static RichText Between(RichText? before, string order, Milestone other)
    {
        var said = $"That's {order} than {IncidentWords.Name(other)}. If that's a mistake, correct one of them.";
        return before is null ? said : RichText.Of($"{before} {said}");
    }

    // A time of day is often another one in another zone, or on another day. Whoever types minutes means any instant of that minute.
    private static RichText? BeforeTheDeclaration(Incident incident, MilestoneSet set)
    {
        var rarelyBefore = set.Milestone is Milestone.Acknowledged || IsEnd(set.Milestone);
        if (!rarelyBefore || incident.At(Milestone.Declared) is not { } declared || declared - set.Instant < TimeSpan.FromMinutes(1))
            return null;

        var example = set.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return RichText.Of(
            $"That's before {incident.Id} was declared ({When.Say(declared, set.At, set.By?.TimeZone ?? "UTC")}). "
                + $"If you meant another time, type it with its date and zone, such as "
                + $"{CommandGrammar.Typed($"time {Words.Of(set.Milestone)} {example}")}.");
    }

    // It is told after the word "because", with which many begin it.
    private static string? Clean(string? reason)
    {
        const string Because = "because ";
        var why = reason?.Trim().TrimEnd('.').TrimEnd() ?? string.Empty;
        if (why.StartsWith(Because, StringComparison.OrdinalIgnoreCase))
            why = why[Because.Length..].TrimStart();

        return why.Length == 0 ? null : why;
    }

    // Some incidents are mitigated before anybody declares or acknowledges them, so these two come in any order.
    private static bool Follows(Milestone later, Milestone earlier) =>
        later > earlier && (IsEnd(later) ? earlier == Milestone.Detected
            || IsEnd(earlier) : (later, earlier) is (Milestone.Acknowledged, Milestone.Detected));

    private static bool IsEnd(Milestone milestone) => milestone >= Milestone.Mitigated;

    private static Milestone? FirstEnd(Incident incident)
    {
        var ends = incident.Milestones.Where(known => IsEnd(known.Key)).ToList();
        return ends.Count == 0 ? null : ends.MinBy(known => known.Value).Key;
    }

    private static RichText Reverse(
        Incident incident, Milestone end, DateTimeOffset endAt, DateTimeOffset start, DateTimeOffset now, Person by) => RichText.Of(
        $"{incident.Id} can't have been {IncidentWords.Name(end)} ({When.Say(endAt, now, by.TimeZone)}) before its impact began "
            + $"({When.Say(start, now, by.TimeZone)}). Correct the wrong one first: "
            + $"{CommandGrammar.Typed("time impact-start HH:MM")} or {CommandGrammar.Typed($"time {Words.Of(end)} HH:MM")}.");
}
