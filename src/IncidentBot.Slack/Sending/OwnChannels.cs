using IncidentBot.Chat;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Slack.Sending;

/// <summary>Finds a channel that an earlier attempt created, although its answer was lost.</summary>
internal sealed class OwnChannels(SlackApi api, SlackDirectory directory)
{
    /// <summary>
    /// The bot's own channel of a name, created since an instant; null: there is none, and any other of that name is somebody else's.
    /// </summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<Sent?> FindAsync(Func<string, bool> isName, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var self = await directory.SelfAsync(cancellationToken);
        var earliest = (since - SlackSettler.ClockSkew).ToUnixTimeSeconds();
        await foreach (var channel in api.OwnChannelsAsync(cancellationToken))
        {
            if (channel is { Id: not null, Name: not null } && channel.Creator == self.UserId && channel.Created >= earliest
                && isName(channel.Name))
                return new Sent(new ChannelId(channel.Id), Name: channel.Name);
        }

        return null;
    }
}
