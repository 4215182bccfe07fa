using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>
/// Takes the button off the question for a commander, by <see cref="NudgeForCommander"/> or <see cref="CheckHolders"/>, once somebody
/// leads or the response is over, and says there how it ended.
/// </summary>
internal sealed class EndNudge(IncidentStore store, EndQuestions questions)
{
    /// <summary>Something has happened to an incident; each question ends once, by whatever comes first.</summary>
    /// <param name="before">The incident as it was loaded.</param>
    /// <param name="fact">What has happened.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(Incident before, IncidentFact fact, Work work, CancellationToken cancellationToken)
    {
        if (fact is StatusChanged || (fact is RoleGiven given && given.Role == IncidentRole.Commander))
            await EndAsync(fact.After(before), work, cancellationToken);

        return Happened.Nothing;
    }

    /// <summary>The question is posted: what has happened while it was on its way may have answered it.</summary>
    /// <param name="id">Which incident.</param>
    /// <param name="sentAction">What was sent.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> OnSentAsync(IncidentId id, SentAction sentAction, Work work, CancellationToken cancellationToken)
    {
        if (sentAction.Outcome is Sent
            && await store.FindAsync(work.Workspace, id, cancellationToken) is { } incident)
            await EndAsync(incident, work, cancellationToken);

        return Happened.Nothing;
    }

    /// <summary>How the keys of an incident's questions begin.</summary>
    internal static string Beginning(IncidentId incident) => $"{incident}/nudge-for-commander/";

    /// <summary>How the keys of the messages begin that say that the commander's account was closed.</summary>
    internal static string CommanderLeft(IncidentId incident) => $"{incident}/role-left/commander/";

    private async Task EndAsync(Incident now, Work work, CancellationToken cancellationToken)
    {
        if (!now.CanPost || EndNudgeRules.How(now) is not { } text)
            return;

        foreach (var beginning in new[] { Beginning(now.Id), CommanderLeft(now.Id) })
            await questions.EndAsync(now.Id, beginning, text, work, cancellationToken);
    }
}

/// <summary>What answers the question for a commander.</summary>
internal static class EndNudgeRules
{
    /// <summary>What it says from now on; null: it is still open.</summary>
    public static RichText? How(Incident now)
    {
        var text = new RichText([]).Plain("There was no commander; ");
        if (now.Roles.GetValueOrDefault(IncidentRole.Commander) is { } commander)
            return text.Person(commander.Id, commander.Name).Plain(" is now commander.");

        return now.IsOpen ? null : text.Plain($"the incident is now {Words.Of(now.Status)}.");
    }
}
