using System.Globalization;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Changes.Decisions;

/// <summary>
/// Asks, below the message that tells of the end, whether it was the change that stands first, and keeps the answer: it is how a team
/// learns how far the scores can be trusted.
/// </summary>
internal sealed class AnswerCause(ReadSuspects suspects, ChangeDecisionStore decisions, ChangesBoard board)
{
    /// <summary>An incident is over: the message that tells of it asks, where there is a change to ask about.</summary>
    public async Task<Happened> OnOverAsync(StatusChanged changed, FactCall call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.After, call.Work);
        if (incident.IsDrill || await decisions.FindAnswerAsync(work.Workspace, incident.Id, cancellationToken) is not null)
            return Happened.Nothing;

        var material = await suspects.ReadAsync(incident, cancellationToken);
        var (view, former) = await board.ViewAsync(material, work, cancellationToken);
        if (AnswerCauseRules.AskedAbout(view.Ranked) is not { } one || view.Shown.NumberOf(one.Change.Key) is not { } number)
            return Happened.Nothing;

        var key = IncidentKeys.Told(incident.Id, Number(changed, call));
        Card? before = null;
        if (!work.Reword(key, card => AnswerCauseRules.Asking(before = card, incident.Id, one, number)))
            return Happened.Nothing;

        // An incident that was opened again asks in one place, the newest.
        if (former.Asked is { } earlier)
            IncidentBoard.Refresh(work, earlier.Key, "cause", ChatJson.ReadCard(earlier.Card));
        ChangesBoard.Save(
            view with
            {
                Shown = former with { Numbers = view.Shown.Numbers, Asked = new StoredQuestion(key, ChatJson.Write(before!)) },
            },
            work);
        return Happened.Nothing;
    }

    /// <summary>A button answers: <c>answer|number</c>.</summary>
    public Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken) =>
        call.More.Split('|') is [var word, var typed] && Words.TryParse<WasIt>(word, out var answer)
            && DecideOnChangeRules.TryReadNumber(typed, out var number)
            ? HandleAsync(call, answer, number, cancellationToken)
            : Happened.Unreadable;

    /// <summary>Keeps the answer about a change; whoever answers again corrects it.</summary>
    /// <param name="call">Whose cause, and who answers.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="number">The number of the change that is meant; null: the one that stands first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(Call call, WasIt answer, int? number, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        var material = await suspects.ReadAsync(incident, cancellationToken);
        var (view, former) = await board.ViewAsync(material, work, cancellationToken);
        var about = number is { } known ? view.Shown.KeyOf(known) : AnswerCauseRules.AskedAbout(view.Ranked)?.Change.Key;
        var decision = AnswerCauseRules.Decide(
            view.Ranked, RankedChanges.AtDeclaration(material, work.Now), about, answer, incident, call.By.Who, call.By.At);
        if (decision.Fact is not { } answered)
            return Happened.Refused(decision.Sentence);

        ChangeDecisionStore.Save(work.Batch, work.Workspace, incident.Id, answered.Answer, isNew: material.Answer is null);
        await board.ShowAsync(material with { Answer = answered.Answer }, isFirst: false, work, cancellationToken);
        if (former.Asked is { } asked)
            IncidentBoard.Refresh(
                work, asked.Key, "cause", AnswerCauseRules.Told(ChatJson.ReadCard(asked.Card), view.Ranked, answered.Answer));
        var happened = Happened.Of(incident, decision);
        // What asked says the answer in the question's place.
        return former.Asked is not null && IncidentBoard.IsReadBy(incident, call.By.Reply)
            ? happened
            : happened.Answering(Card.Of(
                $"{incident.Id}: recorded. {CauseWords.Said(answer, AnswerCauseRules.NameOf(view.Ranked, answered.Answer.Change))}. "
                    + $"({When.ToTheSecond(call.By.At)})"));
    }

    private static long Number(StatusChanged changed, FactCall call) =>
        call.Before.Version + 1 + call.All.OfType<IncidentFact>().TakeWhile(fact => !ReferenceEquals(fact, changed)).Count();
}

/// <summary>The pure rules of the question about the cause.</summary>
internal static class AnswerCauseRules
{
    /// <summary>The change that is asked about: the likely cause, or the most suspicious one; null: there is none.</summary>
    public static RankedChange? AskedAbout(RankedChanges ranked) => ranked.Suspects.FirstOrDefault();

    /// <summary>Decides on an answer.</summary>
    /// <param name="end">The ranking now.</param>
    /// <param name="declared">The ranking as it was at the declaration.</param>
    /// <param name="about">The key of the change that is meant; null: there is none.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="incident">Whose cause.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<CauseAnswered> Decide(
        RankedChanges end, RankedChanges declared, string? about, WasIt answer, Incident incident, Person by, DateTimeOffset at)
    {
        if (incident.IsOpen)
            return new Refusal(
                $"{incident.Id} is still {Words.Of(incident.Status)}. Say what the cause was once it's resolved; until then, mark the "
                    + $"likely one: {CommandGrammar.Typed("changes likely NUMBER")}.");
        if (incident.IsDrill)
            return new Refusal($"{incident.Id} is a drill, so its cause isn't counted.");
        if (about is null || end.Find(about) is not { } one)
            return new Refusal($"{incident.Id} has no such change on record. To see them, type {CommandGrammar.Typed("changes")}.");
        if (end.Answer is { } known && known.Answer == answer && known.Change == about)
            return new AlreadySo($"That answer is already recorded, from {known.By.Name}.");

        var before = declared.Find(about)?.Score ?? 0;
        return new CauseAnswered(
            new CauseAnswer(
                answer, about, new ScorePair(before, declared.NoChange.Score), new ScorePair(one.Score, end.NoChange.Score), by, at));
    }

    /// <summary>The message that tells of the end, with the question.</summary>
    public static Card Asking(Card told, IncidentId incident, RankedChange one, int number)
    {
        var name = ChangeWording.ShortName(one.Change);
        var known = number.ToString(CultureInfo.InvariantCulture);
        return With(told, $"Was it this change: {name}?",
            new Buttons([.. Enum.GetValues<WasIt>().Select(answer => new Button(
                ChangesButtonIds.AnswerCause, CauseWords.Label(answer), IncidentButtons.Of(incident, Words.Of(answer), known),
                Spoken: $"{CauseWords.Label(answer)}: was it {name}?"))]));
    }

    /// <summary>The same with the answer in the question's place.</summary>
    public static Card Told(Card told, RankedChanges ranked, CauseAnswer answer) =>
        With(told, $"{CauseWords.Said(answer.Answer, NameOf(ranked, answer.Change))} ({OneLine.Of(answer.By.Name, 60)}).");

    /// <summary>What a change is called; also one that is no longer on record.</summary>
    public static string NameOf(RankedChanges ranked, string key) =>
        ranked.Find(key) is { } one ? ChangeWording.ShortName(one.Change) : "that change";

    private static Card With(Card told, string words, params CardPart[] more) =>
        new($"{told.Text} {words}", [.. told.Parts, new Paragraph(words), .. more]);
}
