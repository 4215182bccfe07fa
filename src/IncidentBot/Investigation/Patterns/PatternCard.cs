using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Patterns as people read them: what fits for all, and all of one for who asks.</summary>
internal static class PatternCard
{
    private const int ShownReasons = 4, LongestReason = 160;

    /// <summary>The one message that shows what fits.</summary>
    /// <param name="incident">Whose.</param>
    /// <param name="fits">At most <see cref="MatchPatterns.Most"/>; empty: nothing does any more.</param>
    /// <param name="at">When it is shown; UTC.</param>
    public static Card Suggested(IncidentId incident, IReadOnlyList<PatternFit> fits, DateTimeOffset at)
    {
        if (fits.Count == 0)
            return Card.Of($"{incident}: no known pattern fits what is on record now. ({When.ToTheSecond(at)})");

        List<CardPart> parts = [new Paragraph(RichText.Of(string.Empty).Bold($"{incident} looks like something known"))];
        foreach (var fit in fits)
        {
            parts.Add(new Paragraph(Line(fit)));
            parts.Add(
                new Buttons(
                [
                    Of(PatternButtonIds.State, "State it as a hypothesis", incident, fit.Pattern),
                    Of(PatternButtonIds.Read, "Where to look", incident, fit.Pattern),
                    Of(PatternButtonIds.Dismiss, "Not this one", incident, fit.Pattern),
                ]));
        }

        parts.Add(
            new SmallPrint(
                RichText.Of("The words on record fit, which proves nothing: test it. To read all patterns, type ").Command("patterns")
                    .Plain(".")));
        return new Card(
            $"{incident} looks like something known: {Shown(fits)} ({When.ToTheSecond(at)})", parts);
    }

    /// <summary>What the message says, so that it is known whether it would say anything else.</summary>
    public static string Shown(IReadOnlyList<PatternFit> fits) =>
        string.Join(' ', fits.Select(fit => Line(fit).ToPlainText().Replace('\n', ' ')));

    /// <summary>What fits and a list of all, privately.</summary>
    /// <param name="incident">Whose.</param>
    /// <param name="book">The patterns.</param>
    /// <param name="fits">All that fit.</param>
    /// <param name="dismissed">Those that people don't want to see, by key, with the last choice.</param>
    /// <param name="at">When it was asked for; UTC.</param>
    public static Card All(
        IncidentId incident, PatternBook book, IReadOnlyList<PatternFit> fits, IReadOnlyDictionary<string, PatternChoice> dismissed,
        DateTimeOffset at)
    {
        List<CardPart> parts = [new Heading("Patterns")];
        parts.AddRange(
            fits.Count == 0
                ? [new Paragraph("None fits what is on record so far.")]
                : fits.Take(5).Select(fit => Fitting(incident, fit, dismissed.GetValueOrDefault(fit.Pattern.Key))));
        parts.Add(
            new Paragraph(
                RichText.Joined("\n", book.All.Index().Select(one => RichText.Of(
                    string.Create(CultureInfo.InvariantCulture, $"{one.Index + 1}. {one.Item.Name}"))))));
        parts.Add(new SmallPrint(RichText.Of("To read one, type its number: ").Command("patterns 4").Plain(".")));
        var said = fits.Count == 0 ? "none fits" : string.Join(", ", fits.Select(fit => fit.Pattern.Name));
        return new Card($"Patterns for {incident}: {said}. ({When.ToTheSecond(at)})", parts);
    }

    /// <summary>All of one, privately.</summary>
    /// <param name="incident">Whose.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="fit">Why it fits; null: it doesn't.</param>
    /// <param name="at">When it was asked for; UTC.</param>
    public static Card Of(IncidentId incident, Pattern pattern, PatternFit? fit, DateTimeOffset at)
    {
        List<CardPart> parts = [new Heading(pattern.Name), new Paragraph(pattern.Symptom)];
        if (fit is not null)
            parts.Add(new Paragraph(RichText.Of(string.Empty).Bold("Why it may fit: ").Plain($"{Reasons(fit)}.")));
        if (pattern.Look.Count > 0)
            parts.Add(
                new Paragraph(RichText.Of(string.Empty).Bold("Where to look").Plain(
                    string.Concat(pattern.Look.Select(line => $"\n• {line}")))));
        if (pattern.Commands.Count > 0)
            parts.Add(
                new Paragraph(RichText.Of(string.Empty).Bold("To copy; these only look").Plain("\n").Then(
                    RichText.Joined("\n", pattern.Commands.Select(command => new RichText([]).Code(command))))));
        parts.Add(new Paragraph(RichText.Of(string.Empty).Bold("Usual first mitigation: ").Plain(pattern.Mitigation)));
        parts.Add(new Buttons([Of(PatternButtonIds.State, "State it as a hypothesis", incident, pattern)]));
        return new Card(
            $"{pattern.Name}: {pattern.Symptom} Usual first mitigation: {pattern.Mitigation} ({When.ToTheSecond(at)})", parts);
    }

    private static Paragraph Fitting(IncidentId incident, PatternFit fit, PatternChoice? choice)
    {
        var line = RichText.Of(string.Empty).Bold(fit.Pattern.Name).Plain($": {Reasons(fit)}.");
        return choice is { IsWanted: false }
            ? new Paragraph(
                line.Plain(" ").Person(choice.By.Id, choice.By.Name).Plain(" said: not this one."),
                Of(PatternButtonIds.Restore, "Suggest it again", incident, fit.Pattern))
            : new Paragraph(line, Of(PatternButtonIds.Read, "Where to look", incident, fit.Pattern));
    }

    private static RichText Line(PatternFit fit) => RichText.Of(string.Empty).Bold(fit.Pattern.Name)
        .Plain($": {Reasons(fit)}.\nUsual first mitigation: {fit.Pattern.Mitigation}");

    private static string Reasons(PatternFit fit)
    {
        var shown = fit.Reasons.Take(ShownReasons).Select(reason => OneLine.Of(reason, LongestReason)).ToList();
        var more = fit.Reasons.Count - shown.Count;
        return string.Join("; ", shown) + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $"; and {more} more") : string.Empty);
    }

    private static Button Of(string action, string label, IncidentId incident, Pattern pattern) =>
        new(action, label, IncidentButtons.Of(incident, pattern.Key), Spoken: $"{label}: {pattern.Name}");
}
