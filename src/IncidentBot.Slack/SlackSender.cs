using System.Text;
using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.WebApi;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack;

/// <summary>Does what the outbox asks, one action at a time.</summary>
internal sealed class SlackSender(SlackApi api, SlackDirectory directory, PrivateAnswers answers, SlackInviter inviter, SealedText seal, ILogger<SlackSender> log)
{
    /// <summary>How many names are tried for one channel: the name itself, then <c>-2</c> to <c>-9</c>.</summary>
    public const int HighestSuffix = 9;

    /// <summary>Does one action.</summary>
    /// <exception cref="SlackException">It did not end well.</exception>
    public Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken) => request.Action switch
    {
        OpenChannel open => OpenAsync(open, cancellationToken),
        SetTopic topic => SetTopicAsync(topic, cancellationToken),
        Invite invite => InviteAsync(invite, cancellationToken),
        PostCard post => PostAsync(post, request.Key, cancellationToken),
        UpdateCard update => UpdateAsync(update, cancellationToken),
        PinMessage pin => PinAsync(pin, cancellationToken),
        Answer answer => AnswerAsync(answer, request.Key, cancellationToken),
        UploadFile upload => UploadAsync(upload, cancellationToken),
        _ => throw new ArgumentException($"Slack has no way to do {request.Action.GetType().Name}.", nameof(request)),
    };

    // A channel that has the name is another's, and what was wanted private is never opened for all.
    private async Task<SendOutcome> OpenAsync(OpenChannel open, CancellationToken cancellationToken)
    {
        var name = ChannelName.For(open.Name);
        for (var number = 1; ; number++)
        {
            try
            {
                var channel = (await api.CreateChannelAsync(number == 1 ? name : ChannelName.WithSuffix(name, number), open.Private, cancellationToken)).Channel;
                return new Sent(new ChannelId(Required(channel?.Id, SlackMethods.ConversationsCreate)), Name: channel?.Name);
            }
            catch (SlackException taken) when (taken.Error.Code == "name_taken" && number < HighestSuffix)
            {
                log.NameTaken(number);
            }
        }
    }

    private async Task<SendOutcome> SetTopicAsync(SetTopic topic, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(topic.Channel, cancellationToken);
        var words = Cut.Escaped(topic.Topic.ReplaceLineEndings(" "), BlockLimits.Topic, "…");
        await api.SetTopicAsync(channel, words, cancellationToken);
        return new Sent(new ChannelId(channel));
    }

    private async Task<SendOutcome> InviteAsync(Invite invite, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(invite.Channel, cancellationToken);
        await inviter.InviteAsync(channel, [.. invite.People.Select(person => person.Value).Distinct(StringComparer.Ordinal)], cancellationToken);
        return new Sent(new ChannelId(channel));
    }

    private async Task<SendOutcome> PostAsync(PostCard post, string key, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(post.Channel, cancellationToken);
        var message = SlackBlocks.Render(post.Card);
        PostedAnswer posted;
        try
        {
            posted = await api.PostMessageAsync(channel, message, post.ThreadTs, key, cancellationToken);
        }
        catch (SlackException outside) when (outside.Error.Code == "not_in_channel")
        {
            await JoinAsync(channel, outside, cancellationToken);
            posted = await api.PostMessageAsync(channel, message, post.ThreadTs, key, cancellationToken);
        }

        return new Sent(new ChannelId(posted.Channel ?? channel), Required(posted.Ts, SlackMethods.ChatPostMessage));
    }

    // Only a public channel can be joined; for any other the first refusal says what to do.
    private async Task JoinAsync(string channel, SlackException outside, CancellationToken cancellationToken)
    {
        try
        {
            await api.JoinAsync(channel, cancellationToken);
        }
        catch (SlackException refused) when (refused.Error.Code is "method_not_supported_for_channel_type" or "channel_not_found")
        {
            throw outside;
        }
    }

    private async Task<SendOutcome> UpdateAsync(UpdateCard update, CancellationToken cancellationToken)
    {
        var message = Known(update.Message);
        var posted = await api.UpdateMessageAsync(message.Channel.Value, message.Ts, SlackBlocks.Render(update.Card), cancellationToken);
        return new Sent(message.Channel, posted.Ts ?? message.Ts);
    }

    private async Task<SendOutcome> PinAsync(PinMessage pin, CancellationToken cancellationToken)
    {
        var message = Known(pin.Message);
        try
        {
            await api.PinAsync(message.Channel.Value, message.Ts, cancellationToken);
        }
        catch (SlackException again) when (again.Error.Code == "already_pinned")
        {
            log.AlreadyDone(SlackMethods.PinsAdd.Name, again.Error.Code);
        }

        return new Sent(message.Channel, message.Ts);
    }

    private async Task<SendOutcome> AnswerAsync(Answer answer, string key, CancellationToken cancellationToken)
    {
        var to = answer.To;
        await answers.SayAsync(seal.Open(to.Handle), to.Channel.Value, to.Person.Value, to.ThreadTs, SlackBlocks.Render(answer.Card), key, cancellationToken);
        return new Sent();
    }

    // Nobody sees the bytes before the last step, so only its lost answer leaves a doubt.
    private async Task<SendOutcome> UploadAsync(UploadFile upload, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(upload.Channel, cancellationToken);
        string file;
        try
        {
            file = await api.UploadAsync(upload.FileName, Encoding.UTF8.GetBytes(upload.Content), cancellationToken);
        }
        catch (SlackException lost) when (lost.Error.Kind == SlackErrorKind.Unknown)
        {
            throw new SlackException(lost.Error with { Kind = SlackErrorKind.NotReached }, lost);
        }

        var comment = Cut.Escaped(upload.Comment, BlockLimits.MessageText, Mrkdwn.Shortened);
        await api.CompleteUploadAsync(file, upload.Title, channel, comment, cancellationToken);
        return new Sent(new ChannelId(channel));
    }

    private async Task<string> ChannelAsync(ChannelTarget target, CancellationToken cancellationToken) =>
        await directory.ChannelIdAsync(Known(target), cancellationToken)
            ?? throw new SlackException(new SlackError(SlackMethods.ConversationsList.Name, SlackErrorKind.Refused, "no_such_channel"));

    private static string Known(ChannelTarget target) => target.Known ?? throw new ArgumentException("The channel is not resolved yet.", nameof(target));

    private static MessageId Known(MessageTarget target) => target.Known ?? throw new ArgumentException("The message is not resolved yet.", nameof(target));

    private static string Required(string? value, SlackMethod method) =>
        value ?? throw new SlackException(new SlackError(method.Name, SlackErrorKind.Unknown, "unreadable_answer"));
}
