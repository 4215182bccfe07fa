using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Facts;

namespace IncidentBot.Postmortem.Questions;

/// <summary>Asks all open questions of a draft in one message, once, in the thread of the message that tells of the draft.</summary>
internal sealed class AskDraftQuestions(PostmortemRecords records, SentKeys sent)
{
    /// <summary>Asks.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        if ((await sent.ListAsync(work.Workspace, Key(incident.Id), cancellationToken)).Contains(Key(incident.Id)))
            return Happened.Refused($"The open questions of {incident.Id} were asked already, in the thread of its draft.");
        if (!incident.CanPost || incident.Channel is null)
            return Happened.Refused($"The channel of {incident.Id} isn't open, so nobody can be asked there.");

        var questions = OpenQuestions.Of(DraftFacts.Of(await records.ReadAsync(incident, cancellationToken)));
        if (questions.Count == 0)
            return Happened.Refused($"The draft of {incident.Id} has no open questions.");

        var thread = await ThreadAsync(incident.Id, work, cancellationToken);
        work.Send(
            new Outgoing(
                Key(incident.Id),
                new PostCard(IncidentBoard.Channel(incident), QuestionsCard.Compose(incident.Id, questions)) { ThreadOf = thread })
            {
                After = thread,
                Lane = ChannelQuestions.Lane(incident.Id),
            });
        return Happened.Nothing;
    }

    /// <summary>The key of the one message.</summary>
    internal static string Key(IncidentId incident) => $"{incident}/draft-questions";

    // Where no message tells of a draft, the incident's card has the thread.
    private async Task<string> ThreadAsync(IncidentId incident, Work work, CancellationToken cancellationToken)
    {
        var keys = await sent.ListAsync(work.Workspace, $"{incident}/postmortem/", cancellationToken);
        return keys.Where(key => ChannelQuestions.IsQuestion(key) && !ChannelQuestions.IsGone(key, keys))
            .OrderBy(key => key.Length).ThenBy(key => key, StringComparer.Ordinal).LastOrDefault() ?? IncidentKeys.Card(incident);
    }
}

/// <summary>The open questions of a draft, each for whoever could answer it.</summary>
internal static class QuestionsCard
{
    /// <summary>Asks them.</summary>
    public static Card Compose(IncidentId incident, IReadOnlyList<OpenQuestion> questions)
    {
        const string intro = "The postmortem still asks this. A short answer with a link is enough; it goes on record with your name.";
        var text = questions.Index().Aggregate(new RichText([]), static (text, one) => Add(text, one.Index + 1, one.Item));
        return new Card(
            $"{intro} {string.Join(' ', questions.Select(question => question.Words))}",
            [
                new Paragraph(intro),
                new Paragraph(text),
                new Buttons(
                [
                    new Button(
                        QuestionsButtonIds.Answer, "Answer", IncidentButtons.Of(incident), ButtonStyle.Primary,
                        Spoken: "Answer the questions"),
                ]),
            ]);
    }

    private static RichText Add(RichText text, int number, OpenQuestion question)
    {
        var line = text.Plain(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{(number == 1 ? "" : "\n")}{number}. {question.Words} "));
        return question.Who is { } who ? line.Person(who.Id, who.Name) : line.Plain("(whoever was there)");
    }
}
