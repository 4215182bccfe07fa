using System.Globalization;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Postmortem.Questions;

/// <summary>Takes a time that the record suggests for a milestone, since a person says that it was so.</summary>
internal sealed class ConfirmSuggestedTime
{
    /// <summary>The button carries the milestone and the time.</summary>
    public static Happened Handle(Call call)
    {
        if (call.More.Split('|') is not [var word, var typed] || !Words.TryParse<Milestone>(word, out var milestone)
            || !long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks)
            return Happened.Unreadable;

        var at = new DateTimeOffset(ticks, TimeSpan.Zero);
        var when = new When(DateOnly.FromDateTime(at.UtcDateTime), TimeOnly.FromDateTime(at.UtcDateTime), TimeSpan.Zero);
        return call.Incident.At(milestone) is not null
            ? Happened.Refused($"{Words.Title(milestone)} is already known for {call.Incident.Id}.")
            : SetMilestone.Handle(call.Incident, milestone, when, "the record tells of it", call.By, call.Work);
    }
}
