using System.Text.RegularExpressions;
using IncidentBot.Chat;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Reading;

/// <summary>People, channels and groups of the workspace, asked for once and cached for a while.</summary>
internal sealed partial class SlackDirectory(SlackApi api, TimeProvider time, ILogger<SlackDirectory> log)
{
    private const string NoTimeZone = "Etc/UTC";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    // Who was just added to a group or taken out of it is not to wait long.
    private static readonly TimeSpan GroupLifetime = TimeSpan.FromMinutes(2);

    // Someone who is not known now may be soon: a guest who joins, a scope that is added.
    private static readonly TimeSpan MissLifetime = TimeSpan.FromMinutes(5);

    // Whose account was closed just now is not to act for long.
    private static readonly TimeSpan AccountLifetime = TimeSpan.FromMinutes(5);
    private readonly BoundedCache<string, Person> people = new(5000, Lifetime, time);
    private readonly BoundedCache<string, string?> channelNames = new(2000, Lifetime, time);
    private readonly BoundedCache<string, string> channelIds = new(100, Lifetime, time);
    private readonly BoundedCache<string, IReadOnlyList<PersonId>> groups = new(20, GroupLifetime, time);
    private readonly BoundedCache<string, string?> groupNames = new(500, Lifetime, time);
    private readonly BoundedCache<string, string> groupIds = new(100, MissLifetime, time);
    private DateTimeOffset groupsListed = DateTimeOffset.MinValue;
    private AuthTestAnswer? self;

    /// <summary>The bot itself; it stays the same as long as its token does.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<AuthTestAnswer> SelfAsync(CancellationToken cancellationToken) => self ??= await api.TestAuthAsync(cancellationToken);

    /// <summary>A person by id; an unknown person has the id as the name.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public Task<Person> PersonAsync(string id, CancellationToken cancellationToken) => PersonAsync(id, oldest: null, cancellationToken);

    /// <summary>The same, for who acts or is to act: whether the account is active, and a member's, is at most five minutes old.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public Task<Person> AccountAsync(string id, CancellationToken cancellationToken) =>
        PersonAsync(id, AccountLifetime, cancellationToken);

    private async Task<Person> PersonAsync(string id, TimeSpan? oldest, CancellationToken cancellationToken)
    {
        if (!SlackId.IsOne(id)) return Unknown(id);
        if (people.TryGet(id, out var known, oldest)) return known;
        try
        {
            var user = (await api.FindUserAsync(id, cancellationToken)).User;
            var person = new Person(new PersonId(id), user?.ShownName()
                ?? id, string.IsNullOrWhiteSpace(user?.Tz) ? NoTimeZone : user.Tz, user?.IsBot ?? false)
            {
                Membership = user is null ? Membership.Unknown : await MembershipAsync(user, cancellationToken),
            };
            people.Put(id, person);
            return person;
        }
        catch (SlackException refused) when (IsUnknown(refused.Error))
        {
            // A missing scope must not hold up an incident: the admin is told, the record keeps the id.
            log.NameNotFound(id, refused.Error.Code, refused.Error.Needed);
            var nobody = Unknown(id);
            people.Put(id, nobody, MissLifetime);
            return nobody;
        }
    }

    /// <summary>A channel's name by id; null if the bot can't see it.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<string?> ChannelNameAsync(string id, CancellationToken cancellationToken)
    {
        if (!SlackId.IsOne(id)) return null;
        if (channelNames.TryGet(id, out var known)) return known;
        try
        {
            var name = (await api.FindChannelAsync(id, cancellationToken)).Channel?.Name;
            channelNames.Put(id, name, name is null ? MissLifetime : null);
            return name;
        }
        catch (SlackException refused) when (IsUnknown(refused.Error))
        {
            log.NameNotFound(id, refused.Error.Code, refused.Error.Needed);
            channelNames.Put(id, null, MissLifetime);
            return null;
        }
    }

    /// <summary>How a user group is mentioned, by its id; null: there is none, or the bot may not read them.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<string?> GroupNameAsync(string id, CancellationToken cancellationToken)
    {
        if (!SlackId.IsOne(id)) return null;
        if (groupNames.TryGet(id, out var known)) return known;
        // The list holds them all, so a group that it lacks is not worth a call of its own.
        if (time.GetUtcNow() - groupsListed < GroupLifetime) return null;
        try
        {
            foreach (var group in (await api.ListGroupsAsync(cancellationToken)).Usergroups ?? [])
                if (group is { Id: { } found, Handle.Length: > 0 }) groupNames.Put(found, group.Handle);
        }
        catch (SlackException refused) when (IsRefused(refused.Error))
        {
            log.GroupNotRead(id, refused.Error.Code, refused.Error.Needed);
        }

        groupsListed = time.GetUtcNow();
        if (groupNames.TryGet(id, out var name)) return name;
        groupNames.Put(id, null, MissLifetime);
        return null;
    }

    /// <summary>Forgets a channel's name, since it may have changed.</summary>
    public void ForgetChannel(string id) => channelNames.Remove(id);

    /// <summary>
    /// The id of a channel that is given by its id, or by its name with or without number sign; null if the bot sees none.
    /// </summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<string?> ChannelIdAsync(string idOrName, CancellationToken cancellationToken)
    {
        if (ConversationId().IsMatch(idOrName)) return idOrName;
        var name = idOrName.Trim().TrimStart('#').ToLowerInvariant();
        if (channelIds.TryGet(name, out var known)) return known;

        await foreach (var channel in api.ChannelsAsync(cancellationToken))
        {
            if (channel is not { Id: { } id, IsArchived: false } || channel.Name != name) continue;
            channelIds.Put(name, id);
            return id;
        }

        return null;
    }

    // Which workspace is the bot's own matters only where the person's is told.
    private async Task<Membership> MembershipAsync(SlackUser user, CancellationToken cancellationToken) =>
        user.MembershipAt(user.TeamId is null ? null : await SelfAsync(cancellationToken));

    /// <summary>
    /// The members of a user group, given by its id, or by its handle with or without the at sign; null: there is none, or the scope is
    /// missing.
    /// </summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<IReadOnlyList<PersonId>?> GroupAsync(string idOrHandle, CancellationToken cancellationToken)
    {
        if (await GroupIdAsync(idOrHandle, cancellationToken) is not { } id) return null;
        if (groups.TryGet(id, out var known)) return known;
        try
        {
            IReadOnlyList<PersonId> members =
                [.. ((await api.ListGroupAsync(id, cancellationToken)).Users ?? []).Select(user => new PersonId(user))];
            groups.Put(id, members);
            return members;
        }
        catch (SlackException refused) when (
            refused.Error is { Kind: SlackErrorKind.Refused, Code: "no_such_subteam" or "missing_scope" or "permission_denied"
                or "invalid_arguments" })
        {
            log.GroupNotRead(id, refused.Error.Code, refused.Error.Needed);
            return null;
        }
    }

    // Handles are in small letters, and ids in capitals.
    private async Task<string?> GroupIdAsync(string idOrHandle, CancellationToken cancellationToken)
    {
        if (SlackId.IsGroup(idOrHandle) && !idOrHandle.Any(char.IsAsciiLetterLower)) return idOrHandle;
        var handle = idOrHandle.TrimStart('@').ToLowerInvariant();
        if (groupIds.TryGet(handle, out var known)) return known;
        try
        {
            var found = (await api.ListGroupsAsync(cancellationToken)).Usergroups?.FirstOrDefault(
                group => string.Equals(group.Handle, handle, StringComparison.OrdinalIgnoreCase) && group.DateDelete == 0);
            if (found?.Id is { } id) groupIds.Put(handle, id);
            return found?.Id;
        }
        catch (SlackException refused) when (IsRefused(refused.Error))
        {
            log.GroupNotRead(handle, refused.Error.Code, refused.Error.Needed);
            return null;
        }
    }

    /// <summary>The members of a channel; empty: the bot cannot see it.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<IReadOnlyList<PersonId>> MembersAsync(string channel, CancellationToken cancellationToken)
    {
        var members = new List<PersonId>();
        try
        {
            await foreach (var member in api.MembersAsync(channel, cancellationToken)) members.Add(new PersonId(member));
            return members;
        }
        catch (SlackException refused) when (IsUnknown(refused.Error))
        {
            log.NameNotFound(channel, refused.Error.Code, refused.Error.Needed);
            return [];
        }
    }

    // Fails closed: who cannot be looked up is not taken for a member.
    private static Person Unknown(string id) => new(new PersonId(id), id, NoTimeZone) { Membership = Membership.Unknown };

    private static bool IsRefused(SlackError error) => error is
    {
        Kind: SlackErrorKind.Refused, Code: "missing_scope" or "permission_denied" or "paid_teams_only" or "plan_upgrade_required",
    };

    private static bool IsUnknown(SlackError error) => error.Kind == SlackErrorKind.Refused
        && error.Code is "user_not_found" or "user_not_visible" or "users_not_found" or "channel_not_found" or "missing_scope"
        or "method_not_supported_for_channel_type";

    [GeneratedRegex("^[CDGUW][A-Z0-9]{2,30}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ConversationId();
}
