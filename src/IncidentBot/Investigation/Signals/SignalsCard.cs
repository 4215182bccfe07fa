using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Signals;

/// <summary>The message that shows what the signals of an incident's services did.</summary>
internal static class SignalsCard
{
    // A message takes some 50 parts.
    private const int MostProblems = 3, MostRemarks = 12;

    /// <summary>The message.</summary>
    /// <param name="incident">Whose.</param>
    /// <param name="check">The newest round of asking.</param>
    public static Card Of(Incident incident, SignalCheck check)
    {
        var lines = check.Found.Services.Select(one => RichText.Of("").Bold(one.Service).Plain(": ").Then(SignalLines.Of(one))).ToList();
        List<CardPart> parts = [new Heading($"Signals of {incident.Id}")];
        if (VerdictOf(check) is { } verdict)
            parts.Add(new Paragraph(verdict));
        parts.AddRange(lines.Select(line => new Paragraph(line)));
        parts.AddRange(SignalCharts.Of(check));
        parts.AddRange(check.Found.Services.SelectMany(SignalLines.Remarks).Take(MostRemarks)
            .Select(remark => new SmallPrint(remark)));
        parts.AddRange(Problems(check).Select(problem => new SmallPrint(problem)));
        parts.Add(new SmallPrint(Asked(check)));
        parts.Add(new Buttons([new Button(SignalButtonIds.Ask, "Ask again", IncidentButtons.Of(incident.Id))]));

        var words = string.Join('\n', new[] { VerdictOf(check) }.OfType<RichText>().Concat(lines).Select(line => line.ToPlainText()));
        return new Card($"Signals of {incident.Id} ({When.ToTheSecond(check.AskedAt)})\n{words}", parts);
    }

    /// <summary>What is said where the question is whether all is well again; null: it isn't the question yet.</summary>
    public static RichText? VerdictOf(SignalCheck check) =>
        check.Reason is SignalReason.Mitigated or SignalReason.Resolved ? SignalVerdict.Of(check).Sentence() : null;

    private static IEnumerable<RichText> Problems(SignalCheck check)
    {
        var problems = check.Found.Problems;
        foreach (var problem in problems.Take(MostProblems))
            yield return problem;
        if (problems.Count > MostProblems)
            yield return string.Create(CultureInfo.InvariantCulture, $"{problems.Count - MostProblems} more problems are in the export.");
        if (check.Found.LeftOut.Count > 0)
            yield return $"Not asked about, because the services are many: {string.Join(", ", check.Found.LeftOut)}.";
    }

    private static RichText Asked(SignalCheck check)
    {
        var sources = check.All.Select(one => one.Signal.Source).Distinct(StringComparer.Ordinal).ToList();
        return new RichText([]).Plain("From ").Time(check.From).Plain(" to ").Time(check.To)
            .Plain($", compared with a week before. {string.Join(", ", sources)} was asked at ").Time(check.AskedAt)
            .Plain("; the queries are kept as evidence.");
    }
}
