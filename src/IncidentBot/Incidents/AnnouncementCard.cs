using System.Globalization;
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
        var parts = new List<CardPart> { new Paragraph(headline) };
        var told = string.Empty;
        if (incident.LastUpdate is { } update)
        {
            var text = new RichText([]).Bold(string.Create(CultureInfo.InvariantCulture, $"Update {update.Number}, ")).Time(update.At).Plain($": {update.Text}");
            parts.Add(new Paragraph(text));
            told = $" {text.ToPlainText()}";
        }

        parts.Add(new SmallPrint(where));
        return new Card($"{IncidentWords.Standing(incident)}: {incident.Title}. {where.ToPlainText()}.{told}", parts);
    }
}
