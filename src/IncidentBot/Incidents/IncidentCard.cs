using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>The pinned card: what is wrong, how bad, how far, who leads, and since when.</summary>
internal static class IncidentCard
{
    /// <summary>The card of an incident as it stands.</summary>
    public static Card Compose(Incident incident)
    {
        var parts = new List<CardPart>
        {
            new Heading($"{IncidentWords.Drill(incident)}{incident.Id}: {incident.Title}"),
            new Fields(People(incident)),
            new Fields(Times(incident)),
            new Paragraph(Impact(incident)),
        };
        if (Next(incident) is { Count: > 0 } buttons)
            parts.Add(new Buttons(buttons));

        parts.Add(
            new SmallPrint(
                new RichText([]).Plain("Started by ").Person(incident.StartedBy.Id, incident.StartedBy.Name)
                    .Plain(". For all commands, type ").Command("help").Plain(".")));
        return new Card(InWords(incident), parts);
    }

    private static List<Field> People(Incident incident)
    {
        var fields = new List<Field>
        {
            new("Severity", IncidentWords.Severity(incident.Severity)),
            new("Status", Words.Title(incident.Status)),
        };
        foreach (var role in IncidentRole.In(incident))
        {
            if (incident.Roles.TryGetValue(role, out var holder))
                fields.Add(new Field(role.Title, new RichText([]).Person(holder.Id, holder.Name)));
            else if (role == IncidentRole.Commander)
                fields.Add(new Field(role.Title, "Nobody yet"));
        }

        if (incident.Visibility == Visibility.Private)
            fields.Add(new Field("Visibility", "Private: only members of this channel and the bot's admins can see it"));

        fields.Add(new Field("Services", incident.Services.Count == 0 ? "None named" : string.Join(", ", incident.Services)));
        return fields;
    }

    private static List<Field> Times(Incident incident)
    {
        var fields = new List<Field>();
        foreach (var milestone in Enum.GetValues<Milestone>())
        {
            if (incident.At(milestone) is { } at)
                fields.Add(new Field(Words.Title(milestone), new RichText([]).Time(at)));
            else if (milestone is Milestone.ImpactStart or Milestone.Mitigated)
                fields.Add(new Field(Words.Title(milestone), "Not known yet"));
        }

        return fields;
    }

    private static RichText Impact(Incident incident) => incident.Impact is { } impact
        ? new RichText([]).Bold("Impact: ").Plain(impact)
        : new RichText([]).Bold("Impact: ").Plain("not described yet. To add it, type ")
            .Command("impact who is affected and how").Plain(".");

    private static List<Button> Next(Incident incident)
    {
        var number = IncidentButtons.Of(incident.Id);
        var buttons = new List<Button>();
        if (!incident.Roles.ContainsKey(IncidentRole.Commander) && incident.Status < IncidentStatus.Closed)
            buttons.Add(IncidentButtons.TakeCommand(incident.Id));

        buttons.AddRange(incident.Status switch
        {
            IncidentStatus.Investigating =>
                [To(incident, IncidentStatus.Identified, "Cause identified"), To(incident, IncidentStatus.Mitigated, "Mitigated")],
            IncidentStatus.Identified => [To(incident, IncidentStatus.Mitigated, "Mitigated")],
            IncidentStatus.Mitigated =>
                [To(incident, IncidentStatus.Resolved, "Resolved", "Is service restored, and has someone verified it?")],
            IncidentStatus.Resolved => [To(incident, IncidentStatus.Closed, "Close"), To(incident, IncidentStatus.Investigating, "Reopen")],
            IncidentStatus.Closed or IncidentStatus.Cancelled => [To(incident, IncidentStatus.Investigating, "Reopen")],
            _ => Array.Empty<Button>(),
        });
        if (incident.Status is IncidentStatus.Resolved or IncidentStatus.Closed)
        {
            buttons.Add(new Button(IncidentButtonIds.AssemblePostmortem, "Assemble postmortem", number));
            buttons.Add(new Button(IncidentButtonIds.ExportPostmortem, "Export postmortem", number));
        }

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
