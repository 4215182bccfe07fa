using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>What everyone outside the incident's channel is told; kept current while the incident changes.</summary>
internal static class AnnouncementCard
{
    /// <summary>A status is said in the incident's channel at any length; elsewhere it is read at a glance.</summary>
    internal const int ShownSentence = 500;

    private const int ShownImpact = 280;

    /// <summary>The announcement of an incident as it stands: what is wrong, whom it hurts and since when, what was said last.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="isAlone">Whether no line below it tells what was said with the end.</param>
    public static Card Compose(Incident incident, bool isAlone = false)
    {
        var headline = new RichText([]).Bold(IncidentWords.Headline(incident)).Plain("\n" + incident.Title);
        var where = IncidentWords.WithChannel(new RichText([]).Plain(incident.IsOpen ? "Follow it in " : "Read how it went in "), incident)
            .Plain($". Commander: {IncidentWords.Commander(incident)}");
        var (impact, newest) = (Impact(incident), Newest(incident, isAlone));
        var told = new[] { impact, newest }.OfType<RichText>();
        return new Card(
            $"{IncidentWords.Headline(incident)}: {incident.Title}. {where.ToPlainText()}."
                + (impact is null ? string.Empty : $" {Sentence(impact.ToPlainText())}")
                + (newest is null ? string.Empty : $" {newest.ToPlainText()}"),
            [new Paragraph(headline), .. told.Select(one => new Paragraph(one)), new SmallPrint(where)]);
    }

    private static string Sentence(string words) => words.Length == 0 || char.IsPunctuation(words[^1]) ? words : words + ".";

    // Whom it hurts and since when is what people elsewhere want to know first.
    private static RichText? Impact(Incident incident)
    {
        var isUnknown = incident.Impact is null && incident.At(Milestone.ImpactStart) is null;
        if (incident.Status == IncidentStatus.Cancelled || (isUnknown && !incident.IsOpen))
            return null;

        var text = new RichText([]).Bold("Impact: ")
            .Plain(incident.Impact is { } impact ? OneLine.Of(impact, ShownImpact) : "not described yet");
        if (incident.At(Milestone.ImpactStart) is not { } start)
            return text;

        return (incident.At(Milestone.Mitigated) ?? incident.At(Milestone.Resolved)) is { } end && end >= start
            ? text.Plain(", from ").Time(start).Plain(" to ").Time(end).Plain($" ({Durations.InWords(end - start)})")
            : text.Plain(", since ").Time(start);
    }

    // Whichever was said later; of one instant the update, which was written for those who read it here. What was said of a stage that was
    // taken back holds no longer, and no update what was said before it was over.
    private static RichText? Newest(Incident incident, bool isAlone)
    {
        var (update, sentence) = (StillHolds(incident) ? incident.LastUpdate : null, incident.LastSentence);
        if (sentence is not null && sentence.Status <= incident.Status && (update is null || sentence.At > update.At))
            return !isAlone && IsInTheChannel(incident, sentence)
                ? null
                : new RichText([]).Bold($"{Words.Title(sentence.Status)}, ").Time(sentence.At)
                    .Plain($": {OneLine.Cut(sentence.Text, ShownSentence)}");

        return update is null
            ? null
            : new RichText([]).Bold(string.Create(CultureInfo.InvariantCulture, $"Update {update.Number}, ")).Time(update.At)
                .Plain($": {update.Text}");
    }

    // What resolved it is a line of the channel that everybody there has just read.
    private static bool IsInTheChannel(Incident incident, StatusSentence sentence) =>
        sentence.Status == IncidentStatus.Resolved && sentence.At == incident.At(Milestone.Resolved);

    private static bool StillHolds(Incident incident) => incident.Status < IncidentStatus.Resolved
        || (incident.Status == IncidentStatus.Resolved && incident.LastUpdate?.At >= incident.At(Milestone.Resolved));
}
