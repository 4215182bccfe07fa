using IncidentBot.Chat;

namespace IncidentBot.Postmortem.Versions.Review;

/// <summary>Says what keeps a draft from its review or its publication, and offers to go on where that is possible.</summary>
internal static class GateCard
{
    private const int Most = 10;

    /// <summary>The answer to whoever asked for it.</summary>
    /// <param name="what">What was not done, such as <c>Draft 3 was not published</c>.</param>
    /// <param name="failures">What does not pass.</param>
    /// <param name="anyway">The button that goes on all the same.</param>
    public static Card Compose(string what, IReadOnlyList<DraftGap> failures, Button anyway)
    {
        var text = $"{what}. First see to {(failures.Count == 1 ? "this" : "these")}:";
        var lines = failures.Take(Most).Select(failure => new RichText([]).Bold($"{failure.Title}: ").Then(failure.Sentence)).ToList();
        if (failures.Count > Most)
            lines.Add($"And {(failures.Count - Most).ToString(System.Globalization.CultureInfo.InvariantCulture)} more.");
        IReadOnlyList<CardPart> buttons = failures.Any(failure => failure.IsAbsolute) ? [] : [new Buttons([anyway])];
        return new Card(
            $"{text} {string.Join(' ', lines.Select(line => line.ToPlainText()))}",
            [new Paragraph(text), .. lines.Select(line => new Paragraph(line)), .. buttons]);
    }
}
