using IncidentBot.Actions.Issues;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Actions;

/// <summary>Makes an action item, shows it in one line, and tells who made it what it still lacks.</summary>
internal sealed class OpenAction(
    ActionStore store, ActionBoard board, ActionSources sources, ActionOwners owners, OwnerReminders reminders,
    IssueRequests issues, ReadPeople people)
{
    /// <summary>Of a typed command.</summary>
    public async Task<Happened> HandleAsync(
        Incident incident, ActionCommand command, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var due = command.Due is null ? new DueRead(null, null) : DueDay.Parse(command.Due, by.At, by.Who.TimeZone);
        var owner = command.IsMine ? by.Who : await owners.FindAsync(command.Owner, work, cancellationToken);
        var terms = new ActionTerms(OneLine.Of(command.Text, ActionTerms.LongestText)) { Owner = owner, Due = due.Day };
        var problem = due.Problem is { } wrong
            ? new Refusal(wrong)
            : await owners.RefuseAsync(incident, owner, by.Who, work, cancellationToken);
        // A message that mentions the bot is what the action item comes from.
        var source = by is CommandTyped { Message: { } message }
            ? await sources.OfMessageAsync(incident, message, work, cancellationToken)
            : null;
        return await OpenAsync(incident, terms, source, problem, by, work, command.NotADay, cancellationToken);
    }

    /// <summary>Of a bare command, where no form can open.</summary>
    public static Happened Refuse() => Happened.Refused(ActionsCommands.Make.Refuse("Say what is to be done.").Sentence);

    /// <summary>Of a form that was sent.</summary>
    public async Task<Happened> HandleAsync(Call call, FormSubmitted form, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        var owner = await owners.FindAsync(ActionForms.OwnerOf(form.Values), work, cancellationToken);
        var read = ActionForms.Read(form.Values, owner, form.At, form.Who.TimeZone);
        var problem = read.Problem is { } wrong
            ? new Refusal(wrong)
            : await owners.RefuseAsync(incident, owner, form.Who, work, cancellationToken);
        var source = await sources.ReadAsync(incident, call.More, work, cancellationToken);
        var opened = await OpenAsync(incident, read.Terms, source, problem, form, work, notADay: null, cancellationToken);
        if (opened.Facts.Count > 0 && ActionSources.IsFix(call.More))
            FixOffers.Answered(incident, ((ActionOpened)opened.Facts[0].Fact).Item, work);
        return opened;
    }

    private async Task<Happened> OpenAsync(
        Incident incident, ActionTerms terms, ActionSource? source, Refusal? problem, Inbound by, Work work, string? notADay,
        CancellationToken cancellationToken)
    {
        if (problem is not null)
            return Happened.Refused(problem.Sentence);

        var known = await store.ListAsync(work.Workspace, incident.Id, cancellationToken);
        var decision = OpenActionRules.Decide(incident.Id, known, terms, source, by.Who, by.At);
        if (decision.Fact is not { } opened)
            return Happened.Refused(decision.Sentence);

        ActionStore.Add(work.Batch, work.Workspace, incident.Id, opened);
        reminders.Plan(opened.Item, work);
        var item = issues.AskIfAlways(incident, opened.Item, by, work);
        board.Post(work, incident, item);
        ActionOwners.Bring(incident, item.Terms.Owner, by.Who, work);
        var happened = Happened.To(incident, opened);
        var blame = BlameHint.In(item.Text, await people.ReadAsync(incident, cancellationToken));
        var hints = HintCard.Of(incident, item, by, blame, notADay);
        return hints is null ? happened : happened.Answering(hints);
    }
}

/// <summary>Whether an action item is made.</summary>
internal static class OpenActionRules
{
    /// <summary>An incident with more of them has a plan, not action items.</summary>
    public const int Most = 200;

    /// <summary>Decides; the same words, or the same message, make no second one while the first is open.</summary>
    /// <param name="incident">Of which incident.</param>
    /// <param name="known">Its action items so far.</param>
    /// <param name="terms">What the new one says.</param>
    /// <param name="source">What it is made from; null: typed.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<ActionOpened> Decide(
        IncidentId incident, IReadOnlyList<ActionItem> known, ActionTerms terms, ActionSource? source, Person by, DateTimeOffset at)
    {
        if (terms.Text.Length == 0)
            return new Refusal("Nothing was added: say what is to be done.");
        if (source is { IsGone: true })
            return new Refusal(
                "Nothing was added: what it was to be made from was removed meanwhile, and its words with it. To add it in your own words, "
                    + $"type {CommandGrammar.Typed("action TEXT")}.");
        if (known.FirstOrDefault(item => IsSame(item, terms, source)) is { } same)
            return new AlreadySo(
                $"That's already action {same.Number} of {incident}: {OneLine.Of(same.Text, 200)} "
                    + $"To see all, type {CommandGrammar.Typed("actions")}.");

        return known.Count >= Most
            ? new Refusal($"{incident} has {Most} action items, which is as many as it can have. Drop those that nobody will do.")
            : new ActionOpened(by, at, known.Count + 1, terms, source?.Message, source?.Permalink);
    }

    private static bool IsSame(ActionItem item, ActionTerms terms, ActionSource? source) => item.State == ActionState.Open
        && (string.Equals(item.Terms.Text, terms.Text, StringComparison.OrdinalIgnoreCase)
            || (source?.Message is { } message && item.Source == message));
}
