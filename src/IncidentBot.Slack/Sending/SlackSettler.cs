using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Sending;

/// <summary>
/// Finds out whether an action whose answer was lost has happened. Topics, invitations, pins and updates can simply be repeated;
/// a private answer cannot be looked up, so it is repeated too.
/// </summary>
internal sealed class SlackSettler(SlackApi api, SlackDirectory directory, OwnChannels ownChannels)
{
    /// <summary>How much Slack's clock and the bot's may differ.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>What Slack knows of the action; null: nothing, or it may be repeated.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public Task<SendOutcome?> SettleAsync(SendRequest request, CancellationToken cancellationToken) => request.Action switch
    {
        OpenChannel open => FindChannelAsync(open, request.FirstAttemptAt, cancellationToken),
        PostCard { Channel.Known: { } channel } post => FindPostAsync(channel, post.Thread, request, cancellationToken),
        UploadFile { Channel.Known: { } channel } when request.Progress is { } file => FindFileAsync(channel, file, cancellationToken),
        _ => Task.FromResult<SendOutcome?>(null),
    };

    private async Task<SendOutcome?> FindChannelAsync(OpenChannel open, DateTimeOffset firstAttempt, CancellationToken cancellationToken)
    {
        var name = ChannelName.For(open.Name);
        return await ownChannels.FindAsync(
            found => ChannelName.IsVariant(found, name, SlackSender.HighestSuffix), firstAttempt, cancellationToken);
    }

    private async Task<SendOutcome?> FindPostAsync(
        string target, string? threadTs, SendRequest request, CancellationToken cancellationToken)
    {
        if (await directory.ChannelIdAsync(target, cancellationToken) is not { } channel) return null;
        var there = new ChannelId(channel);
        var found = await FindPostAsync(there, threadTs, request, cancellationToken);
        // What was to go into a thread stands in the channel where the thread's first message is gone.
        return found is null && threadTs is not null
            ? await FindPostAsync(there, threadTs: null, request, cancellationToken) is Sent outside
                ? outside with { IsOutsideThread = true }
                : null
            : found;
    }

    private async Task<SendOutcome?> FindPostAsync(
        ChannelId channel, string? threadTs, SendRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (
                var message in api.MessagesSinceAsync(
                    channel.Value, threadTs, SlackTime.ToTs(request.FirstAttemptAt - ClockSkew), cancellationToken))
            {
                if (message.Ts is not null && message.Metadata?.EventPayload?.Key == request.Key)
                    return new Sent(channel, message.Ts) { IsWithoutCharts = LacksCharts(request.Action, message) };
            }
        }
        catch (SlackException refused) when (refused.Error.Code is "not_in_channel" or "channel_not_found" or "thread_not_found")
        {
            // Where the bot cannot read, it could not write either.
            return null;
        }

        return null;
    }

    // It may have been sent without them before its answer was lost.
    private static bool LacksCharts(ChatAction action, SlackChatMessage message) =>
        action is PostCard post
        && SlackCharts.HasAny(post.Card)
        && message.Blocks is { ValueKind: JsonValueKind.Array } blocks
        && !blocks.EnumerateArray().Any(IsChart);

    private static bool IsChart(JsonElement block) =>
        block.ValueKind == JsonValueKind.Object
        && block.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String
        && type.ValueEquals(ChartBlock.Name);

    private async Task<SendOutcome?> FindFileAsync(string target, string file, CancellationToken cancellationToken)
    {
        if (await directory.ChannelIdAsync(target, cancellationToken) is not { } channel) return null;
        try
        {
            var shares = (await api.FindFileAsync(file, cancellationToken)).File?.Shares;
            return shares?.Values.FirstOrDefault(byChannel => byChannel.ContainsKey(channel)) is { } shown
                ? new Sent(new ChannelId(channel), shown[channel].FirstOrDefault()?.Ts)
                : null;
        }
        catch (SlackException refused) when (refused.Error.Code is "file_not_found" or "file_deleted")
        {
            return null;
        }
    }
}
