using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Actions;

/// <summary>Says that an action item is done, or won't be done, or is to be done after all.</summary>
internal sealed class SettleAction(ActionStore store, ActionBoard board, OwnerReminders reminders)
{
    /// <summary>It is done.</summary>
    public Task<Happened> FinishAsync(Call call, CancellationToken cancellationToken) =>
        ChangeAsync(call, item => SettleActionRules.Finish(item, call.By.Who, call.By.At), cancellationToken);

    /// <summary>It won't be done, for the reason in the form.</summary>
    public Task<Happened> DropAsync(Call call, FormSubmitted form, CancellationToken cancellationToken)
    {
        var reason = form.Values.GetValueOrDefault(ActionForms.Reason);
        return ChangeAsync(call, item => SettleActionRules.Drop(item, reason, form.Who, form.At), cancellationToken);
    }

    /// <summary>It is to be done after all.</summary>
    public Task<Happened> ReopenAsync(Call call, CancellationToken cancellationToken) =>
        ChangeAsync(call, item => SettleActionRules.Reopen(item, call.By.Who, call.By.At), cancellationToken);

    private async Task<Happened> ChangeAsync(
        Call call, Func<ActionItem, Decision<ActionFact>> decide, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        if (!ActionForms.TryReadNumber(call.More, out var number))
            return Happened.Unreadable;
        if (await store.FindAsync(work.Workspace, incident.Id, number, cancellationToken) is not { } item)
            return Happened.Answered(ActionForms.NoSuch(incident.Id).Refusal!);

        var decision = decide(item);
        if (decision.Fact is not { } fact)
            return Happened.Refused(decision.Sentence);

        var now = ActionStore.Save(work.Batch, work.Workspace, incident.Id, item, fact);
        if (now.State == ActionState.Open)
            reminders.Plan(now, work);
        board.Refresh(work, incident, now);
        var happened = Happened.To(incident, fact);
        // Who reads the channel sees the line change.
        return IncidentBoard.IsReadBy(incident, call.By.Reply)
            ? happened
            : happened.Answering(Card.Of($"{SettleActionRules.Became(incident, now)} ({When.ToTheSecond(call.By.At)})"));
    }
}

/// <summary>Whether an action item is settled, or opened again.</summary>
internal static class SettleActionRules
{
    private const int LongestReason = 500;

    /// <summary>Decides whether it is done.</summary>
    public static Decision<ActionFact> Finish(ActionItem item, Person by, DateTimeOffset at) => item.State == ActionState.Open
        ? new ActionSettled(by, at, item.Number, ActionState.Done, null, by.Name)
        : Already(item);

    /// <summary>Decides whether it is dropped.</summary>
    public static Decision<ActionFact> Drop(ActionItem item, string? reason, Person by, DateTimeOffset at)
    {
        var why = OneLine.Of(reason ?? string.Empty, LongestReason);
        if (item.State != ActionState.Open)
            return Already(item);

        return why.Length == 0
            ? new Refusal("Nothing was changed: say why it won't be done.")
            : new ActionSettled(by, at, item.Number, ActionState.Dropped, why, by.Name);
    }

    /// <summary>Decides whether it is open again.</summary>
    public static Decision<ActionFact> Reopen(ActionItem item, Person? by, DateTimeOffset at) => item.State == ActionState.Open
        ? new AlreadySo($"Action {ActionCard.Number(item)} is open.")
        : new ActionReopened(by, at, item.Number);

    /// <summary>Says what has become of it.</summary>
    public static string Became(Incident incident, ActionItem item) => item.State switch
    {
        ActionState.Open => $"Action {ActionCard.Number(item)} of {incident.Id} is open again.",
        ActionState.Done => $"Action {ActionCard.Number(item)} of {incident.Id} is done.",
        _ => $"Action {ActionCard.Number(item)} of {incident.Id} is dropped.",
    };

    private static AlreadySo Already(ActionItem item) =>
        new($"Action {ActionCard.Number(item)} is {Words.Of(item.State)} already, by {item.SettledBy ?? "somebody"}.");
}
