using IncidentBot.Chat;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Reads a channel after an event about it; its present state counts, not the event.</summary>
internal sealed class ChannelReader(SlackApi api, SlackDirectory directory)
{
    /// <summary>Reads it; null: the bot has no use for the event.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<Inbound?> ReadAsync(InboxItem item, SlackEvent happened, AuthTestAnswer self, CancellationToken cancellationToken)
    {
        if ((happened.Channel ?? happened.OldChannelId) is not { } known) return null;
        var actor = happened.ActorId ?? happened.User;
        var who = actor is null || actor == self.UserId ? Self(self) : await directory.PersonAsync(actor, cancellationToken);

        // Members come and go all the time; who comes from elsewhere makes a difference, and so does the bot itself.
        var channel = new ChannelId(known);
        if (ChannelNews.IsAboutMember(happened) && happened.User != self.UserId && who.Membership == Membership.Member)
            return Joined(item, happened, who, channel, self);

        directory.ForgetChannel(known);
        var now = await LookAsync(happened.NewChannelId ?? known, ChannelNews.IsDeletion(happened), cancellationToken);
        return new ChannelSeen(
            item.Request.Workspace, who, channel, SlackTime.ParseOr(happened.EventTs ?? happened.Ts, item.AcceptedAt),
            new ReplyTo(channel, who.Id), now)
        {
            Outsider = ChannelNews.IsJoin(happened) && who is { Membership: not Membership.Member, IsBot: false } ? who : null,
        };
    }

    private static MemberJoined? Joined(InboxItem item, SlackEvent happened, Person who, ChannelId channel, AuthTestAnswer self) =>
        ChannelNews.IsJoin(happened) && !who.IsBot
            ? new MemberJoined(
                item.Request.Workspace, who, channel, SlackTime.ParseOr(happened.EventTs ?? happened.Ts, item.AcceptedAt),
                new ReplyTo(channel, who.Id), happened.Inviter is { Length: > 0 } inviter && inviter == self.UserId)
            : null;

    private async Task<ChannelLook> LookAsync(string id, bool isDeletion, CancellationToken cancellationToken)
    {
        var channel = new ChannelId(id);
        try
        {
            var found = (await api.FindChannelAsync(id, cancellationToken)).Channel;
            if (found is null) return new ChannelLook(channel, isDeletion ? ChannelState.Deleted : ChannelState.Left);
            var state = found.IsArchived ? ChannelState.Archived : found.IsMember ? ChannelState.Open : ChannelState.Left;
            return new ChannelLook(channel, state, found.Name, found.IsPrivate, found.IsExtShared || found.IsPendingExtShared);
        }
        catch (SlackException gone) when (
            gone.Error is { Kind: SlackErrorKind.Refused, Code: "channel_not_found" or "method_not_supported_for_channel_type" })
        {
            return new ChannelLook(channel, isDeletion ? ChannelState.Deleted : ChannelState.Left);
        }
    }

    private static Person Self(AuthTestAnswer self) =>
        new(new PersonId(self.UserId ?? string.Empty), "IncidentBot", "Etc/UTC", IsBot: true);
}
