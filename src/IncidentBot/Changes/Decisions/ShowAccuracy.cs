using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Changes.Decisions;

/// <summary>Shows how often the scores were right for a team, and how many of its incidents came from a change of its own.</summary>
internal sealed class ShowAccuracy(ChangeDecisionStore decisions)
{
    private const int MostIncidents = 500;

    /// <summary>Shows it; incidents are counted and never named, since some are private.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken) => Happened.Answered(ShowAccuracyRules.Compose(
        await decisions.ListAnswersAsync(call.Work.Workspace, MostIncidents, cancellationToken), call.By.At));
}

/// <summary>How the answers are counted.</summary>
internal static class ShowAccuracyRules
{
    private static readonly (int From, int To)[] Bands = [(0, 25), (26, 50), (51, 75), (76, 100)];

    /// <summary>How many answers a band of scores has, and how many of them were right.</summary>
    public static IReadOnlyList<(int From, int To, int Right, int All)> Count(IEnumerable<(int Score, bool IsRight)> answers)
    {
        var all = answers.ToList();
        return
        [
            .. Bands.Select(band => (band.From, band.To,
                Right: all.Count(one => one.IsRight && one.Score >= band.From && one.Score <= band.To),
                All: all.Count(one => one.Score >= band.From && one.Score <= band.To))),
        ];
    }

    /// <summary>The answer.</summary>
    /// <param name="answers">The newest first.</param>
    /// <param name="asked">When somebody asked; UTC.</param>
    public static Card Compose(IReadOnlyList<CauseAnswer> answers, DateTimeOffset asked)
    {
        var last = answers.Take(OwnChanges.Most).ToList();
        var own = new OwnChanges(last.Count(answer => answer.IsOwnChange), last.Count);
        var head = OwnWords.Of(own) ?? string.Create(
            CultureInfo.InvariantCulture,
            $"The cause is known for {own.Answered} of the {OwnChanges.Least} incidents that a rate of your own needs; until then it "
                + $"counts as 50 %.");
        var lines = Lines(answers);
        return new Card(
            $"{head} {string.Join(" ", lines)} ({When.ToTheSecond(asked)})",
            [
                new Heading("How often the scores were right"),
                new Paragraph(head),
                .. lines.Count == 0 ? Array.Empty<CardPart>() : [new Paragraph(string.Join("\n", lines))],
                new SmallPrint(
                    "Counted are the changes that stood first where the end was answered with whether it was them, and the changes that "
                        + "it was instead. Drills don't count."),
            ]);
    }

    // A change that did it had some score as well, which was right for it.
    private static IEnumerable<(int Score, bool IsRight)> Scores(CauseAnswer answer, int asked, int? other)
    {
        yield return (asked, answer.Answer == WasIt.Yes);
        if (other is { } score)
            yield return (score, true);
    }

    private static List<string> Lines(IReadOnlyList<CauseAnswer> answers)
    {
        if (answers.Count == 0)
            return [];

        var declared = Count(answers.SelectMany(answer => Scores(answer, answer.Declared.Change, answer.OtherDeclared)));
        var end = Count(answers.SelectMany(answer => Scores(answer, answer.End.Change, answer.OtherEnd)));
        return [.. declared.Zip(end).Select(pair => string.Create(
            CultureInfo.InvariantCulture,
            $"Score {pair.First.From} to {pair.First.To}: right in {pair.First.Right} of {pair.First.All} at the declaration, "
                + $"{pair.Second.Right} of {pair.Second.All} at the end."))];
    }
}
