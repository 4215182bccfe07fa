using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Actions;

/// <summary>Changes what an action item says.</summary>
internal sealed class EditAction(ActionStore store, ActionBoard board, ActionOwners owners, OwnerReminders reminders, ReadPeople people)
{
    /// <summary>By the form, unless somebody has changed it since the form was opened.</summary>
    public async Task<Happened> HandleAsync(Call call, FormSubmitted form, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        if (call.More.Split('|') is not [var number, var version] || !ActionForms.TryReadNumber(number, out var action))
            return Happened.Unreadable;
        if (await store.FindAsync(work.Workspace, incident.Id, action, cancellationToken) is not { } item)
            return Happened.Answered(ActionForms.NoSuch(incident.Id).Refusal!);

        var picked = ActionForms.OwnerOf(form.Values);
        // Whoever stays the owner is not asked for again: their account may be closed by now.
        var owner = picked == item.Terms.Owner?.Id ? item.Terms.Owner : await owners.FindAsync(picked, work, cancellationToken);
        var read = ActionForms.Read(form.Values, owner, form.At, form.Who.TimeZone);
        if (owner?.Id != item.Terms.Owner?.Id
            && await owners.RefuseAsync(incident, owner, form.Who, work, cancellationToken) is { } refusal)
            return Happened.Refused(refusal.Sentence);

        var decision = EditActionRules.Decide(item, read, version, form.Who, form.At);
        if (decision.Fact is not { } changed)
            return Happened.Refused(decision.Sentence);

        var now = ActionStore.Save(work.Batch, work.Workspace, incident.Id, item, changed);
        reminders.Plan(now, work);
        board.Refresh(work, incident, now);
        if (owner?.Id != item.Terms.Owner?.Id)
            ActionOwners.Bring(incident, owner, form.Who, work);
        var happened = Happened.To(incident, changed);
        var blame = BlameHint.In(now.Text, await people.ReadAsync(incident, cancellationToken));
        return HintCard.Of(incident, now, form, blame) is { } hints ? happened.Answering(hints) : happened;
    }
}

/// <summary>Whether what an action item says is changed.</summary>
internal static class EditActionRules
{
    /// <summary>Decides.</summary>
    /// <param name="item">The action item as it stands.</param>
    /// <param name="read">What was filled in, and what is wrong with it; a day that was left as it stood may be past by now.</param>
    /// <param name="version">The version that the form showed.</param>
    /// <param name="by">Who sent it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<ActionChanged> Decide(
        ActionItem item, (ActionTerms Terms, string? Problem) read, string version, Person by, DateTimeOffset at)
    {
        if (item.Version.ToString(CultureInfo.InvariantCulture) != version)
            return new Refusal(
                $"Nothing was changed: someone changed action {ActionCard.Number(item)} in the meantime. It now reads: "
                    + $"“{OneLine.Of(item.Text, 200)}” Open the form again.");
        if (read.Problem is { } problem)
            return new Refusal($"Nothing was changed: {problem}");
        if (read.Terms.Text.Length == 0)
            return new Refusal("Nothing was changed: say what is to be done.");

        return read.Terms == item.Terms
            ? new AlreadySo($"Action {ActionCard.Number(item)} says so already.")
            : new ActionChanged(by, at, item.Number, read.Terms, item.Terms);
    }
}
