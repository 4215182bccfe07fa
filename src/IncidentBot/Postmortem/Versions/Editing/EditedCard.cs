using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Versions.Editing;

/// <summary>Tells an editor what became of their edit; where somebody else changed the same, it shows both texts.</summary>
internal static class EditedCard
{
    private const int MostShown = 3, LongestText = 700;

    /// <summary>The answer.</summary>
    public static Card Compose(Incident incident, DraftEdited edited)
    {
        var saved = $"Saved as {PostmortemRules.Name(edited.Draft).ToLowerInvariant()}.";
        if (edited.Over is not { } over)
            return Card.Of(saved);
        if (edited.Conflicts == 0)
            return Card.Of($"{saved} Meanwhile {over} had changed other lines; both edits are in it.");

        var places = edited.Conflicts == 1 ? "place" : "places";
        var text = $"{saved} Meanwhile {over} had changed the same {places}, so both texts stand there, marked. Nothing is lost. "
            + "Edit it once more and keep one of each.";
        var conflicts = ConflictMarks.Read(edited.Draft.Markdown);
        return new Card(
            $"{text} {string.Join(' ', conflicts.Take(MostShown).Select(one => $"Yours: {Shown(one.Yours)} {over}: {Shown(one.Theirs)}"))}",
            [
                new Paragraph(text),
                .. conflicts.Take(MostShown).Select(
                    one => new Paragraph(
                        new RichText([]).Bold("Your text: ").Plain(Shown(one.Yours)).Plain("\n").Bold($"{Words(over)}: ")
                            .Plain(Shown(one.Theirs)))),
                new Buttons(DraftSectionButtons.Of(incident.Id, edited.Draft, section => ConflictMarks.Count(section.Body) > 0)),
            ]);
    }

    private static string Words(string over) => over == MergeNames.Record ? "The record" : $"By {over}";

    private static string Shown(IReadOnlyList<string> lines)
    {
        var text = string.Join('\n', lines).Trim();
        return text.Length == 0 ? "(deleted)" : text.Length > LongestText ? $"{text[..LongestText]}…" : text;
    }
}
