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
        if (before.CanPost && EndRemindersRules.How(before.Id, fact) is { } how)
            await questions.EndAsync(
                Beginning(before.Id), new RichText([]).Plain($"An update on {before.Id} was due; {how}"), work, cancellationToken);
    }

    private static string Beginning(IncidentId incident) => $"{incident}/reminder/";
}

/// <summary>What ends a reminder.</summary>
internal static class EndRemindersRules
{
    /// <summary>How it ended, as the end of a sentence; null: it has not.</summary>
    public static string? How(IncidentId incident, IncidentFact fact) => fact switch
    {
        UpdateGiven given => string.Create(CultureInfo.InvariantCulture, $"answered by update {given.Number}."),
        StatusChanged { To: >= IncidentStatus.Resolved } ended => $"{incident} is now {Words.Of(ended.To)}.",
        ReminderSnoozed => "it was put off.",
        RemindersStopped => "the reminders were turned off.",
        _ => null,
    };
}
