using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Turns Slack's messages and texts into what people see: names instead of ids.</summary>
internal sealed class ChatMessageReader(SlackDirectory directory)
{
    /// <summary>Reads a text with the names of the people and channels in it looked up.</summary>
    public async Task<TypedText> TypedAsync(string text, CancellationToken cancellationToken)
    {
        var people = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var id in SlackText.Ids(text, SlackTokenKind.Person))
            people[id] = NameUnlessId(id, (await directory.PersonAsync(id, cancellationToken)).Name);

        var channels = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var id in SlackText.Ids(text, SlackTokenKind.Channel))
            channels[id] = await directory.ChannelNameAsync(id, cancellationToken);

        return SlackText.Read(text, people.GetValueOrDefault, channels.GetValueOrDefault);
    }

    /// <summary>Reads a message.</summary>
    public async Task<ChatMessage> ReadAsync(ChannelId channel, SlackChatMessage message, CancellationToken cancellationToken)
    {
        var text = await TypedAsync(SlackMessages.Words(message), cancellationToken);
        var author = await AuthorAsync(message, cancellationToken);
        var thread = message.ThreadTs == message.Ts ? null : message.ThreadTs;
        return new ChatMessage(
            new MessageId(channel, message.Ts!), SlackTime.ParseOr(message.Ts, DateTimeOffset.UnixEpoch), author, text.Plain, thread)
        {
            EditedAt = SlackTime.TryParse(message.Edited?.Ts, out var edited) ? edited : null,
            Files = SlackFiles.Of(message.Files),
        };
    }

    /// <summary>Reads a message with what it says to the bot, if it mentions it.</summary>
    public async Task<ChatMessage> ReadToBotAsync(ChannelId channel, SlackChatMessage message, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(channel, message, cancellationToken);
        var words = SlackMessages.Words(message);
        var self = (await directory.SelfAsync(cancellationToken)).UserId;
        return SlackMention.IsIn(words, self)
            ? read with { ToBot = await TypedAsync(SlackMention.Without(words, self), cancellationToken) }
            : read;
    }

    // A bot may give itself another name in each message.
    private async Task<Person> AuthorAsync(SlackChatMessage message, CancellationToken cancellationToken)
    {
        var botName = new[] { message.Username, message.BotProfile?.Name }.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));
        if (message.BotId is { } bot && (botName is not null || message.User is null))
            return new Person(new PersonId(bot), botName ?? bot, "Etc/UTC", IsBot: true);
        if (message.User is { } user) return await directory.PersonAsync(user, cancellationToken);
        return new Person(new PersonId(string.Empty), botName ?? "unknown", "Etc/UTC");
    }

    // The label in the text is better than a bare id.
    private static string? NameUnlessId(string id, string name) => name == id ? null : name;
}
