using System.Text;
using IncidentBot.Chat;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sending;

/// <summary>Runs the actions of the outbox, one at a time.</summary>
internal sealed class SlackSender(
    SlackApi api, SlackDirectory directory, PrivateAnswers answers, SlackInviter inviter, OwnChannels ownChannels, SealedText seal,
    ChartSupport charts, ILogger<SlackSender> log)
{
    /// <summary>How many names are tried for one channel: the name itself, then <c>-2</c> to <c>-9</c>.</summary>
    public const int HighestSuffix = 9;

    /// <summary>Runs one action.</summary>
    /// <exception cref="SlackException">The call failed.</exception>
    public Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken) => request.Action switch
    {
        OpenChannel open => OpenAsync(open, request, cancellationToken),
        SetTopic topic => SetTopicAsync(topic, cancellationToken),
        Invite invite => InviteAsync(invite, cancellationToken),
        ArchiveChannel archive => ArchiveAsync(archive, cancellationToken),
        PostCard post => PostAsync(post, request, cancellationToken),
        UpdateCard update => UpdateAsync(update, request.Workspace, cancellationToken),
        PinMessage pin => PinAsync(pin, cancellationToken),
        DeleteMessage delete => DeleteAsync(delete.Message, cancellationToken),
        DeletePosted delete => DeleteAsync(Known(delete.Message), cancellationToken),
        Answer answer => AnswerAsync(answer, request, cancellationToken),
        ShowHome home => ShowHomeAsync(home, cancellationToken),
        UploadFile upload => UploadAsync(upload, request, cancellationToken),
        _ => throw new ArgumentException($"Slack has no way to do {request.Action.GetType().Name}.", nameof(request)),
    };

    /// <summary>The first call that the action takes, and the channel that it posts to; null if it is not limited.</summary>
    public static (SlackMethod Method, string? Channel)? FirstCallOf(ChatAction action) => action switch
    {
        OpenChannel => (SlackMethods.ConversationsCreate, null),
        SetTopic => (SlackMethods.ConversationsSetTopic, null),
        Invite => (SlackMethods.ConversationsInvite, null),
        ArchiveChannel => (SlackMethods.ConversationsArchive, null),
        PostCard post => (SlackMethods.ChatPostMessage, post.Channel.Known),
        UpdateCard => (SlackMethods.ChatUpdate, null),
        PinMessage => (SlackMethods.PinsAdd, null),
        DeleteMessage or DeletePosted => (SlackMethods.ChatDelete, null),
        Answer { To.Handle: null } => (SlackMethods.ChatPostEphemeral, null),
        ShowHome => (SlackMethods.ViewsPublish, null),
        UploadFile => (SlackMethods.FilesGetUploadUrlExternal, null),
        _ => null,
    };

    // A channel that has the name and was not made by an earlier try is another's, and what was wanted private is never opened for all.
    private async Task<SendOutcome> OpenAsync(OpenChannel open, SendRequest request, CancellationToken cancellationToken)
    {
        var name = ChannelName.For(open.Name);
        for (var number = 1; ; number++)
        {
            var variant = number == 1 ? name : ChannelName.WithSuffix(name, number);
            try
            {
                var channel = (await api.CreateChannelAsync(variant, open.Private, cancellationToken)).Channel;
                return new Sent(new ChannelId(Required(channel?.Id, SlackMethods.ConversationsCreate)), Name: channel?.Name);
            }
            catch (SlackException taken) when (taken.Error.Code == "name_taken" && (number < HighestSuffix || request.Attempt > 1))
            {
                // Perhaps by an earlier try that was not to be seen yet when it was looked for.
                if (request.Attempt > 1
                    && await ownChannels.FindAsync(
                        found => found == variant, request.FirstAttemptAt, cancellationToken) is { } own) return own;
                if (number >= HighestSuffix) throw;
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
        var people = new List<string>();
        var unread = new List<string>();
        foreach (var id in invite.People.Select(person => person.Value))
        {
            if (!SlackId.IsGroup(id))
                people.Add(id);
            else if (await directory.GroupAsync(id, cancellationToken) is { } members)
                people.AddRange(members.Select(member => member.Value));
            else
                unread.Add(id);
        }

        await inviter.InviteAsync(channel, [.. people.Distinct(StringComparer.Ordinal)], cancellationToken);
        return unread.Count == 0
            ? new Sent(new ChannelId(channel))
            : new NotSent(
                "no_such_subteam", Permanent: true, RetryAfter: null,
                $"The user group {string.Join(", ", unread)} cannot be read. Ask an admin to check its id in the settings, and that the "
                    + "app has the scope usergroups:read; until then invite its members yourself.");
    }

    private async Task<SendOutcome> ArchiveAsync(ArchiveChannel archive, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(archive.Channel, cancellationToken);
        try
        {
            await api.ArchiveAsync(channel, cancellationToken);
        }
        catch (SlackException again) when (again.Error.Code == "already_archived")
        {
            log.AlreadyDone(SlackMethods.ConversationsArchive.Name, again.Error.Code);
        }

        return new Sent(new ChannelId(channel));
    }

    private async Task<SendOutcome> ShowHomeAsync(ShowHome home, CancellationToken cancellationToken)
    {
        var card = SlackCharts.Without(home.Card, most: 0, picturesFollow: false);
        await api.PublishViewAsync(home.Person.Value, new SlackHome(SlackBlocks.Render(card).Blocks), cancellationToken);
        return new Sent();
    }

    private async Task<SendOutcome> PostAsync(PostCard post, SendRequest request, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(post.Channel, cancellationToken);
        var (posted, isWithoutCharts) = await charts.SendAsync(
            request.Workspace, post.Card, picturesFollow: true,
            card => PostAsync(channel, post, SlackBlocks.Render(card), request.Key, cancellationToken));

        // Slack posts into the channel, and says nothing, where the thread's first message is gone.
        return new Sent(new ChannelId(posted.Channel ?? channel), Required(posted.Ts, SlackMethods.ChatPostMessage))
        {
            IsOutsideThread = post.Thread is not null && posted.Message is { ThreadTs: null },
            IsWithoutCharts = isWithoutCharts,
        };
    }

    private async Task<PostedAnswer> PostAsync(
        string channel, PostCard post, SlackMessage message, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await api.PostMessageAsync(channel, message, post.Thread, post.AlsoInChannel, key, cancellationToken);
        }
        catch (SlackException outside) when (outside.Error.Code == "not_in_channel")
        {
            await JoinAsync(channel, outside, cancellationToken);
            return await api.PostMessageAsync(channel, message, post.Thread, post.AlsoInChannel, key, cancellationToken);
        }
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

    private async Task<SendOutcome> UpdateAsync(UpdateCard update, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var message = Known(update.Message);
        var (posted, _) = await charts.SendAsync(
            workspace, update.Card, picturesFollow: false,
            card => api.UpdateMessageAsync(message.Channel.Value, message.Id, SlackBlocks.RenderUpdate(card), cancellationToken));
        return new Sent(message.Channel, posted.Ts ?? message.Id);
    }

    private async Task<SendOutcome> PinAsync(PinMessage pin, CancellationToken cancellationToken)
    {
        var message = Known(pin.Message);
        try
        {
            await api.PinAsync(message.Channel.Value, message.Id, cancellationToken);
        }
        catch (SlackException again) when (again.Error.Code == "already_pinned")
        {
            log.AlreadyDone(SlackMethods.PinsAdd.Name, again.Error.Code);
        }

        return new Sent(message.Channel, message.Id);
    }

    private async Task<SendOutcome> DeleteAsync(MessageId message, CancellationToken cancellationToken)
    {
        try
        {
            await api.DeleteMessageAsync(message.Channel.Value, message.Id, cancellationToken);
        }
        catch (SlackException gone) when (gone.Error.Code == "message_not_found")
        {
            log.AlreadyDone(SlackMethods.ChatDelete.Name, gone.Error.Code);
        }

        return new Sent(message.Channel, message.Id);
    }

    private async Task<SendOutcome> AnswerAsync(Answer answer, SendRequest request, CancellationToken cancellationToken)
    {
        await charts.SendAsync(
            request.Workspace, answer.Card, picturesFollow: false,
            async card =>
            {
                await SayAsync(answer.To, SlackBlocks.Render(card, answer.To.Mentioned), request.Key, cancellationToken);
                return true;
            });
        return new Sent();
    }

    private Task SayAsync(ReplyTo to, SlackMessage message, string key, CancellationToken cancellationToken) => to.IsOnlyThere
        ? api.PostEphemeralAsync(to.Channel.Value, to.Person.Value, message, to.Thread, cancellationToken)
        : answers.SayAsync(
            seal.Open(to.Handle), to.Channel.Value, to.Person.Value, to.Thread, message, key, cancellationToken);

    // Nobody sees the bytes before the last step, so only its lost answer leaves a doubt; by the file's id it can be cleared.
    private async Task<SendOutcome> UploadAsync(UploadFile upload, SendRequest request, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(upload.Channel, cancellationToken);
        if (request.Progress is { } begun && await TryCompleteAsync(begun, upload, channel, cancellationToken))
            return new Sent(new ChannelId(channel));

        var bytes = request.File ?? Encoding.UTF8.GetBytes(upload.Content);
        string file;
        try
        {
            var place = await api.BeginUploadAsync(upload.FileName, bytes.Length, AltOf(upload), cancellationToken);
            file = place.FileId;
            await request.KeepAsync(file, cancellationToken);
            await api.SendBytesAsync(place.Address, bytes, cancellationToken);
        }
        catch (SlackException lost) when (lost.Error.Kind is SlackErrorKind.Unknown or SlackErrorKind.NotReached)
        {
            throw new SlackException(lost.Error with { Kind = SlackErrorKind.Harmless }, lost);
        }

        await CompleteAsync(file, upload, channel, cancellationToken);
        return new Sent(new ChannelId(channel));
    }

    private async Task<bool> TryCompleteAsync(string file, UploadFile upload, string channel, CancellationToken cancellationToken)
    {
        try
        {
            await CompleteAsync(file, upload, channel, cancellationToken);
            return true;
        }
        catch (SlackException gone) when (gone.Error.Kind == SlackErrorKind.Refused && gone.Error.Code is "file_not_found"
            or "invalid_arguments" or "file_update_failed")
        {
            // Its bytes never arrived.
            log.AnotherWay(gone.Error.Method, gone.Error.Code);
            return false;
        }
    }

    private Task<SlackAnswer> CompleteAsync(string file, UploadFile upload, string channel, CancellationToken cancellationToken) =>
        api.CompleteUploadAsync(
            file, upload.Title, channel, Cut.Escaped(MarkBreaks.Into(upload.Comment), BlockLimits.MessageText, Mrkdwn.Shortened),
            upload.Thread, cancellationToken);

    private static string? AltOf(UploadFile upload) =>
        upload.Alt is { } alt ? Cut.Visibly(alt.ReplaceLineEndings(" "), BlockLimits.FileAlt) : null;

    private async Task<string> ChannelAsync(ChannelTarget target, CancellationToken cancellationToken) =>
        await directory.ChannelIdAsync(Known(target), cancellationToken)
            ?? throw new SlackException(new SlackError(SlackMethods.ConversationsList.Name, SlackErrorKind.Refused, "no_such_channel"));

    private static string Known(ChannelTarget target) =>
        target.Known ?? throw new ArgumentException("The channel is not resolved yet.", nameof(target));

    private static MessageId Known(MessageTarget target) =>
        target.Known ?? throw new ArgumentException("The message is not resolved yet.", nameof(target));

    private static string Required(string? value, SlackMethod method) =>
        value ?? throw new SlackException(new SlackError(method.Name, SlackErrorKind.Unknown, "unreadable_answer"));
}
