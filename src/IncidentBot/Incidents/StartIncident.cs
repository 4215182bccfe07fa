using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Starts an incident: its record, its channel, and what stands in it.</summary>
internal sealed class StartIncident(IncidentStore store, IncidentOptions options)
{
    /// <summary>Starts one.</summary>
    public async Task<Happened> HandleAsync(StartCommand command, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var decision = StartIncidentRules.Decide(command, options, by.Who, by.At);
        if (decision.Fact is not { } started)
            return Happened.Refused(decision.Sentence);

        var id = await store.NextAsync(work.Workspace, cancellationToken);
        var incident = StartIncidentRules.Begin(id, work.Workspace, work.Platform, started, by.Reply);
        IncidentStore.Add(work.Batch, incident, started);
        Open(work, incident);
        return Happened.To(incident, started);
    }

    private void Open(Work work, Incident incident)
    {
        var channel = IncidentKeys.Channel(incident.Id);
        var card = IncidentKeys.Card(incident.Id);
        var name = $"{(incident.IsDrill ? "drill-" : string.Empty)}{incident.Id.ToString().ToLowerInvariant()}-{incident.Title}";
        Send(
            work, channel, new OpenChannel(name, incident.Visibility == Visibility.Private), after: null,
            why: SentPurposes.For(incident.Id, SentPurposes.Channel));
        Send(
            work, card, new PostCard(IncidentBoard.Channel(incident), IncidentCard.Compose(incident)), channel,
            lane: IncidentKeys.Opening(incident.Id), why: SentPurposes.For(incident.Id, SentPurposes.Evidence));
        Send(
            work, IncidentKeys.Invite(incident.Id), new Invite(IncidentBoard.Channel(incident), People(incident)), channel,
            why: SentPurposes.For(incident.Id, SentPurposes.Invitation));
        work.Send(IncidentBoard.Topic($"{incident.Id}/topic", incident) with { Urgency = Urgency.Now });
        Send(work, $"{incident.Id}/pin", new PinMessage(MessageTarget.From(card)), card);
    }

    private static void Send(Work work, string key, ChatAction action, string? after, string? lane = null, SentFor? why = null) =>
        work.Send(new Outgoing(key, action) { For = why, After = after, Lane = lane, Urgency = Urgency.Now });

    // Whom the starter of a private incident wants there only they can say.
    private List<PersonId> People(Incident incident) => incident.Visibility == Visibility.Private
        ? [incident.StartedBy.Id]
        : [.. options.Invited(incident.Severity).Prepend(incident.StartedBy.Id).Where(id => id.Value.Length > 0).Distinct()];
}

/// <summary>Whether and as what an incident is started.</summary>
internal static class StartIncidentRules
{
    /// <summary>Decides on a start.</summary>
    public static Decision<IncidentStarted> Decide(StartCommand command, IncidentOptions options, Person by, DateTimeOffset at)
    {
        if (command.Title is null)
            return new Refusal($"Say what is wrong: {CommandGrammar.Typed(IncidentCommands.Start.Example)}.");

        if (Unknown(command.Services, options) is { } sentence)
            return new Refusal(sentence);

        return new IncidentStarted(
            by,
            at,
            IncidentTitle.Of(command.Title),
            command.Severity ?? options.DefaultSeverity,
            [.. command.Services.Select(name => options.Service(name)!).Distinct(StringComparer.OrdinalIgnoreCase)],
            command.IsPrivate ? Visibility.Private : Visibility.Public,
            command.IsDrill);
    }

    /// <summary>Says which of these services the catalogue does not have; null: it has them all.</summary>
    public static RichText? Unknown(IReadOnlyList<string> services, IncidentOptions options)
    {
        var unknown = services.FirstOrDefault(name => options.Service(name) is null);
        if (unknown is null)
            return null;

        var advice = Words.Nearest(unknown, options.Services) is { } near
            ? $"Did you mean “{near}”?"
            : $"The services are {string.Join(", ", options.Services.Take(20))}.";
        return $"There's no service “{OneLine.Of(unknown, 60)}” in the catalogue, so nothing was started. "
            + $"{advice} Leave the service out if you're not sure.";
    }

    /// <summary>The incident right after its start: being investigated, commanded by nobody.</summary>
    public static Incident Begin(IncidentId id, WorkspaceId workspace, string platform, IncidentStarted started, ReplyTo reply) => new()
    {
        Id = id,
        Workspace = workspace,
        Platform = platform,
        Version = 1,
        Title = started.Title,
        Severity = started.Severity,
        Status = IncidentStatus.Investigating,
        Visibility = started.Visibility,
        IsDrill = started.IsDrill,
        StartedBy = started.By ?? throw new ArgumentException("Somebody starts an incident.", nameof(started)),
        Services = started.Services,
        // Who starts it from the command line is nobody that the chat could answer.
        StartReply = reply.Person.Value.Length == 0 ? null : reply,
        Milestones = new Dictionary<Milestone, DateTimeOffset> { [Milestone.Declared] = started.At },
    };
}
