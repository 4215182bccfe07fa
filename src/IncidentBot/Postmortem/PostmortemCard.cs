using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem;

/// <summary>Tells the channel that a draft is ready, and hands it out.</summary>
internal static class PostmortemCard
{
    /// <summary>The card of a new version.</summary>
    public static Card Of(Incident incident, PostmortemDraft draft)
    {
        var said = $"{PostmortemRules.Name(draft)} of the postmortem for {incident.Id} is ready.";
        const string Next = "Export it to read it here as a file.";
        return new Card(
            $"{said} {Next}",
            [
                new Paragraph(RichText.Of("").Bold(said).Plain(" " + Next)),
                new Buttons(
                    [new Button(IncidentButtonIds.ExportPostmortem, "Export the draft", incident.Id.ToString(), ButtonStyle.Primary)]),
            ]);
    }
}
