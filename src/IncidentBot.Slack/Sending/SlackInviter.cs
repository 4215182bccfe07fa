using IncidentBot.Slack.WebApi;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sending;

/// <summary>
/// Invites people; one who cannot be invited does not block the others (https://docs.slack.dev/reference/methods/conversations.invite).
/// </summary>
internal sealed class SlackInviter(SlackApi api, ILogger<SlackInviter> log)
{
    private const int PeoplePerCall = 100;

    /// <summary>Invites them; it is no error if somebody is already in or cannot be invited.</summary>
    /// <exception cref="SlackException">Nobody can be invited there at all, or Slack did not answer.</exception>
    public async Task InviteAsync(string channel, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        foreach (var some in people.Chunk(PeoplePerCall)) await InviteSomeAsync(channel, some, cancellationToken);
    }

    private async Task InviteSomeAsync(string channel, string[] people, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await api.InviteAsync(channel, people, cancellationToken);
            foreach (var error in answer.Errors ?? []) Report(error.User, error.Error);
        }
        catch (SlackException refused) when (refused.Error.PerPerson.Count > 0)
        {
            foreach (var error in refused.Error.PerPerson) Report(error.User, error.Error);
        }
        catch (SlackException refused) when (IsPersonal(refused.Error.Code))
        {
            // Without a word on whom it is about, each is asked alone.
            if (people.Length == 1)
                Report(people[0], refused.Error.Code);
            else
                foreach (var person in people) await InviteSomeAsync(channel, [person], cancellationToken);
        }
    }

    private void Report(string? person, string? code)
    {
        if (code is "already_in_channel" or "cant_invite_self")
            log.AlreadyDone(SlackMethods.ConversationsInvite.Name, code);
        else
            log.NotInvited(person, code);
    }

    private static bool IsPersonal(string code) =>
        code is "already_in_channel" or "cant_invite_self" or "cant_invite" or "user_not_found" or "users_not_found" or "no_user"
        or "user_is_restricted" or "user_is_ultra_restricted" or "ura_max_channels" or "user_team_not_in_channel"
        or "invitee_cant_see_channel" or "failed_for_some_users" or "user_disabled";
}
