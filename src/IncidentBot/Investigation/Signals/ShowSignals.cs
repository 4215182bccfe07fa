using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Signals;

/// <summary>Asks for the signals again, and tells one person where they are shown, or what is known.</summary>
internal sealed class ShowSignals(SignalStore signals, ReadSignals reads, SentKeys sent, ChatPlatforms platforms)
{
    /// <summary>Brings the message in the card's thread up to date in a turn of its own, and answers at once.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        if (!reads.CanAsk(incident.Services))
            return Happened.Refused(ShowSignalsRules.NothingToAsk(incident));

        var last = await signals.FindLastAsync(work.Workspace, incident.Id, cancellationToken);
        if (last?.Number >= SignalStore.MostChecks)
            return Happened.Answered(SignalsCard.Of(incident, last));

        AskSignals.Soon(incident, SignalReason.Asked, work);
        if (!incident.CanPost && last is not null)
            return Happened.Answered(SignalsCard.Of(incident, last));

        var address = await sent.FindMessageAsync(work.Workspace, SignalBoard.Key(incident.Id), cancellationToken) is { } message
            ? await platforms.Of(work.Platform).FindPermalinkAsync(work.Workspace, message, cancellationToken)
            : null;
        var text = ShowSignalsRules.Asking(address);
        return Happened.Answered(new Card($"{text.ToPlainText()} ({When.ToTheSecond(call.By.At)})", [new Paragraph(text)]));
    }

    /// <summary>
    /// Somebody says that all is verified: they are told what the signals say, and those are asked for once more. Who verified by other
    /// means is not in doubt.
    /// </summary>
    public async Task<Happened> OnVerifiedAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        if (!reads.CanAsk(incident.Services))
            return Happened.Nothing;

        AskSignals.Soon(incident, incident.IsOpen ? SignalReason.Mitigated : SignalReason.Resolved, work);
        return await signals.FindLastAsync(work.Workspace, incident.Id, cancellationToken) is { } last
            ? Happened.Answered(Card.Of(ShowSignalsRules.Verified(last)))
            : Happened.Nothing;
    }
}

/// <summary>The pure rules of what whoever asks is told.</summary>
internal static class ShowSignalsRules
{
    /// <summary>Why nothing is asked, and what to set.</summary>
    public static RichText NothingToAsk(Incident incident) => incident.Services.Count == 0
        ? RichText.Of($"{incident.Id} names no service, so there is nothing to ask about. Add one with ").Command("service add NAME")
            .Plain(".")
        : $"No signals are set up for {string.Join(", ", incident.Services)}. Set Catalogue:Services:NAME:Signals, for example with "
            + "the profile otel, and Prometheus:Sources:NAME:Url.";

    /// <summary>Where the answer will stand.</summary>
    /// <param name="message">The message that shows the signals; null: there is none yet.</param>
    public static RichText Asking(Uri? message) => message is null
        ? "I'm asking for the signals; they'll be in the thread of the incident's card in a moment."
        : new RichText([]).Plain("The signals are in ").Link(message, "this message").Plain(". I'm asking again, and it will update.");

    /// <summary>What the signals said last, for whoever says that all is well.</summary>
    public static RichText Verified(SignalCheck last) =>
        new RichText([]).Plain("By the signals of ").Time(last.AskedAt).Plain(": ").Then(SignalVerdict.Of(last).Sentence())
            .Plain(" They're being asked again, in the thread of the incident's card.");
}
