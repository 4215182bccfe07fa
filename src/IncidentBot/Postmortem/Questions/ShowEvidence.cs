using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;

namespace IncidentBot.Postmortem.Questions;

/// <summary>See what keeps the postmortem from being ready.</summary>
internal sealed record EvidenceCommand : Command;

/// <summary>
/// Shows privately what a postmortem lacks: sentences without evidence, gates that fail, open questions, and times that nobody confirmed.
/// </summary>
internal sealed class ShowEvidence(PostmortemEvidence evidence)
{
    /// <summary>The verb.</summary>
    public static CommandVerb Verb { get; } = new(
        new CommandForm(
            "evidence", "evidence check", "See which sentences of the postmortem have no evidence, and what it still asks.",
            "evidence check", HelpGroup.Learn, 3),
        static text => text.Rest.Trim() is "" or "check"
            ? new EvidenceCommand()
            : new NotUnderstood($"Type {CommandGrammar.Typed("evidence check")}."));

    /// <summary>Shows it.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        var draft = await evidence.ReadAsync(call.Incident, cancellationToken);
        return Happened.Answered(
            EvidenceCard.Compose(DraftFacts.Of(draft.Record), PostmortemGates.Check(draft), EvidenceCheck.Lines(draft), call.By.At));
    }
}

/// <summary>What a postmortem lacks.</summary>
internal static class EvidenceCard
{
    private const int MostLines = 10, Shown = 150;

    /// <summary>The card, with what can be done about it.</summary>
    /// <param name="facts">What is on record.</param>
    /// <param name="failures">The gates that fail.</param>
    /// <param name="lines">The factual lines without evidence.</param>
    /// <param name="asked">When somebody asked; UTC.</param>
    public static Card Compose(
        DraftFacts facts, IReadOnlyList<GateFailure> failures, IReadOnlyList<UnsourcedLine> lines, DateTimeOffset asked)
    {
        var incident = facts.Incident.Id;
        var questions = OpenQuestions.Of(facts);
        var head = lines.Count == 0
            ? $"Every factual sentence of the postmortem for {incident} has its evidence."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{lines.Count} {(lines.Count == 1 ? "sentence" : "sentences")} of the postmortem for {incident}: "
                    + $"{EvidenceCheck.NoneYet}.");
        var parts = new List<CardPart> { new Paragraph(head) };
        if (lines.Count > 0)
            parts.Add(new Paragraph(Listed(lines.Select(line => $"{line.Section}: {line.Words}"))));
        if (failures.Where(failure => failure.Name != "evidence").ToList() is { Count: > 0 } others)
            parts.Add(new Paragraph(Listed(others.Select(failure => failure.Sentence))));
        if (questions.Count > 0)
            parts.Add(new Paragraph("Open questions:\n" + Listed(questions.Select(question => question.Words))));
        if (Buttons(facts, questions) is { Count: > 0 } buttons)
            parts.Add(new Buttons(buttons));
        return new Card($"{head} ({When.ToTheSecond(asked)})", parts);
    }

    private static string Listed(IEnumerable<string> lines) =>
        string.Join('\n', lines.Take(MostLines).Select(line => $"• {OneLine.Of(line, Shown)}"));

    private static List<Button> Buttons(DraftFacts facts, IReadOnlyList<OpenQuestion> questions)
    {
        var incident = facts.Incident.Id;
        List<Button> buttons = [.. SuggestedTime.Of(facts).Select(time => Confirm(incident, time))];
        if (questions.Count > 0)
            buttons.Add(
                new Button(
                    QuestionsButtonIds.Ask, "Ask them in the channel", IncidentButtons.Of(incident), Spoken: "Ask the open questions"));
        return buttons;
    }

    /// <summary>The button by which a suggested time becomes the milestone.</summary>
    public static Button Confirm(IncidentId incident, SuggestedTime time) => new(
        QuestionsButtonIds.ConfirmTime, $"{Words.Title(time.Milestone)} at {Moments.Minute(time.At)} UTC",
        IncidentButtons.Of(incident, Words.Of(time.Milestone), time.At.UtcTicks.ToString(CultureInfo.InvariantCulture)),
        Spoken: $"Set {IncidentWords.Name(time.Milestone)} to {Moments.Full(time.At)}");
}
