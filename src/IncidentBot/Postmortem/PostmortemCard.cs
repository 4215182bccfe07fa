using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem;

/// <summary>Tells of a draft, and hands it out.</summary>
internal static class PostmortemCard
{
    /// <summary>The card of a new version, in the incident's channel; its button is the one on the incident's pinned card.</summary>
    public static Card Of(PostmortemDraft draft) => Card.Of(
        new RichText([]).Bold($"{PostmortemRules.Name(draft)} of the postmortem is ready.")
            .Plain(" To read it here as a file, type ").Command("export").Plain("."));

    /// <summary>The card of a new version for somebody who asked from elsewhere.</summary>
    public static Card Elsewhere(IncidentId incident, PostmortemDraft draft) =>
        Offer(incident, $"{PostmortemRules.Name(draft)} of the postmortem for {incident} is ready.");

    /// <summary>The card of a version whose file is in the channel.</summary>
    public static Card Exported(IncidentId incident, PostmortemDraft draft) =>
        Card.Of(
            new RichText([]).Bold($"{PostmortemRules.Name(draft)} of the postmortem is ready")
                .Plain($" and was exported as {PostmortemRules.FileName(incident, draft)}."));

    private static Card Offer(IncidentId incident, string said)
    {
        const string Next = "Export it to read it in the channel as a file.";
        return new Card(
            $"{said} {Next}",
            [
                new Paragraph(RichText.Of("").Bold(said).Plain(" " + Next)),
                new Buttons(
                    [
                        new Button(
                            IncidentButtonIds.ExportPostmortem, IncidentButtons.Export, incident.ToString(), ButtonStyle.Primary),
                    ]),
            ]);
    }
}
