using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Catchup;

/// <summary>How an incident stands, in at most ten lines that can be read on a phone.</summary>
internal static class CatchupCard
{
    /// <summary>So many lines at most.</summary>
    public const int MostLines = 10;

    /// <summary>The lines for one person, with the way to the whole record.</summary>
    public static Card Compose(Situation situation)
    {
        var incident = situation.Incident;
        var lines = CatchupLines.Of(situation);
        List<Button> buttons =
        [
            new(
                TimelineButtonIds.ShowTimeline, "Show the timeline", IncidentButtons.Of(incident.Id),
                Spoken: $"Show the timeline of {incident.Id}"),
        ];
        if (incident.IsOpen && !incident.Roles.ContainsKey(IncidentRole.Commander))
            buttons.Insert(0, IncidentButtons.TakeCommand(incident.Id));

        return new Card(
            $"{string.Join('\n', lines.Select(line => line.ToPlainText()))} ({When.ToTheSecond(situation.Now)})",
            [new Paragraph(RichText.Joined("\n", lines)), new Buttons(buttons)]);
    }

    /// <summary>The same lines below a message for everyone.</summary>
    public static Card AddTo(Card card, Situation situation)
    {
        var lines = CatchupLines.Of(situation);
        var parts = card.Parts.Count > 0 ? card.Parts : [new Paragraph(card.Text)];
        return new Card(
            $"{card.Text}\n{string.Join('\n', lines.Select(line => line.ToPlainText()))}",
            [parts[0], new Paragraph(RichText.Joined("\n", lines)), .. parts.Skip(1)]);
    }
}
