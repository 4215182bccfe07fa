using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Versions.Review;

/// <summary>Reminds of a postmortem that is not published.</summary>
internal static class DraftReminderCard
{
    /// <summary>What the commander reads, in a message of their own.</summary>
    public static Card ForCommander(Incident incident, DraftNow now, int step)
    {
        var text = IncidentWords.WithChannel(
            RichText.Of($"The postmortem of {incident.Id} is {Stage(now)}, and the incident was resolved ")
                .Time(incident.At(Milestone.Resolved) ?? now.Draft!.AssembledAt).Plain(". Go on with it in "), incident).Plain(".");
        return new Card(
            $"{text.ToPlainText()} ({Number(step)})",
            [
                new Paragraph(text, Menu: Later(incident, step)),
                new SmallPrint("Only you read this. Two days later the channel is reminded."),
            ]);
    }

    /// <summary>What the channel reads, in place of the message that told of the draft.</summary>
    public static Card ForChannel(Incident incident, DraftNow now, int step)
    {
        var text = RichText.Of($"The postmortem of {incident.Id} is still {Stage(now)}. Who will finish it? ")
            .Then(DraftWords.Said(incident, now, string.Empty));
        return new Card(
            $"{text.ToPlainText()} ({Number(step)})",
            [
                new Paragraph(text, Menu: Later(incident, step)),
                new Buttons(
                    [
                        new Button(
                            IncidentButtonIds.ExportPostmortem, IncidentButtons.Export, incident.Id.ToString(), ButtonStyle.Primary),
                        new Button(DraftButtonIds.ListSections, "Edit a section", IncidentButtons.Of(incident.Id)),
                        new Button(DraftButtonIds.AskReview, "Ask for a review", IncidentButtons.Of(incident.Id)),
                        DraftCard.Publish(incident, now),
                    ]),
            ]);
    }

    private static Menu Later(Incident incident, int step) => new(
        [
            .. DraftReminderRules.Snoozes.Select(
                hours => new Button(
                    DraftButtonIds.SnoozeDraft, $"Remind again in {(hours == 24 ? "a day" : $"{Number(hours / 24)} days")}",
                    IncidentButtons.Of(incident.Id, Number(step), Number(hours)))),
            new(DraftButtonIds.StopDraftReminders, "No more reminders", IncidentButtons.Of(incident.Id)),
        ]);

    private static string Stage(DraftNow now) => now.State.Stage == DraftStage.InReview ? "in review" : "a draft";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
