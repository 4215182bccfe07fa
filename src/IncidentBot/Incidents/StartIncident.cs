using System.Globalization;
using IncidentBot.Catalogue;
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
        var since = by.At - StartIncidentRules.Lately;
        IReadOnlyList<DateTimeOffset> lately = by.Who.Id.Value.Length == 0
            ? []
            : [
                .. (await store.ListStartsAsync(work.Workspace, by.Who.Id, since, cancellationToken)).Where(at => at <= by.At),
            ];
        var decision = StartIncidentRules.Decide(command, options, by.Who, by.At, lately);
        if (decision.Fact is not { } started)
            return Happened.Refused(decision.Sentence);

        var id = await store.NextAsync(work.Workspace, cancellationToken);
        var begun = StartIncidentRules.Begin(id, work.Workspace, work.Platform, started, by.Reply);
        IncidentStore.Add(work.Batch, begun, started);
        var said = StartIncidentRules.SaidWithIt(command, by.Who, by.At);
        var incident = said.Aggregate(begun, (before, fact) => IncidentStore.Save(work.Batch, before, fact));
        Open(work, incident, StartIncidentRules.UrgencyOf(started.Severity, lately.Count));
        return Happened.To(begun, [started, .. said]);
    }

    private void Open(Work work, Incident incident, Urgency urgency)
    {
        var channel = IncidentKeys.Channel(incident.Id);
        var card = IncidentKeys.Card(incident.Id);
        var name = $"{(incident.IsDrill ? "drill-" : string.Empty)}{incident.Id.ToString().ToLowerInvariant()}-{incident.Title}";
        List<Outgoing> all =
        [
            new(channel, new OpenChannel(name, incident.Visibility == Visibility.Private))
            {
                For = SentPurposes.For(incident.Id, SentPurposes.Channel),
            },
            new(card, new PostCard(IncidentBoard.Channel(incident), IncidentCard.Compose(incident)))
            {
                For = SentPurposes.For(incident.Id, SentPurposes.Evidence), After = channel, Lane = IncidentKeys.Opening(incident.Id),
            },
            new(IncidentKeys.Invite(incident.Id), new Invite(IncidentBoard.Channel(incident), People(incident)))
            {
                For = SentPurposes.For(incident.Id, SentPurposes.Invitation), After = channel,
            },
            FollowTopic.First(incident),
            new($"{incident.Id}/pin", new PinMessage(MessageTarget.From(card))) { After = card },
        ];
        foreach (var outgoing in all)
            work.Send(outgoing with { Urgency = urgency });
    }

    // Whom the starter of a private incident wants there only they can say.
    private List<PersonId> People(Incident incident) => incident.Visibility == Visibility.Private
        ? [incident.StartedBy.Id]
        : [.. options.Invited(incident.Severity).Prepend(incident.StartedBy.Id).Where(id => id.Value.Length > 0).Distinct()];
}

/// <summary>Whether and as what an incident is started.</summary>
internal static class StartIncidentRules
{
    /// <summary>The time within which a person's starts are counted.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    /// <summary>Decides on a start.</summary>
    /// <param name="command">What was typed or filled in.</param>
    /// <param name="options">What the organisation has set.</param>
    /// <param name="by">Who starts it.</param>
    /// <param name="at">When; UTC.</param>
    /// <param name="lately">When they have started others within <see cref="Lately"/> before that, the earliest first.</param>
    public static Decision<IncidentStarted> Decide(
        StartCommand command, IncidentOptions options, Person by, DateTimeOffset at, params IReadOnlyList<DateTimeOffset> lately)
    {
        if (command.Title is null)
            return new Refusal($"Say what is wrong: {CommandGrammar.Typed(IncidentCommands.Start.Example)}.");

        if (Unknown(command.Services, options) is { } sentence)
            return new Refusal(sentence);

        if (lately.Count >= options.StartsPerMinute)
            return new Refusal(TooMany(lately, options));

        return new IncidentStarted(
            by,
            at,
            IncidentTitle.Of(command.Title),
            command.Severity ?? options.DefaultSeverity,
            [.. command.Services.Select(name => options.Service(name) ?? name).Distinct(StringComparer.OrdinalIgnoreCase)],
            command.IsPrivate ? Visibility.Private : Visibility.Public,
            command.IsDrill);
    }

    /// <summary>What else was said with the start; the card shows it from the beginning, so nothing is posted for it.</summary>
    /// <param name="command">What was filled in.</param>
    /// <param name="by">Who starts it.</param>
    /// <param name="at">When; UTC.</param>
    public static IReadOnlyList<IncidentFact> SaidWithIt(StartCommand command, Person by, DateTimeOffset at)
    {
        var said = new List<IncidentFact>();
        if (command.TakesCommand && !by.IsBot && by.Id.Value.Length > 0)
            said.Add(new RoleGiven(by, at, IncidentRole.Commander, by, Former: null));
        if (command.Impact is { } impact)
            said.Add(new ImpactDescribed(by, at, impact, Former: null));

        return said;
    }

    /// <summary>
    /// How urgent the opening of an incident is, so that starts are fair by severity and between people: the worst ones, and the first one
    /// of everybody, go before the others of whoever starts many.
    /// </summary>
    /// <param name="severity">1 (worst) to 4.</param>
    /// <param name="lately">How many others the same person has started within <see cref="Lately"/> before.</param>
    public static Urgency UrgencyOf(int severity, int lately) => severity == 1 || lately == 0 ? Urgency.Now : Urgency.Normal;

    private static string TooMany(IReadOnlyList<DateTimeOffset> lately, IncidentOptions options)
    {
        var next = lately[^options.StartsPerMinute] + Lately;
        var started = options.StartsPerMinute == 1 ? "an incident" : $"{options.StartsPerMinute} incidents";
        return $"You have started {started} within a minute, so this one wasn't started. "
            + $"Wait until {next.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC and start it again, or ask somebody "
            + "else to start it now.";
    }

    /// <summary>
    /// Says which of these services looks like a typing error; null: none. What the catalogue doesn't have may be affected all the same, so
    /// no incident has to wait for it.
    /// </summary>
    public static RichText? Unknown(IReadOnlyList<string> services, IncidentOptions options)
    {
        foreach (var unknown in services.Where(name => options.Service(name) is null))
        {
            if (unknown.Length > CatalogueService.LongestName)
                return $"A service's name has at most {CatalogueService.LongestName} characters, so nothing was started. Shorten "
                    + $"“{OneLine.Of(unknown, 60)}”, or leave the service out.";
            if (Words.Nearest(unknown, options.Services) is { } near)
                return $"There's no service “{OneLine.Of(unknown, 60)}” in the catalogue, so nothing was started. "
                    + $"Did you mean “{near}”? Leave the service out if you're not sure.";
        }

        return null;
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
