using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>What everyone outside the incident's channel is told; kept current while the incident changes.</summary>
internal static class AnnouncementCard
{
    // A status is said in the channel at any length; here it is read at a glance.
    private const int ShownSentence = 500;

    /// <summary>The announcement of an incident as it stands.</summary>
    public static Card Compose(Incident incident)
    {
        var headline = new RichText([]).Bold(IncidentWords.Headline(incident)).Plain("\n" + incident.Title);
        var where = IncidentWords.WithChannel(new RichText([]).Plain(incident.IsOpen ? "Follow it in " : "Read how it went in "), incident)
            .Plain($". Commander: {IncidentWords.Commander(incident)}");
        var parts = new List<CardPart> { new Paragraph(headline) };
        var told = string.Empty;
        if (Newest(incident) is { } text)
        {
            parts.Add(new Paragraph(text));
            told = $" {text.ToPlainText()}";
        }

        parts.Add(new SmallPrint(where));
        return new Card($"{IncidentWords.Headline(incident)}: {incident.Title}. {where.ToPlainText()}.{told}", parts);
    }

    // Whichever was said later; of one instant the update, which was written for those who read it here. What was said of a stage that was
    // taken back holds no longer, and no update what was said before it was over.
    private static RichText? Newest(Incident incident)
    {
        var (update, sentence) = (StillHolds(incident) ? incident.LastUpdate : null, incident.LastSentence);
        if (sentence is not null && sentence.Status <= incident.Status && (update is null || sentence.At > update.At))
            return new RichText([]).Bold($"{Words.Title(sentence.Status)}, ").Time(sentence.At)
                .Plain($": {OneLine.Cut(sentence.Text, ShownSentence)}");

        return update is null
            ? null
            : new RichText([]).Bold(string.Create(CultureInfo.InvariantCulture, $"Update {update.Number}, ")).Time(update.At)
                .Plain($": {update.Text}");
    }

    private static bool StillHolds(Incident incident) => incident.Status < IncidentStatus.Resolved
        || (incident.Status == IncidentStatus.Resolved && incident.LastUpdate?.At >= incident.At(Milestone.Resolved));
}
