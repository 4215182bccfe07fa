using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Updates;

/// <summary>
/// Takes the buttons off the reminders that stand in a channel once there is nothing to be reminded of, and says there how it ended.
/// </summary>
internal sealed class EndReminders(EndQuestions questions)
{
    /// <summary>The key of the reminder that belongs to a plan.</summary>
    internal static string Key(IncidentId incident, int plan) =>
        string.Create(CultureInfo.InvariantCulture, $"{Beginning(incident)}{plan}");

    /// <summary>Something has happened to an incident; each reminder ends once, by whatever comes first.</summary>
    public async Task EndAsync(Incident before, IncidentFact fact, Work work, CancellationToken cancellationToken)
    {
        if (EndRemindersRules.How(fact) is { } how)
            await EndAsync(before, how, work, cancellationToken);
    }

    /// <summary>Something else has answered the reminder of an incident.</summary>
    /// <param name="incident">Whose reminder.</param>
    /// <param name="how">How it ended, as the end of a sentence.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task EndAsync(Incident incident, string how, Work work, CancellationToken cancellationToken)
    {
        if (incident.CanPost)
            await questions.EndAsync(
                incident.Id, Beginning(incident.Id), new RichText([]).Plain($"An update was due; {how}"), work,
                cancellationToken);
    }

    private static string Beginning(IncidentId incident) => $"{incident}/reminder/";
}

/// <summary>What ends a reminder.</summary>
internal static class EndRemindersRules
{
    /// <summary>How it ended, as the end of a sentence; null: it has not.</summary>
    public static string? How(IncidentFact fact) => fact switch
    {
        UpdateGiven { IsQuiet: true } given => $"{given.By?.Name} says there's nothing new.",
        UpdateGiven given => string.Create(CultureInfo.InvariantCulture, $"answered by update {given.Number}."),
        StatusChanged { To: >= IncidentStatus.Resolved } ended => $"the incident is now {Words.Of(ended.To)}.",
        StatusTold or StatusChanged { Sentence: not null } => $"answered by what {fact.By?.Name} said with the status.",
        ReminderSnoozed snoozed => string.Create(
            CultureInfo.InvariantCulture,
            $"it was put off. By {snoozed.By?.Name}: the next update reminder comes in {(snoozed.Until - snoozed.At).TotalMinutes:0} min."),
        RemindersStopped stopped => $"{stopped.By?.Name} turned the reminders off for this incident.",
        _ => null,
    };
}
