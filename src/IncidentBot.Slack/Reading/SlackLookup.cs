using IncidentBot.Chat;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Slack.Reading;

/// <summary>Looks up one message, the way to it, and what a file holds.</summary>
internal sealed class SlackLookup(SlackApi api, ChatMessageReader messages, SlackFiles files)
{
    /// <summary>A message as it is now; null: it is gone.</summary>
    /// <exception cref="SlackException">Slack could not be asked, or refused.</exception>
    public async Task<ChatMessage?> MessageAsync(MessageId message, CancellationToken cancellationToken)
    {
        var answer = await api.FindMessageAsync(message.Channel.Value, message.Id, cancellationToken);
        var found = answer.Messages?.FirstOrDefault(candidate => candidate.Ts == message.Id && !EventUse.IsTombstone(candidate));
        return found is null ? null : await messages.ReadAsync(message.Channel, found, cancellationToken);
    }

    /// <summary>The address of a message; null: Slack names none.</summary>
    /// <exception cref="SlackException">Slack could not be asked, or refused.</exception>
    public async Task<Uri?> PermalinkAsync(MessageId message, CancellationToken cancellationToken)
    {
        var answer = await api.GetPermalinkAsync(message.Channel.Value, message.Id, cancellationToken);
        return Uri.TryCreate(answer.Permalink, UriKind.Absolute, out var address) ? address : null;
    }

    /// <summary>What a file holds.</summary>
    /// <param name="file">Which one.</param>
    /// <param name="mostBytes">The most that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SlackException">Slack could not be asked.</exception>
    public Task<FileReading> FileAsync(ChatFile file, long mostBytes, CancellationToken cancellationToken) =>
        files.ReadAsync(file, mostBytes, cancellationToken);
}
