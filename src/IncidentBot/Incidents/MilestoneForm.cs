using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>The form by which a milestone is set or corrected.</summary>
internal static class MilestoneForm
{
    /// <summary>Field: when it was.</summary>
    public const string Time = "time";

    /// <summary>Field: why it is corrected.</summary>
    public const string Reason = "reason";

    private const string Unknown = "unknown";

    /// <summary>Asks when it was; what is on record stands in it.</summary>
    public static Form Compose(Incident incident, Milestone milestone)
    {
        var known = incident.At(milestone);
        return new Form(
            IncidentFormIds.Milestone,
            $"{(known is null ? "Set" : "Correct")} {IncidentWords.Name(milestone)}",
            "Save",
            IncidentButtons.Of(incident.Id, Words.Of(milestone), Write(known)),
            [
                new TextField(
                    Time, $"When was {incident.Id} {IncidentWords.Was(milestone)}?",
                    known is null
                        ? $"Such as {When.FewForms}. A time without a zone is in yours."
                        : $"{When.ShownInUtc}{When.FewForms}.",
                    Initial: known is { } at ? When.ToTheSecond(at) : null, MaxLength: 100),
                new TextField(
                    Reason, "How do you know?", "One sentence, such as: the graph shows it. It goes on record.", Optional: known is null,
                    MaxLength: SetMilestoneRules.LongestReason),
            ]);
    }

    /// <summary>Reads what a form is about; false: it is none of these.</summary>
    /// <param name="more">What the form carries after the incident.</param>
    /// <param name="milestone">Which milestone.</param>
    /// <param name="former">What was on record when the form was opened.</param>
    public static bool TryRead(string more, out Milestone milestone, out DateTimeOffset? former)
    {
        former = null;
        milestone = default;
        if (more.Split('|') is not [var word, var ticks] || !Words.TryParse(word, out milestone))
            return false;

        if (string.Equals(ticks, Unknown, StringComparison.Ordinal))
            return true;

        var isInstant = long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            && read <= DateTime.MaxValue.Ticks;
        former = isInstant ? new DateTimeOffset(read, TimeSpan.Zero) : null;
        return isInstant;
    }

    /// <summary>Decides on what was filled in.</summary>
    /// <param name="incident">The incident as it is now.</param>
    /// <param name="milestone">Which milestone.</param>
    /// <param name="former">What was on record when the form was opened.</param>
    /// <param name="values">What was filled in.</param>
    /// <param name="by">Who did.</param>
    /// <param name="at">When; UTC.</param>
    /// <returns>The decision, and the field that a refusal is about.</returns>
    public static (Decision<MilestoneSet> Decision, string Field) Decide(
        Incident incident, Milestone milestone, DateTimeOffset? former, IReadOnlyDictionary<string, string> values, Person by,
        DateTimeOffset at)
    {
        var now = incident.At(milestone);
        if (now != former)
            return (
                new Refusal(
                    "Someone has set this time in the meantime: "
                        + $"{(now is { } other ? When.Say(other, at, by.TimeZone) : "not known any more")}. "
                        + "Close this form and open it again."),
                Time);

        var read = When.ParseField(values.GetValueOrDefault(Time), now, at, by.TimeZone);
        var reason = values.GetValueOrDefault(Reason);
        return read.At is { } instant && now is not null && now != instant && string.IsNullOrWhiteSpace(reason)
            ? (new Refusal("Say how you know. One sentence is enough."), Reason)
            : (SetMilestoneRules.Decide(incident, milestone, read, by, at, reason), Time);
    }

    /// <summary>The form of the milestone that a button names.</summary>
    internal static Opened Open(FormCall call) => Words.TryParse<Milestone>(call.More, out var milestone)
        ? Compose(call.Incident, milestone)
        : Opened.Refused($"I don't know that time. To see the times of this incident, type {CommandGrammar.Typed("milestones")}.");

    /// <summary>What is to be corrected while the form is open, in the writer's own time zone.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> CheckAsync(
        FormCall call, ChatPlatforms platforms, CancellationToken cancellationToken)
    {
        if (call.About is not { } incident || !TryRead(call.More, out var milestone, out var former))
            return Errors.None;

        var person = await platforms.Of(incident.Platform).FindPersonAsync(call.Asker.Workspace, call.Asker.Person, cancellationToken);
        var (decision, field) = Decide(incident, milestone, former, call.Values, person, call.Now);
        return Errors.At(field, decision.Fact is null ? decision.Sentence : null);
    }

    private static string Write(DateTimeOffset? at) => at?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? Unknown;
}
