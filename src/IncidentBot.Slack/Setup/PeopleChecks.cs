using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Operating;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Setup;

/// <summary>Checks that the people and user groups in the settings exist and may have the part that the settings give them.</summary>
internal sealed class PeopleChecks(
    SlackInspector inspector, AccessOptions access, IncidentOptions incidents, IReadOnlyList<string> owners)
{
    private const int MostNamed = 10;
    private const string AdminsKey = "Access:Admins";
    private const string DecidersKey = "Access:Responders";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) =>
    [
        .. await AdminsAsync(cancellationToken),
        .. await DecidersAsync(cancellationToken),
        .. await InvitedAsync("Responders", "Incidents:Responders", incidents.Responders, cancellationToken),
        .. await InvitedAsync("Severity 1", "Incidents:Severity1Responders", incidents.Severity1Responders, cancellationToken),
        .. await OwnersAsync(cancellationToken),
    ];

    // One question for all of them: a catalogue may name hundreds.
    private async Task<IReadOnlyList<Finding>> OwnersAsync(CancellationToken cancellationToken)
    {
        const string Area = "Owners";
        if (owners.Count == 0)
            return [];

        var groups = await inspector.AskGroupsAsync(cancellationToken);
        if (groups.Refusal is { } refusal)
            return [Finding.Doubtful(Area, $"{refusal} Until then the owners of services can't be invited.")];

        var missing = owners.Where(owner => !groups.Names.Contains(owner)).ToList();
        return missing.Count == 0
            ? [Finding.Good(Area, $"{Counted(owners.Count)}")]
            :
            [
                Finding.Doubtful(
                    Area,
                    $"No user group, or a disabled one: {string.Join(", ", missing.Take(MostNamed))}"
                        + $"{(missing.Count > MostNamed ? $" and {missing.Count - MostNamed} more" : "")}. They can't be invited.",
                    "Correct the owners in the catalogue; a group's handle is in Slack under People, User groups."),
            ];
    }

    private static string Counted(int count) =>
        count == 1 ? "The user group that looks after a service exists." : $"The {count} user groups that look after services exist.";

    private async Task<IReadOnlyList<Finding>> AdminsAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var id in access.Admins.Select(id => id.Trim()))
            findings.Add(Admin(id, await inspector.AskPersonAsync(id, cancellationToken)));

        return findings;
    }

    private static Finding Admin(string id, PersonReport person)
    {
        const string Area = "Admins";
        var who = $"{person.Name} ({id})";
        return person switch
        {
            { Name: null } => NotFound(Area, AdminsKey, id, person),
            { IsBot: true } => Finding.Broken(Area, $"{who} is a bot.", $"Remove it from {AdminsKey}: only people see private incidents."),
            { IsDeactivated: true } => Finding.Doubtful(Area, $"The account of {who} is deactivated.", $"Remove it from {AdminsKey}."),
            { Membership: not Membership.Member } => Finding.Broken(
                Area, $"{who} is a guest or belongs to another organisation, and would see every private incident.",
                $"Remove it from {AdminsKey}, or make the person a full member."),
            _ => Finding.Good(Area, $"{who} is a full member and sees private incidents."),
        };
    }

    private async Task<IReadOnlyList<Finding>> DecidersAsync(CancellationToken cancellationToken) => access.Responders is { } id
        ?
        [
            Group(
                "Who may act", DecidersKey, id,
                "Until then nobody may close an incident, cancel what somebody else started, call severity 1 or export.",
                await inspector.AskGroupAsync(id, cancellationToken)),
        ]
        : [];

    private async Task<IReadOnlyList<Finding>> InvitedAsync(
        string area, string key, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var id in ids)
        {
            findings.Add(SlackId.IsGroup(id)
                ? Group(area, key, id, "Until then its people are not invited.", await inspector.AskGroupAsync(id, cancellationToken))
                : Invited(area, key, id, await inspector.AskPersonAsync(id, cancellationToken)));
        }

        return findings;
    }

    private static Finding Invited(string area, string key, string id, PersonReport person) => person switch
    {
        { Name: null } => NotFound(area, key, id, person),
        { IsDeactivated: true } =>
            Finding.Doubtful(area, $"The account of {person.Name} ({id}) is deactivated, so nobody is invited.", $"Remove it from {key}."),
        _ => Finding.Good(area, $"{person.Name} ({id}) is invited."),
    };

    private static Finding NotFound(string area, string key, string id, PersonReport person) => person.Refusal is { } refusal
        ? Finding.Broken(area, refusal, $"Check {key}.")
        : Finding.Broken(
            area, $"There is nobody with the id {id} in the workspace.",
            $"Check {key}; “Copy member ID” is in the menu of a person's profile.");

    private static Finding Group(string area, string key, string id, string without, GroupReport group) => group switch
    {
        { Refusal: { } refusal } => Finding.Broken(area, $"The user group {id} can't be read: {refusal} {without}"),
        { IsDisabled: true } => Finding.Broken(
            area, $"The user group @{group.Handle} ({id}) is disabled. {without}",
            $"Enable it in Slack under People, User groups, or set another in {key}."),
        { Handle: null } => Finding.Broken(
            area, $"There is no user group with the id {id}. {without}", $"Check {key}; the id is in the group's menu under People."),
        { Members: 0 } => Finding.Broken(
            area, $"Nobody is in the user group @{group.Handle} ({id}). {without}",
            $"Add people to it in Slack under People, User groups, or set another in {key}."),
        _ => Finding.Good(area, $"The user group @{group.Handle} has {group.Members} {(group.Members == 1 ? "member" : "members")}."),
    };
}
