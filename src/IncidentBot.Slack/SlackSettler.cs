using IncidentBot.Chat;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Slack;

/// <summary>
/// Finds out whether an action whose answer was lost has happened. Topics, invitations, pins and updates may simply be repeated;
/// a private answer cannot be asked for and is repeated too.
/// </summary>
internal sealed class SlackSettler(SlackApi api, SlackDirectory directory)
{
    // Slack's clock and the bot's may differ a little.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>What Slack knows of the action; null: nothing, or it may be repeated.</summary>
    /// <exception cref="SlackException">Slack could not be asked.</exception>
    public Task<SendOutcome?> SettleAsync(SendRequest request, CancellationToken cancellationToken) => request.Action switch
    {
        OpenChannel open => FindChannelAsync(open, request.FirstAttemptAt, cancellationToken),
        PostCard { Channel.Known: { } channel } post => FindPostAsync(channel, post.ThreadTs, request, message => message.Metadata?.EventPayload?.Key == request.Key, cancellationToken),
        UploadFile { Channel.Known: { } channel } upload => FindPostAsync(channel, null, request, message => Shows(message, upload), cancellationToken),
        _ => Task.FromResult<SendOutcome?>(null),
    };

    private async Task<SendOutcome?> FindChannelAsync(OpenChannel open, DateTimeOffset firstAttempt, CancellationToken cancellationToken)
    {
        var self = await directory.SelfAsync(cancellationToken);
        var name = ChannelName.For(open.Name);
        var since = (firstAttempt - ClockSkew).ToUnixTimeSeconds();
        await foreach (var channel in api.OwnChannelsAsync(cancellationToken))
        {
            if (channel is { Id: not null, Name: not null } && channel.Creator == self.UserId && channel.Created >= since && ChannelName.IsVariant(channel.Name, name, SlackSender.HighestSuffix))
                return new Sent(new ChannelId(channel.Id), Name: channel.Name);
        }

        return null;
    }

    private async Task<SendOutcome?> FindPostAsync(string target, string? threadTs, SendRequest request, Func<SlackChatMessage, bool> isIt, CancellationToken cancellationToken)
    {
        if (await directory.ChannelIdAsync(target, cancellationToken) is not { } channel) return null;
        try
        {
            await foreach (var message in api.MessagesSinceAsync(channel, threadTs, SlackTime.ToTs(request.FirstAttemptAt - ClockSkew), cancellationToken))
            {
                if (message.Ts is not null && isIt(message)) return new Sent(new ChannelId(channel), message.Ts);
            }
        }
        catch (SlackException refused) when (refused.Error.Code is "not_in_channel" or "channel_not_found" or "thread_not_found")
        {
            // Where the bot cannot read, it could not write either.
            return null;
        }

        return null;
    }

    private static bool Shows(SlackChatMessage message, UploadFile upload) =>
        message.Files?.Any(file => file.Name == upload.FileName && file.Title == upload.Title) == true;
}
