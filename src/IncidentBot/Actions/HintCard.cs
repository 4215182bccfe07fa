using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Actions;

/// <summary>Tells whoever made or changed an action item what it still lacks, and how to add it.</summary>
internal static class HintCard
{
    /// <summary>The hints; null: it lacks nothing.</summary>
    /// <param name="incident">Whose.</param>
    /// <param name="item">The action item.</param>
    /// <param name="by">Who reads it.</param>
    /// <param name="blame">What in its words blames somebody; null: nothing.</param>
    /// <param name="notADay">What looked like a day but is none that is understood; null: nothing did.</param>
    public static Card? Of(Incident incident, ActionItem item, Inbound by, BlameHint? blame, string? notADay = null)
    {
        var hints = ActionFindings.Of(item).Select(finding => finding.Hint).ToList();
        if (notADay is not null)
            hints.Insert(0, $"I didn't read “{OneLine.Of(notADay, 40)}” as a day; write it like {DueDay.Forms}.");
        if (hints.Count == 0 && blame is null)
            return null;

        var number = ActionCard.Number(item);
        var head = $"Action {number} of {incident.Id} is on record."
            + (hints.Count > 0 ? " It gets done sooner with a little more:" : string.Empty);
        var edit = new Button(
            ActionsButtonIds.Edit, "Add to it", IncidentButtons.Of(incident.Id, number), Spoken: $"Add to action {number}");
        return new Card(
            $"{string.Join(' ', [head, .. hints, .. blame is null ? [] : new[] { blame.Sentence }])} ({When.ToTheSecond(by.At)})",
            [
                new Paragraph(string.Join('\n', hints.Select(hint => $"• {hint}").Prepend(head))),
                .. blame is null ? [] : new CardPart[] { new Paragraph(blame.Sentence) },
                new Buttons([edit]),
            ]);
    }
}
