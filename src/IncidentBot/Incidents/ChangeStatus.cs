using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Says how far the response has come.</summary>
internal sealed class ChangeStatus(IncidentOptions options)
{
    /// <summary>Changes the status, or shares news about the one that it has.</summary>
    public Happened Handle(Incident incident, IncidentStatus status, string? sentence, Inbound by, Work work)
    {
        if (ChangeStatusRules.IsUnexplainedEnd(incident, status, sentence))
            return Happened.Answered(WhatHappenedForm.Ask(incident, by.At));

        var decision = ChangeStatusRules.Decide(incident, status, sentence, by.Who, by.At);
        switch (decision.Fact)
        {
            case StatusChanged changed:
                var now = IncidentBoard.Commit(work, incident, changed);
                IncidentBoard.Post(
                    work, now, Announcement(changed, by.Who), by,
                    [.. Asks(changed) ? [Ask(incident)] : Array.Empty<Button>(), .. OfferArchive.Beside(now, options)]);
                break;
            case StatusTold told:
                IncidentBoard.Post(
                    work, IncidentBoard.Commit(work, incident, told),
                    new RichText([]).Person(by.Who.Id, by.Who.Name).Plain(", ").Bold($"still {Words.Of(told.Status)}: ")
                        .Plain(told.Sentence),
                    by);
                break;
        }

        return Happened.Of(incident, decision);
    }

    /// <summary>Records what was written in the form of <see cref="WhatChangedForm"/>; the status stays as it is.</summary>
    public Happened HandleSentence(Incident incident, string? sentence, Inbound by, Work work) =>
        Handle(incident, incident.Status, string.IsNullOrWhiteSpace(sentence) ? null : sentence.Trim(), by, work);

    /// <summary>Closes what was never mitigated, with what was written in the form of <see cref="WhatHappenedForm"/>.</summary>
    public Happened HandleClosing(Incident incident, string? sentence, Inbound by, Work work) =>
        string.IsNullOrWhiteSpace(sentence)
            ? Happened.Unreadable
            : Handle(incident, IncidentStatus.Closed, sentence.Trim(), by, work);

    /// <summary>The message that told of a status, with more behind it.</summary>
    internal static Card Shown(Incident incident, StatusChanged changed, RichText more)
    {
        var text = Announcement(changed, changed.By ?? incident.StartedBy).Plain("\n").Then(more);
        return new Card(
            text.ToPlainText(), [new Paragraph(text), .. Asks(changed) ? [new Buttons([Ask(incident)])] : Array.Empty<CardPart>()]);
    }

    // Closing ends the work on the record; what helped was said when it was mitigated or resolved.
    private static bool Asks(StatusChanged changed) => changed is { Sentence: null, To: not IncidentStatus.Closed };

    private static Button Ask(Incident incident) =>
        new(IncidentButtonIds.SayWhatChanged, "Add what helped", IncidentButtons.Of(incident.Id));

    private static RichText Announcement(StatusChanged changed, Person by)
    {
        var text = new RichText([]).Person(by.Id, by.Name)
            .Plain(How(changed)).Bold(Words.Of(changed.To))
            .Plain($" (was {Words.Of(changed.From)}){(changed.Sentence is { } said ? $": {said}" : ".")}");
        return changed.Cleared.Count == 0
            ? text
            : text.Plain($"\nNo longer set: {string.Join(", ", changed.Cleared.Keys.Order().Select(IncidentWords.Name))}.");
    }

    private static string How(StatusChanged changed) => changed switch
    {
        { From: >= IncidentStatus.Resolved, To: < IncidentStatus.Resolved } => " reopened it as ",
        _ when changed.To < changed.From => " set it back to ",
        { To: IncidentStatus.Identified } => " marked the cause as ",
        _ => " marked it as ",
    };
}

/// <summary>The form that asks what changed with a status.</summary>
internal static class WhatChangedForm
{
    /// <summary>Field: the words.</summary>
    public const string Sentence = "sentence";

    /// <summary>Asks.</summary>
    public static Form Compose(IncidentId incident) =>
        new(IncidentFormIds.WhatChanged, $"What changed, {incident}", "Record", IncidentButtons.Of(incident),
        [
            new TextField(
                Sentence, "What changed?", "What was done, and how you know it worked. It goes into the timeline.",
                Multiline: true, MaxLength: 2000),
        ]);
}

/// <summary>The form that asks what happened with an incident that is closed without having been mitigated.</summary>
internal static class WhatHappenedForm
{
    /// <summary>Field: the words.</summary>
    public const string Sentence = "sentence";

    /// <summary>Says what is missing, with the way to say it.</summary>
    public static Card Ask(Incident incident, DateTimeOffset asked)
    {
        var text = RichText.Of(
            $"{incident.Id} is still {Words.Of(incident.Status)}, so the record would end without saying what happened. Say it in a "
                + $"sentence, and it's closed: {CommandGrammar.Typed("status closed It recovered by itself at 14:05")}. If there was "
                + $"nothing to work on, type {CommandGrammar.Typed("cancel The alert was a test")}.");
        return new Card(
            $"{text.ToPlainText()} ({When.ToTheSecond(asked)})",
            [
                new Paragraph(text),
                new Buttons(
                    [
                        new Button(
                            IncidentButtonIds.SayWhatHappened, "Say what happened and close", IncidentButtons.Of(incident.Id),
                            ButtonStyle.Primary),
                    ]),
            ]);
    }

    /// <summary>Asks.</summary>
    public static Form Compose(IncidentId incident) =>
        new(IncidentFormIds.WhatHappened, $"Close {incident}", "Close it", IncidentButtons.Of(incident),
        [
            new TextField(
                Sentence, "What happened?", "What ended it, and how you know. It goes into the timeline.", Multiline: true,
                MaxLength: 2000),
        ]);
}

/// <summary>Whether a status changes, and what that means for the milestones.</summary>
internal static class ChangeStatusRules
{
    /// <summary>
    /// Decides on a status; a milestone keeps the instant at which it was first reached, until the response falls back behind it.
    /// </summary>
    public static Decision<IncidentFact> Decide(Incident incident, IncidentStatus to, string? sentence, Person by, DateTimeOffset at)
    {
        if (to == IncidentStatus.Cancelled && incident.Status == IncidentStatus.Closed)
            return new Refusal(
                $"{incident.Id} is closed, so there's nothing left to cancel. If it was a false alarm, say so in the postmortem, or "
                    + $"reopen it first: {CommandGrammar.Typed("status investigating")}.");

        if (to != incident.Status)
        {
            Milestone? reached = MilestoneOf(to) is { } milestone && incident.At(milestone) is null ? milestone : null;
            return new StatusChanged(by, at, incident.Status, to, sentence, reached, Cleared(incident, to));
        }

        if (sentence is not null)
            return new StatusTold(by, at, to, sentence);

        var since = MilestoneOf(to) is { } known && incident.At(known) is { } instant
            ? $" since {When.Say(instant, at, by.TimeZone)}"
            : string.Empty;
        return new AlreadySo(
            $"{incident.Id} is already {Words.Of(to)}{since}. To share news, type "
                + $"{CommandGrammar.Typed($"status {Words.Of(to)} We see …")}.");
    }

    /// <summary>Whether an incident would be closed straight from the search for its cause, without a word on what happened.</summary>
    public static bool IsUnexplainedEnd(Incident incident, IncidentStatus to, string? sentence) =>
        to == IncidentStatus.Closed && incident.Status < IncidentStatus.Mitigated && string.IsNullOrWhiteSpace(sentence);

    private static Milestone? MilestoneOf(IncidentStatus status) => status switch
    {
        IncidentStatus.Mitigated => Milestone.Mitigated,
        IncidentStatus.Resolved => Milestone.Resolved,
        IncidentStatus.Closed => Milestone.Closed,
        _ => null,
    };

    private static Dictionary<Milestone, DateTimeOffset> Cleared(Incident incident, IncidentStatus to) =>
        Enum.GetValues<IncidentStatus>()
            .Where(status => status > to && status <= incident.Status)
            .Select(MilestoneOf)
            .OfType<Milestone>()
            .Where(milestone => incident.At(milestone) is not null)
            .ToDictionary(milestone => milestone, milestone => incident.At(milestone)!.Value);
}
