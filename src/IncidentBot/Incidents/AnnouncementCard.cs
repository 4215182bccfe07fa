using IncidentBot.Chat;

namespace IncidentBot.Incidents;

/// <summary>What everyone outside the incident's channel is told; kept current while the incident changes.</summary>
public static class AnnouncementCard
{
    /// <summary>The announcement of an incident as it stands.</summary>
    public static Card Compose(Incident incident)
    {
        var headline = new RichText([]).Bold(IncidentWords.Standing(incident)).Plain("\n" + incident.Title);
        var where = IncidentWords.WithChannel(new RichText([]).Plain("Follow it in "), incident).Plain($". Commander: {IncidentWords.Commander(incident)}");
        return new Card(
            $"{IncidentWords.Standing(incident)}: {incident.Title}. {where.ToPlainText()}.",
            [new Paragraph(headline), new SmallPrint(where)]);
    }
}
