using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Shows one person all milestones: when, who said so, where that can be checked, and the way to correct each.</summary>
internal sealed class ShowMilestones(IncidentStore incidents, EvidenceStore evidence)
{
    /// <summary>Answers privately.</summary>
    public async Task<Happened> HandleAsync(Incident incident, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var facts = await incidents.ListFactsAsync(work.Workspace, incident.Id, cancellationToken);
        var messages = await evidence.ListAsync(work.Workspace, incident.Id, cancellationToken);
        return Happened.Answered(MilestonesCard.Compose(incident, facts, messages, by.At));
    }
}

/// <summary>All milestones of an incident, for one person.</summary>
internal static class MilestonesCard
{
    private const int ShownReason = 200;

    /// <summary>The milestones as they are on record.</summary>
    /// <param name="incident">Whose.</param>
    /// <param name="facts">All that happened to it, in order.</param>
    /// <param name="messages">The addresses of the messages that told of it, by their outbox keys.</param>
    /// <param name="asked">When the person asked; UTC.</param>
    public static Card Compose(
        Incident incident, IReadOnlyList<IncidentFact> facts, IReadOnlyDictionary<string, Uri> messages, DateTimeOffset asked)
    {
        var lines = Enum.GetValues<Milestone>()
            .Select(milestone => (Milestone: milestone, Text: Line(incident, milestone, facts, messages))).ToList();
        var durations = string.Join(" ", OutOfOrder(incident, asked).Append(Lengths(incident)));
        return new Card(
            $"Milestones of {incident.Id} at {When.ToTheSecond(asked)}. "
                + $"{string.Join(" ", lines.Select(line => line.Text.ToPlainText()))} {durations}",
            [
                new Heading($"Milestones of {incident.Id}"),
                .. lines.Select(line => new Paragraph(line.Text, Correct(incident, line.Milestone))),
                new SmallPrint(
                    RichText.Of($"{durations} To correct one, you can also type {CommandGrammar.Typed(IncidentCommands.Time.Example)}.")),
            ]);
    }

    /// <summary>The durations in one line.</summary>
    public static string Lengths(Incident incident)
    {
        var durations = IncidentDurations.Of(incident);
        return string.Join(" ", new[]
        {
            In("detect", durations.ToDetect, incident, Milestone.Detected),
            In("acknowledge", durations.ToAcknowledge, incident, Milestone.Acknowledged),
            In("mitigate", durations.ToMitigate, incident, Milestone.Mitigated),
            In("resolve", durations.ToResolve, incident, Milestone.Resolved),
        });
    }

    private static string In(string what, TimeSpan? length, Incident incident, Milestone end)
    {
        var unknown = IncidentDurations.IsLeftOut(incident, end) ? "not counted" : "not known yet";
        return $"Time to {what}: {(length is { } known ? Durations.InWords(known) : unknown)}.";
    }

    private static IEnumerable<string> OutOfOrder(Incident incident, DateTimeOffset asked) =>
        MilestoneOrder.Reversed(incident).Select(
            pair => $"Out of order: {IncidentWords.Name(pair.Early)} ({When.Say(incident.At(pair.Early)!.Value, asked, "UTC")}) is before "
                + $"{IncidentWords.Name(pair.Late)} ({When.Say(incident.At(pair.Late)!.Value, asked, "UTC")}).");

    private static Button Correct(Incident incident, Milestone milestone)
    {
        var verb = incident.At(milestone) is null ? "Set" : "Correct";
        return new Button(
            IncidentButtonIds.CorrectMilestone, verb, IncidentButtons.Of(incident.Id, Words.Of(milestone)),
            Spoken: $"{verb} {IncidentWords.Name(milestone)}");
    }

    private static RichText Line(
        Incident incident, Milestone milestone, IReadOnlyList<IncidentFact> facts, IReadOnlyDictionary<string, Uri> messages)
    {
        var text = new RichText([]).Bold($"{Words.Title(milestone)}: ");
        if (incident.At(milestone) is not { } at)
            return text.Plain("not known yet.");

        text = text.Time(at);
        return MilestoneSources.Find(facts, milestone) is var (number, fact)
            ? Source(text, incident.Id, number, fact, messages).Plain(".")
            : text.Plain(".");
    }

    private static RichText Source(
        RichText text, IncidentId incident, int number, IncidentFact fact, IReadOnlyDictionary<string, Uri> messages)
    {
        if (fact.By is { } by)
            text = text.Plain(" — ").Person(by.Id, by.Name);
        if (fact is MilestoneSet set)
        {
            text = text.Plain(", said at ").Time(set.At);
            text = set.Former is { } former ? text.Plain(", before that ").Time(former) : text;
            text = set.Reason is { } reason ? text.Plain($", because {OneLine.Of(reason, ShownReason)}") : text;
        }

        return messages.TryGetValue(IncidentKeys.Showing(incident, number, fact), out var address)
            ? text.Plain(" (").Link(address, "message").Plain(")")
            : text;
    }
}
