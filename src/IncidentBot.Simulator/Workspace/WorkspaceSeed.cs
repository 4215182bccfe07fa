using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>The workspace at the start: a handful of people in different time zones and two channels.</summary>
internal static class WorkspaceSeed
{
    private static readonly (string Id, string Name, string RealName, string Zone)[] People =
    [
        ("U0LOCALMAYA", "maya", "Maya Lindqvist", "Europe/Berlin"),
        ("U0LOCALSAM", "sam", "Sam Whitfield", "America/New_York"),
        ("U0LOCALPRIYA", "priya", "Priya Raman", "Asia/Kolkata"),
        ("U0LOCALKENJI", "kenji", "Kenji Mori", "Asia/Tokyo"),
        ("U0LOCALALEX", "alex", "Alex Moreau", "Etc/UTC"),
    ];

    public static void Fill(SlackWorkspace workspace)
    {
        foreach (var (id, name, realName, zone) in People)
            workspace.People.Add(new Person
            {
                Id = id, Name = name, Handle = name, RealName = realName, Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
            });
        workspace.People.Add(new Person
        {
            Id = DefaultApp.BotUserId, Name = DefaultApp.BotName, Handle = DefaultApp.BotName, RealName = "IncidentBot",
            Zone = TimeZoneInfo.FindSystemTimeZoneById("Etc/UTC"), IsBot = true,
        });
        AddChannel(workspace, "C0LOCALGENERAL", "general", isGeneral: true);
        AddChannel(workspace, "C0LOCALINCIDENTS", "incidents", isGeneral: false);
        workspace.UserGroups.Add(
            new UserGroup(
                "S0LOCALONCALL", "On call", "oncall",
                ["U0LOCALMAYA", "U0LOCALSAM"]) { Creator = "U0LOCALMAYA", Created = workspace.NowSeconds });
    }

    private static void AddChannel(SlackWorkspace workspace, string id, string name, bool isGeneral)
    {
        var channel = new Channel
        {
            Id = id, Kind = ChannelKind.Public, Creator = People[0].Id, Created = workspace.NowSeconds, Name = name, IsGeneral = isGeneral,
        };
        channel.Members.AddRange(workspace.People.Select(p => p.Id));
        workspace.Channels.Add(channel);
    }
}
