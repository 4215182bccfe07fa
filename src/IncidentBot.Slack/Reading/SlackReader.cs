using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Slack.Reading.Messages;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Turns stored requests into the neutral form and looks up names.</summary>
internal sealed class SlackReader(
    SlackLookup lookup, SlackDirectory directory, ChatMessageReader messages, MessageChangeReader changes, ChannelReader channels)
{
    /// <summary>Reads a stored request; null: nothing for the bot to do.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    /// <exception cref="JsonException">The row was not written by this platform.</exception>
    public Task<Inbound?> ReadAsync(InboxItem item, CancellationToken cancellationToken) => item.Request.Kind switch
    {
        StoredNames.Command => ReadCommandAsync(item, cancellationToken),
        StoredNames.Event => ReadEventAsync(item, cancellationToken),
        StoredNames.History => ReadFoundAsync(item, cancellationToken),
        StoredNames.Interaction => ReadInteractionAsync(item, cancellationToken),
        _ => Task.FromResult<Inbound?>(null),
    };

    private async Task<Inbound?> ReadCommandAsync(InboxItem item, CancellationToken cancellationToken)
    {
        var command = JsonSerializer.Deserialize(item.Request.Body, SlackJson.Wire.SlackCommand)!;
        var who = await directory.AccountAsync(command.UserId!, cancellationToken);
        var channel = new ChannelId(command.ChannelId!);
        var text = await messages.TypedAsync(command.Text ?? string.Empty, cancellationToken);
        return new CommandTyped(
            item.Request.Workspace, who, channel, item.AcceptedAt, new ReplyTo(channel, who.Id, null, command.ResponseUrl), text);
    }

    private Task<Inbound?> ReadEventAsync(InboxItem item, CancellationToken cancellationToken) =>
        ReadEventAsync(item, EventOf(item), cancellationToken);

    // Former versions stored what they found in a channel as the event that Slack had not delivered.
    private async Task<Inbound?> ReadFoundAsync(InboxItem item, CancellationToken cancellationToken)
    {
        var happened = EventOf(item);
        if (happened is { User: null, Item: { Channel: { } channel, Ts: { } ts }, Reaction: { } reaction })
        {
            var by = await lookup.ReactorAsync(new MessageId(new ChannelId(channel), ts), reaction, cancellationToken);
            happened = happened with { User = by?.Value };
        }

        return await ReadEventAsync(item, happened, cancellationToken) is { } inbound ? inbound with { FromHistory = true } : null;
    }

    private static SlackEvent? EventOf(InboxItem item) =>
        JsonSerializer.Deserialize(item.Request.Body, SlackJson.Wire.EventEnvelope)?.Event;

    private async Task<Inbound?> ReadEventAsync(InboxItem item, SlackEvent? happened, CancellationToken cancellationToken)
    {
        if (happened is null) return null;
        var self = await directory.SelfAsync(cancellationToken);
        if (ChannelNews.IsOne(happened)) return await channels.ReadAsync(item, happened, self, cancellationToken);
        if (happened is { Type: "file_deleted", FileId: { } file }) return SlackFiles.Deleted(item, happened, [file]);
        if (happened is { Type: "message", Subtype: not null, Channel: not null })
            return await changes.ReadAsync(item, happened, self, cancellationToken);

        // What the bot did itself comes back as an event like any other.
        if (happened.User is null) return null;
        if (happened.User == self.UserId) return ReadOwn(item, happened);

        var who = await directory.AccountAsync(happened.User, cancellationToken);
        return happened.Type switch
        {
            // What an app or a workflow posts is nobody's command, also where it posts in a person's name.
            "app_mention" when who.IsBot || !string.IsNullOrEmpty(happened.BotId) => null,
            "app_mention" when happened.Channel is not null => await ReadMentionAsync(item, happened, who, self.UserId, cancellationToken),
            "app_home_opened" when happened.Channel is not null => Opened(item, happened, who),
            _ when happened.Item is { Type: "message", Ts: not null } => ReadMark(item, happened, who),
            _ => null,
        };
    }

    private async Task<Inbound> ReadMentionAsync(
        InboxItem item, SlackEvent happened, Person who, string? self, CancellationToken cancellationToken)
    {
        var channel = new ChannelId(happened.Channel!);
        var text = await messages.TypedAsync(SlackMention.Without(happened.Text ?? string.Empty, self), cancellationToken);
        var thread = happened.ThreadTs == happened.Ts ? null : happened.ThreadTs;
        // What is no time names no message: asking Slack about it would only be refused, again and again.
        MessageId? message = SlackTime.TryParse(happened.Ts, out _) ? new MessageId(channel, happened.Ts!) : null;
        return new CommandTyped(
            item.Request.Workspace, who, channel, SlackTime.ParseOr(happened.Ts ?? happened.EventTs, item.AcceptedAt),
            new ReplyTo(channel, who.Id, thread, Mentioned: true), text, message)
        {
            Files = SlackFiles.Of(MessageWords.FilesOf(happened.Files, happened.Attachments)),
            PostedAt = SlackTime.OrNull(happened.Ts),
        };
    }

    // Only of interest where it carries an outbox key.
    private static OwnMessageSeen? ReadOwn(InboxItem item, SlackEvent happened)
    {
        if (happened is not { Type: "message", Channel: { } place, Ts: { } ts }
            || happened.Metadata is not { EventType: SlackApi.MetadataType, EventPayload.Key: { } key })
            return null;

        var channel = new ChannelId(place);
        var self = new Person(new PersonId(happened.User!), "IncidentBot", "Etc/UTC", IsBot: true);
        return new OwnMessageSeen(
            item.Request.Workspace, self, channel, SlackTime.ParseOr(ts, item.AcceptedAt), new ReplyTo(channel, self.Id),
            new MessageId(channel, ts), key);
    }

    private static HomeOpened Opened(InboxItem item, SlackEvent happened, Person who)
    {
        var channel = new ChannelId(happened.Channel!);
        return new HomeOpened(
            item.Request.Workspace, who, channel, SlackTime.ParseOr(happened.EventTs, item.AcceptedAt), new ReplyTo(channel, who.Id));
    }

    private static Inbound? ReadMark(InboxItem item, SlackEvent happened, Person who)
    {
        if ((happened.Item!.Channel ?? happened.ChannelId ?? happened.Channel) is not { } place) return null;
        var channel = new ChannelId(place);
        var at = SlackTime.ParseOr(happened.EventTs, item.AcceptedAt);
        var reply = new ReplyTo(channel, who.Id);
        var message = new MessageId(channel, happened.Item.Ts!);
        var reaction = MessageReaction.Plain(happened.Reaction ?? string.Empty);
        Inbound? mark = happened.Type switch
        {
            "reaction_added" => new ReactionAdded(item.Request.Workspace, who, channel, at, reply, reaction, message),
            "reaction_removed" => new ReactionRemoved(item.Request.Workspace, who, channel, at, reply, reaction, message),
            "pin_added" => new MessagePinned(item.Request.Workspace, who, channel, at, reply, message),
            "pin_removed" => new MessageUnpinned(item.Request.Workspace, who, channel, at, reply, message),
            _ => null,
        };
        return mark is null ? null : mark with { PostedAt = SlackTime.OrNull(happened.Item.Ts) };
    }

    private async Task<Inbound?> ReadInteractionAsync(InboxItem item, CancellationToken cancellationToken)
    {
        var interaction = JsonSerializer.Deserialize(item.Request.Body, SlackJson.Wire.Interaction)!;
        var place = interaction.Place();
        var channel = new ChannelId(place.Channel ?? string.Empty);
        var who = await directory.AccountAsync(interaction.User!.Id!, cancellationToken);
        var reply = new ReplyTo(channel, who.Id, place.Thread, interaction.ResponseUrl ?? place.Handle) { IsOnHome = place.IsHome };
        return interaction.Type switch
        {
            "block_actions" when interaction.Button() is { } button => ReadButton(item, interaction, button, who, reply),
            "block_actions" when interaction.Boxes() is { } boxes => ReadBoxes(item, interaction, boxes, who, reply),
            "message_action" when interaction.Message is not null => new MessagePicked(
                item.Request.Workspace, who, channel, SlackTime.ParseOr(interaction.ActionTs, item.AcceptedAt), reply,
                interaction.CallbackId ?? string.Empty,
                await messages.ReadAsync(channel, interaction.Message, cancellationToken)),
            "view_submission" when interaction.View?.CallbackId is { } form => new FormSubmitted(
                item.Request.Workspace, who, channel, item.AcceptedAt, reply, form, place.Context ?? string.Empty,
                interaction.View.Answers()),
            _ => null,
        };
    }

    private static ButtonPressed ReadButton(InboxItem item, Interaction interaction, BlockAction button, Person who, ReplyTo reply)
    {
        var ts = interaction.Container?.MessageTs ?? interaction.Message?.Ts;
        MessageId? card = ts is null || interaction.Container?.IsEphemeral == true ? null : new MessageId(reply.Channel, ts);
        return new ButtonPressed(
            item.Request.Workspace, who, reply.Channel, SlackTime.ParseOr(button.ActionTs, item.AcceptedAt), reply,
            SlackButtons.Action(button.ActionId!), button.Value ?? string.Empty, card) { PostedAt = SlackTime.OrNull(ts) };
    }

    private static BoxesChanged ReadBoxes(InboxItem item, Interaction interaction, PickedBoxes boxes, Person who, ReplyTo reply)
    {
        var ts = interaction.Container?.MessageTs ?? interaction.Message?.Ts;
        MessageId? card = ts is null || interaction.Container?.IsEphemeral == true ? null : new MessageId(reply.Channel, ts);
        return new BoxesChanged(
            item.Request.Workspace, who, reply.Channel, SlackTime.ParseOr(interaction.Actions![0].ActionTs, item.AcceptedAt), reply,
            boxes.Action, boxes.Value, boxes.Ticked, card) { PostedAt = SlackTime.OrNull(ts) };
    }
}
