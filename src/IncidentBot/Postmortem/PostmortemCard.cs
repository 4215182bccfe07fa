using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem;

/// <summary>Tells of a draft, and hands it out.</summary>
internal static class PostmortemCard
{
    /// <summary>The card of a new version, in the incident's channel.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="draft">The newest one.</param>
    /// <param name="hasRepository">Whether it may go into a repository.</param>
    public static Card Of(IncidentId incident, PostmortemDraft draft, bool hasRepository = false) =>
        Offer(incident, $"{PostmortemRules.Name(draft)} of the postmortem is ready.", hasRepository);

    /// <summary>The card of a new version for somebody who asked from elsewhere.</summary>
    public static Card Elsewhere(IncidentId incident, PostmortemDraft draft) =>
        Offer(incident, $"{PostmortemRules.Name(draft)} of the postmortem for {incident} is ready.");

    /// <summary>The card of a version whose file is in the channel.</summary>
    public static Card Exported(PostmortemDraft draft, string fileName) =>
        Card.Of(
            new RichText([]).Bold($"{PostmortemRules.Name(draft)} of the postmortem is ready")
                .Plain($" and was exported as {fileName}."));

    private static Card Offer(IncidentId incident, string said, bool hasRepository = false)
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
                        .. hasRepository
                            ? [new Button(PostmortemButtonIds.OpenPull, "Open a pull request", IncidentButtons.Of(incident))]
                            : Array.Empty<Button>(),
                    ]),
            ]);
    }
}
