using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Investigation.Nudges;

/// <summary>Turns nudges off and on, in an incident or for good, and shows who did.</summary>
internal sealed class SwitchNudge(NudgeStore store)
{
    /// <summary>Of a button.</summary>
    public async Task<Happened> HandleAsync(Call call, bool isForGood, CancellationToken cancellationToken)
    {
        if (NudgeSubject.Read(call.Incident.Id, call.More) is not { } about)
            return Happened.Unreadable;

        var happened = await HandleAsync(call, new NudgesCommand(about.Nudge, IsOn: false, isForGood), cancellationToken);
        if (happened.Facts.Count > 0)
            AnswerNudge.Settle(
                about, isForGood ? "turned off for good" : "turned off in this incident", call.By.Who, call.Incident, call.Work);
        return happened;
    }

    /// <summary>Of a typed command.</summary>
    public async Task<Happened> HandleAsync(Call call, NudgesCommand typed, CancellationToken cancellationToken)
    {
        var (id, work) = (call.Incident.Id, call.Work);
        var choices = await store.ReadAsync(work.Workspace, id, cancellationToken);
        if (typed.Nudge is not { } nudge)
            return Happened.Answered(NudgeCard.All(id, choices, call.By.At));

        var decision = SwitchNudgeRules.Decide(id, choices, nudge, typed.IsOn, typed.IsForGood, call.By.Who, call.By.At);
        if (decision.Fact is not { } switched)
            return Happened.Refused(decision.Sentence);

        if (typed.IsForGood)
            NudgeStore.AddForGood(work.Batch, work.Workspace, switched.Choice);
        else
            NudgeStore.Add(work.Batch, work.Workspace, id, switched.Choice);
        return Happened.To(call.Incident, switched).Answering(SwitchNudgeRules.Told(id, nudge, typed.IsOn, typed.IsForGood));
    }
}

/// <summary>Somebody turned a nudge off or on.</summary>
internal sealed record NudgeSwitched(NudgeChoice Choice, bool IsForGood) : Fact;

/// <summary>What turning a nudge off or on becomes.</summary>
internal static class SwitchNudgeRules
{
    /// <summary>Decides.</summary>
    /// <param name="incident">Where.</param>
    /// <param name="choices">What was chosen so far.</param>
    /// <param name="nudge">Which one.</param>
    /// <param name="isOn">Whether it is to come.</param>
    /// <param name="isForGood">Whether in all incidents.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<NudgeSwitched> Decide(
        IncidentId incident, NudgeChoices choices, Nudge nudge, bool isOn, bool isForGood, Person by, DateTimeOffset at)
    {
        var last = isForGood ? choices.LastForGood(nudge) : choices.Of(nudge);
        if ((last?.IsOn ?? true) == isOn)
            return new AlreadySo($"“{NudgeCard.Title(nudge)}” is {(isOn ? "on" : "off")} already{Where(incident, isForGood)}.");

        var number = (isForGood ? choices.ForGood.Count(choice => choice.Nudge == nudge) : choices.Here.Count) + 1;
        return new NudgeSwitched(new NudgeChoice(number, nudge, isOn, by, at), isForGood);
    }

    /// <summary>What whoever did it is told.</summary>
    public static Card Told(IncidentId incident, Nudge nudge, bool isOn, bool isForGood) => Card.Of(
        RichText.Of($"“{NudgeCard.Title(nudge)}” is {(isOn ? "on" : "off")}{Where(incident, isForGood)}. To see all, type ")
            .Command("nudges").Plain("."));

    private static string Where(IncidentId incident, bool isForGood) => isForGood ? " in all incidents" : $" in {incident}";
}
