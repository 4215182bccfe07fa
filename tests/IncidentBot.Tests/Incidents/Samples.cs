using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Tests.Incidents;

/// <summary>People, instants and an incident for tests of rules.</summary>
internal static class Samples
{
    public static readonly Person Maya = new(new PersonId("U1"), "Maya", "Europe/Berlin");

    public static readonly Person Sam = new(new PersonId("U2"), "Sam", "UTC");

    public static readonly DateTimeOffset Now = At("2026-11-20T16:10:00Z");

    public static readonly Incident Outage = StartIncidentRules.Begin(
        new IncidentId(7),
        new WorkspaceId("T1"),
        "fake",
        new IncidentStarted(Maya, At("2026-11-20T16:06:00Z"), "Checkout returns 500s", 2, ["checkout"], Visibility.Public),
        new ReplyTo(new ChannelId("C9"), Maya.Id));

    public static DateTimeOffset At(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);

    public static Incident With(this Incident incident, Milestone milestone, string iso) =>
        new MilestoneSet(Maya, Now, milestone, At(iso), null).Apply(incident);

    public static Incident With(this Incident incident, IncidentStatus status) => incident with { Status = status };
}
