using IncidentBot.Chat;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Looks up one message, the way to it, and what a file holds.</summary>
internal sealed class SlackLookup(SlackApi api, SlackDirectory directory, ChatMessageReader messages, SlackFiles files)
{
    /// <summary>A message as it is now; null: it is gone.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<ChatMessage?> MessageAsync(MessageId message, CancellationToken cancellationToken)
    {
        var answer = await api.FindMessageAsync(message.Channel.Value, message.Id, cancellationToken);
        var found = answer.Messages?.FirstOrDefault(candidate => candidate.Ts == message.Id && !EventUse.IsTombstone(candidate));
        return found is null ? null : await messages.ReadToBotAsync(message.Channel, found, cancellationToken);
    }

    /// <summary>The address of a message; null: Slack names none.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<Uri?> PermalinkAsync(MessageId message, CancellationToken cancellationToken)
    {
        var answer = await api.GetPermalinkAsync(message.Channel.Value, message.Id, cancellationToken);
        return Uri.TryCreate(answer.Permalink, UriKind.Absolute, out var address) ? address : null;
    }

    /// <summary>Who put a reaction on a message, the first that is not the bot; null: nobody, or the message is gone.</summary>
    /// <exception cref="SlackException">Slack could not be asked.</exception>
    public async Task<PersonId?> ReactorAsync(MessageId message, string reaction, CancellationToken cancellationToken)
    {
        try
        {
            var self = await directory.SelfAsync(cancellationToken);
            var found = (await api.ListReactionsAsync(message.Channel.Value, message.Id, cancellationToken)).Message;
            var users = (found?.Reactions ?? []).Where(known => MessageReaction.Plain(known.Name) == reaction)
                .SelectMany(known => known.Users ?? []);
            return users.FirstOrDefault(user => user != self.UserId) is { } person ? new PersonId(person) : null;
        }
        catch (SlackException gone) when (gone.Error.Code is "message_not_found" or "channel_not_found" or "not_in_channel")
        {
            return null;
        }
    }

    /// <summary>What a file holds.</summary>
    /// <param name="file">Which one.</param>
    /// <param name="mostBytes">The most that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public Task<FileReading> FileAsync(ChatFile file, long mostBytes, CancellationToken cancellationToken) =>
        files.ReadAsync(file, mostBytes, cancellationToken);
}
