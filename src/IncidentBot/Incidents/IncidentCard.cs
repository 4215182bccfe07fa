using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>The pinned card: what is wrong, how bad, how far, who leads, and since when.</summary>
internal static class IncidentCard
{
    // The whole of it stands in the timeline and in the announcement; the card is read at a glance.
    private const int ShownImpact = 280;

    /// <summary>The card of an incident as it stands; first among its buttons is what comes next.</summary>
    public static Card Compose(Incident incident)
    {
        var parts = new List<CardPart>
        {
            new Heading($"{IncidentWords.Drill(incident)}{incident.Id}: {incident.Title}"),
            new Paragraph(
                State(incident),
                new Button(
                    IncidentButtonIds.ShowServices, "Services", IncidentButtons.Of(incident.Id),
                    Spoken: "Show the affected services with their links")),
            new Paragraph(Impact(incident)),
        };
        if (Next(incident) is { Count: > 0 } buttons)
            parts.Add(new Buttons(buttons));

        parts.Add(new SmallPrint(Times(incident)));
        return new Card(InWords(incident), parts);
    }

    private static RichText State(Incident incident)
    {
        var text = new RichText([]).Bold($"{IncidentWords.Severity(incident.Severity)} · {Words.Title(incident.Status)}");
        foreach (var role in IncidentRole.In(incident))
        {
            if (incident.Roles.TryGetValue(role, out var holder))
                text = text.Plain($" · {role.Title}: ").Person(holder.Id, holder.Name);
            else if (role == IncidentRole.Commander)
                text = text.Plain(" · Commander: ").Bold("nobody yet");
        }

        text = text.Plain(incident.Services.Count == 0 ? " · No service named" : $" · Services: {string.Join(", ", incident.Services)}");
        return incident.Visibility == Visibility.Private
            ? text.Plain("\nPrivate: only members of this channel and the bot's admins can see it")
            : text;
    }

    private static RichText Times(Incident incident)
    {
        var text = new RichText([]);
        foreach (var milestone in Enum.GetValues<Milestone>())
        {
            if (incident.At(milestone) is { } at)
                text = Dot(text).Plain(milestone == Milestone.ImpactStart ? "Impact start: " : $"{Words.Title(milestone)} ").Time(at);
            else if (milestone == Milestone.ImpactStart || (milestone == Milestone.Mitigated && incident.IsOpen))
                text = Dot(text).Plain($"{Words.Title(milestone)}: not known yet");
            if (milestone == Milestone.Declared)
                text = text.Plain(" by ").Person(incident.StartedBy.Id, incident.StartedBy.Name);
        }

        return text.Plain(". For all commands, type ").Command("help").Plain(".");
    }

    private static RichText Dot(RichText text) => text.Spans.Count == 0 ? text : text.Plain(" · ");

    private static RichText Impact(Incident incident) => incident.Impact is { } impact
        ? new RichText([]).Bold("Impact: ").Plain(OneLine.Of(impact, ShownImpact))
        : new RichText([]).Bold("Impact: ").Plain("not described yet. To add it, type ")
            .Command("impact who is affected and how").Plain(".");

    // The first button is the next thing to do.
    private static List<Button> Next(Incident incident)
    {
        var number = IncidentButtons.Of(incident.Id);
        var export = new Button(IncidentButtonIds.ExportPostmortem, IncidentButtons.Export, number);
        List<Button> buttons = incident.Status switch
        {
            IncidentStatus.Investigating =>
                [To(incident, IncidentStatus.Mitigated, "Mitigated"), To(incident, IncidentStatus.Identified, "Cause identified")],
            IncidentStatus.Identified => [To(incident, IncidentStatus.Mitigated, "Mitigated")],
            IncidentStatus.Mitigated =>
                [To(incident, IncidentStatus.Resolved, "Resolved", "Is service restored, and has someone verified it?")],
            IncidentStatus.Resolved =>
                [export, To(incident, IncidentStatus.Closed, "Close"), To(incident, IncidentStatus.Investigating, "Reopen")],
            IncidentStatus.Closed => [export, To(incident, IncidentStatus.Investigating, "Reopen")],
            IncidentStatus.Cancelled => [To(incident, IncidentStatus.Investigating, "Reopen")],
            _ => [],
        };
        if (!incident.Roles.ContainsKey(IncidentRole.Commander) && incident.IsOpen)
            buttons.Insert(0, IncidentButtons.TakeCommand(incident.Id));
        else if (buttons.Count > 0 && incident.Status != IncidentStatus.Cancelled)
            buttons[0] = buttons[0] with { Style = ButtonStyle.Primary };
        if (incident.IsOpen)
            buttons.Add(new Button(IncidentButtonIds.ChangeSeverity, "Severity", number, Spoken: "Change the severity"));
        buttons.Add(new Button(IncidentButtonIds.CatchMeUp, "Catch me up", number));
        buttons.Add(new Button(IncidentButtonIds.ShowMilestones, "Times", number, Spoken: "Show and correct the times"));
        return buttons;
    }

    private static Button To(Incident incident, IncidentStatus status, string label, string? confirm = null) =>
        new(IncidentButtonIds.SetStatus, label, IncidentButtons.Of(incident.Id, Words.Of(status)), Confirm: confirm);

    private static string InWords(Incident incident)
    {
        var times = Enum.GetValues<Milestone>()
            .Where(milestone => incident.At(milestone) is not null)
            .Select(milestone => $" {Words.Title(milestone)} {new TimeSpanText(incident.At(milestone)!.Value).ToPlainText()}.");
        var impact = incident.Impact is { } said ? $" Impact: {said}" : string.Empty;
        return $"{IncidentWords.Headline(incident)}: {incident.Title}. Commander: "
            + $"{IncidentWords.Commander(incident)}.{string.Concat(times)}{impact}";
    }
}
