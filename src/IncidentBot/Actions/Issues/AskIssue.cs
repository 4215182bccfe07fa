using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Actions.Issues;

/// <summary>Has an issue made of an action item.</summary>
internal sealed class AskIssue(ActionStore store, ActionBoard board, ActionsOptions options, CatalogueOptions catalogue)
{
    /// <summary>Somebody presses the button.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        if (!ActionForms.TryReadNumber(call.More, out var number))
            return Happened.Unreadable;
        if (await store.FindAsync(work.Workspace, incident.Id, number, cancellationToken) is not { } item)
            return Happened.Answered(ActionForms.NoSuch(incident.Id).Refusal!);

        var decision = AskIssueRules.Decide(incident, item, options, catalogue, call.By.Who, call.By.At);
        if (decision.Fact is not { } asked)
            return Happened.Refused(decision.Sentence);

        board.Refresh(work, incident, IssueRequests.Ask(incident, item, asked, work));
        var happened = Happened.To(incident, asked);
        return IncidentBoard.IsReadBy(incident, call.By.Reply)
            ? happened
            : happened.Answering(Card.Of(
                $"An issue of action {ActionCard.Number(item)} is on its way to {asked.Repository}. ({When.ToTheSecond(call.By.At)})"));
    }
}

/// <summary>Has the issues of new action items made.</summary>
internal sealed class IssueRequests(ActionsOptions options, CatalogueOptions catalogue)
{
    /// <summary>Has an issue made of a new action item, where each gets one; nothing is said where there can be none.</summary>
    /// <returns>The action item as it stands now.</returns>
    public ActionItem AskIfAlways(Incident incident, ActionItem item, Inbound by, Work work) =>
        options.Issues == IssueMaking.Always
            && AskIssueRules.Decide(incident, item, options, catalogue, by.Who, by.At).Fact is { } asked
                ? Ask(incident, item, asked, work)
                : item;

    /// <summary>Puts on record that an issue is asked for, and has it made.</summary>
    public static ActionItem Ask(Incident incident, ActionItem item, IssueAsked asked, Work work)
    {
        work.Then(MakeIssue.Later(incident.Id, asked.Action, work.Key));
        return ActionStore.Save(work.Batch, work.Workspace, incident.Id, item, asked);
    }
}

/// <summary>Whether an issue is made of an action item, and where.</summary>
internal static class AskIssueRules
{
    /// <summary>Decides; one that could not be made may be asked for again.</summary>
    public static Decision<IssueAsked> Decide(
        Incident incident, ActionItem item, ActionsOptions options, CatalogueOptions catalogue, Person by, DateTimeOffset at)
    {
        if (options.Issues == IssueMaking.Off)
            return new Refusal("No issue was made: they are turned off here. An admin can turn them on with Actions:Issues.");
        if (item.State != ActionState.Open || item.IsRemoved)
            return new Refusal($"No issue was made: action {ActionCard.Number(item)} isn't open, or its words were removed.");
        if (item.Issue is { Number: { } number } made)
            return new AlreadySo($"Action {ActionCard.Number(item)} has an issue already: number {number} of {made.Repository}.");
        if (item.Issue is { IsWaiting: true } waiting)
            return new AlreadySo($"An issue of action {ActionCard.Number(item)} is on its way to {waiting.Repository}.");

        if (RepositoryOf(incident, options, catalogue) is { } repository)
            return new IssueAsked(by, at, item.Number, repository);

        return new Refusal(
            incident.Visibility == Visibility.Private
                ? $"No issue was made: {incident.Id} is private, and its words stay here. An admin can name a repository for private "
                    + "incidents with Actions:PrivateIssueRepository."
                : $"No issue was made: no repository is known for {incident.Id}. Name its service, or have an admin set "
                    + "Actions:IssueRepository.");
    }

    // What is private goes only where a setting names a place for what is private.
    private static string? RepositoryOf(Incident incident, ActionsOptions options, CatalogueOptions catalogue) =>
        incident.Visibility == Visibility.Private
            ? Said(options.PrivateIssueRepository)
            : Said(options.IssueRepository) ?? ActionsOptions.RepositoryOf(incident.Services, catalogue);

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
