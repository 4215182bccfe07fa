using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Nudges;

/// <summary>Takes the answer to a nudge as an entry of the timeline.</summary>
internal sealed class AnswerNudge(AddNote notes)
{
    /// <summary>The field of the form.</summary>
    public const string Text = "text";

    private const int Longest = 3000;

    /// <summary>The form.</summary>
    public static Opened Open(FormCall call) => NudgeSubject.Read(call.Incident.Id, call.More) is { } about
        ? new Form(
            NudgeFormIds.Answer, NudgeCard.Title(about.Nudge), "Record", about.Value,
            [new TextField(Text, NudgeCard.Label(about.Nudge), NudgeCard.Example(about.Nudge), Multiline: true, MaxLength: Longest)])
        : Opened.Refused("That button can’t be read.");

    /// <summary>Records it, and says so in the nudge's place.</summary>
    public async Task<Happened> HandleAsync(Call call, FormSubmitted form, CancellationToken cancellationToken)
    {
        var text = form.Values.GetValueOrDefault(Text)?.Trim() ?? string.Empty;
        if (NudgeSubject.Read(call.Incident.Id, call.More) is not { } about)
            return Happened.Unreadable;
        if (text.Length == 0)
            return Happened.Refused("Nothing was recorded, since nothing was written.");

        var kind = about.Nudge == Nudge.Evidence ? EntryKind.Action : EntryKind.Observation;
        Settle(about, "answered", call.By.Who, call.Incident, call.Work);
        return await notes.HandleAsync(
            call.Incident, new NoteCommand(text, null, Words.Of(kind)), call.By, call.Work, cancellationToken);
    }

    /// <summary>Says in a nudge's place what became of it.</summary>
    public static Happened Settle(NudgeSubject about, string what, Person by, Incident incident, Work work)
    {
        if (incident.CanPost)
            work.Send(
                new Outgoing(
                    $"{work.Key}/nudge",
                    new UpdateCard(MessageTarget.From(about.Key), NudgeCard.Settled(about, what, by)) { MayBeGone = true })
                {
                    After = about.Key, Lane = about.Key, Replaces = about.Key,
                });
        return Happened.Nothing;
    }
}
