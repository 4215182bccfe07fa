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

        var key = call.Told(changed);
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

    /// <summary>The form that asks which other change it was, instead of the one that a button names.</summary>
    public async Task<Opened> OpenAsync(FormCall call, CancellationToken cancellationToken)
    {
        var material = await suspects.ReadAsync(call.Incident, cancellationToken);
        var (view, former) = await board.ViewAsync(material, call.Now, cancellationToken);
        return DecideOnChangeRules.TryReadNumber(call.More, out var number) && former.KeyOf(number) is { } about
            ? AnotherCauseForm.Compose(view with { Shown = former }, about, number)
            : Opened.Refused($"I don't know that change. To see them, type {CommandGrammar.Typed("changes")}.");
    }

    /// <summary>The form that asks which other change it was has been sent.</summary>
    public Task<Happened> HandleAsync(FormSubmitted form, Call call, CancellationToken cancellationToken)
    {
        var chosen = form.Values.GetValueOrDefault(AnotherCauseForm.Change);
        var isListed = DecideOnChangeRules.TryReadNumber(chosen, out var other);
        return DecideOnChangeRules.TryReadNumber(call.More, out var number) && (isListed || chosen == AnotherCauseForm.NotListed)
            ? HandleAsync(call, WasIt.No, number, isListed ? other : 0, cancellationToken)
            : Happened.Unreadable;
    }

    /// <summary>A button answers: <c>answer|number</c>.</summary>
    public Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken) =>
        call.More.Split('|') is [var word, var typed] && Words.TryParse<WasIt>(word, out var answer)
            && DecideOnChangeRules.TryReadNumber(typed, out var number)
            ? HandleAsync(call, answer, number, other: null, cancellationToken)
            : Happened.Unreadable;

    /// <summary>Keeps the answer about a change; whoever answers again corrects it.</summary>
    /// <param name="call">Whose cause, and who answers.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="number">The number of the change that is meant; null: the one that stands first.</param>
    /// <param name="other">The number of the change that it was instead; 0: one that isn't on the list; null: not said.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(Call call, WasIt answer, int? number, int? other, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        var material = await suspects.ReadAsync(incident, cancellationToken);
        var (view, former) = await board.ViewAsync(material, work, cancellationToken);
        var about = number is { } known ? view.Shown.KeyOf(known) : AnswerCauseRules.AskedAbout(view.Ranked)?.Change.Key;
        if (other is > 0 && view.Shown.KeyOf(other.Value) is null)
            return Happened.Refused(
                $"{incident.Id} has no change with the number {other}. To see them with their numbers, type "
                    + $"{CommandGrammar.Typed("changes")}.");

        var said = new CauseSaid(answer, AnswerCauseRules.OtherOf(view, other));
        var decision = AnswerCauseRules.Decide(
            view.Ranked, RankedChanges.AtDeclaration(material, work.Now), about, said, incident, call.By.Who, call.By.At);
        if (decision.Fact is not { } answered)
            return Happened.Refused(decision.Sentence);

        ChangeDecisionStore.Save(work.Batch, work.Workspace, incident.Id, answered.Answer, isNew: material.Answer is null);
        await board.ShowAsync(material with { Answer = answered.Answer }, isFirst: false, work, cancellationToken);
        if (former.Asked is { } asked)
            IncidentBoard.Refresh(
                work, asked.Key, "cause", AnswerCauseRules.Told(ChatJson.ReadCard(asked.Card), view.Ranked, answered.Answer));
        var happened = Happened.Of(incident, decision);
        var which = AnswerCauseRules.WhichOne(answered.Answer);
        // What asked says the answer in the question's place.
        if (former.Asked is not null && IncidentBoard.IsReadBy(incident, call.By.Reply))
            return which.Spans.Count == 0 ? happened : happened.Answering(Card.Of(which));

        return happened.Answering(Card.Of(RichText.Of(
            $"{incident.Id}: recorded. {CauseWords.Said(answered.Answer, view.Ranked)}. {which} "
                + $"({When.ToTheSecond(call.By.At)})")));
    }
}

/// <summary>What a person says about the cause.</summary>
/// <param name="Answer">Whether it was the change that is asked about.</param>
/// <param name="Other">The key of the change that it was instead, as <see cref="CauseAnswer.Other"/> has it.</param>
internal sealed record CauseSaid(WasIt Answer, string? Other = null);

/// <summary>The pure rules of the question about the cause.</summary>
internal static class AnswerCauseRules
{
    /// <summary>The change that is asked about: the likely cause, or the most suspicious one; null: there is none.</summary>
    public static RankedChange? AskedAbout(RankedChanges ranked) => ranked.Suspects.FirstOrDefault();

    /// <summary>Decides on an answer.</summary>
    /// <param name="end">The ranking now.</param>
    /// <param name="declared">The ranking as it was at the declaration.</param>
    /// <param name="about">The key of the change that is meant; null: there is none.</param>
    /// <param name="said">The answer.</param>
    /// <param name="incident">Whose cause.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<CauseAnswered> Decide(
        RankedChanges end, RankedChanges declared, string? about, CauseSaid said, Incident incident, Person by, DateTimeOffset at)
    {
        if (incident.IsOpen)
            return new Refusal(
                $"{incident.Id} is still {Words.Of(incident.Status)}. Say what the cause was once it's resolved; until then, mark the "
                    + $"likely one: {CommandGrammar.Typed("changes likely NUMBER")}.");
        if (incident.IsDrill)
            return new Refusal($"{incident.Id} is a drill, so its cause isn't counted.");
        if (about is null || end.Find(about) is not { } one)
            return new Refusal($"{incident.Id} has no such change on record. To see them, type {CommandGrammar.Typed("changes")}.");
        if (said.Other == about)
            return new Refusal($"That is the change that was asked about. If it was that one, type {CommandGrammar.Typed("changes yes")}.");
        if (end.Answer is { } known && known.Answer == said.Answer && known.Change == about && known.Other == said.Other)
            return new AlreadySo($"That answer is already recorded, from {known.By.Name}.");

        var before = declared.Find(about)?.Score ?? 0;
        var other = said.Other is { Length: > 0 } key ? end.Find(key) : null;
        return new CauseAnswered(
            new CauseAnswer(
                said.Answer, about, new ScorePair(before, declared.NoChange.Score), new ScorePair(one.Score, end.NoChange.Score), by, at)
            {
                Other = said.Other,
                OtherDeclared = other is null ? null : declared.Find(other.Change.Key)?.Score ?? 0,
                OtherEnd = other?.Score,
            });
    }

    /// <summary>The key of the change with a number; null: no number was said.</summary>
    public static string? OtherOf(ChangesView view, int? number) => number is { } known
        ? view.Shown.KeyOf(known) ?? CauseAnswer.NotListed
        : null;

    /// <summary>Asks which one it was, where nobody said; empty: nothing is to be asked.</summary>
    public static RichText WhichOne(CauseAnswer answer) => answer is { Answer: WasIt.No, Other: null }
        ? RichText.Of(
            $"Which one was it? Type {CommandGrammar.Typed("changes no NUMBER")}, with its number in the message about the changes.")
        : new RichText([]);

    /// <summary>The message that tells of the end, with the question.</summary>
    public static Card Asking(Card told, IncidentId incident, RankedChange one, int number)
    {
        var name = ChangeWording.ShortName(one.Change);
        var known = number.ToString(CultureInfo.InvariantCulture);
        return With(told, $"Was it this change: {name}?",
            new Buttons([.. Enum.GetValues<WasIt>().Select(answer => Answer(answer, incident, known, name))]));
    }

    // Which other one it was has to be asked.
    private static Button Answer(WasIt answer, IncidentId incident, string number, string name)
    {
        var spoken = $"{CauseWords.Label(answer)}: was it {name}?";
        return answer == WasIt.No
            ? new Button(ChangesButtonIds.AskAnother, CauseWords.Label(answer), IncidentButtons.Of(incident, number), Spoken: spoken)
            : new Button(
                ChangesButtonIds.AnswerCause, CauseWords.Label(answer), IncidentButtons.Of(incident, Words.Of(answer), number),
                Spoken: spoken);
    }

    /// <summary>The same with the answer in the question's place.</summary>
    public static Card Told(Card told, RankedChanges ranked, CauseAnswer answer) =>
        With(told, $"{CauseWords.Said(answer, ranked)}, says {OneLine.Of(answer.By.Name, 60)}.");

    private static Card With(Card told, string words, params CardPart[] more) =>
        new($"{told.Text} {words}", [.. told.Parts, new Paragraph(words), .. more]);
}
