using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Slack.Reading.Messages;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Turns Slack's messages and texts into what people see: names instead of ids.</summary>
internal sealed class ChatMessageReader(SlackDirectory directory)
{
    // So many names are looked up for one message; further ids are shown by what stands beside them.
    private const int MostNames = 100;

    /// <summary>Reads a text with the names of the people, channels and groups in it looked up.</summary>
    public Task<TypedText> TypedAsync(string text, CancellationToken cancellationToken) =>
        NamedAsync(names => SlackText.Read(text, names), cancellationToken);

    /// <summary>Reads a message.</summary>
    public async Task<ChatMessage> ReadAsync(ChannelId channel, SlackChatMessage message, CancellationToken cancellationToken)
    {
        var words = await NamedAsync(names => MessageWords.Of(message, names), cancellationToken);
        var author = await AuthorAsync(message, cancellationToken);
        var thread = message.ThreadTs == message.Ts ? null : message.ThreadTs;
        return new ChatMessage(
            new MessageId(channel, message.Ts!), SlackTime.ParseOr(message.Ts, DateTimeOffset.UnixEpoch), author,
            words.IsBlank ? FileNames(message.Files) : words.Plain, thread)
        {
            Formats = words.Formats.Count == 0 ? null : words.Formats,
            EditedAt = SlackTime.TryParse(message.Edited?.Ts, out var edited) ? edited : null,
            Files = SlackFiles.Of(MessageWords.FilesOf(message.Files, message.Attachments)),
        };
    }

    /// <summary>Reads a message with what it says to the bot, if it mentions it.</summary>
    public async Task<ChatMessage> ReadToBotAsync(ChannelId channel, SlackChatMessage message, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(channel, message, cancellationToken);
        var words = message.Text ?? string.Empty;
        if (!words.Contains("<@", StringComparison.Ordinal)) return read;

        var self = (await directory.SelfAsync(cancellationToken)).UserId;
        return SlackMention.IsIn(words, self)
            ? read with { ToBot = await TypedAsync(SlackMention.Without(words, self), cancellationToken) }
            : read;
    }

    // Read twice: first to learn which names are needed.
    private async Task<T> NamedAsync<T>(Func<SlackNames, T> read, CancellationToken cancellationToken)
    {
        HashSet<string> people = [], channels = [], groups = [];
        var first = read(new SlackNames(id => Note(people, id), id => Note(channels, id), id => Note(groups, id)));
        if (people.Count + channels.Count + groups.Count == 0) return first;

        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var id in people.Take(MostNames)) known[id] = NameUnlessId(id, (await directory.PersonAsync(id, cancellationToken)).Name);
        foreach (var id in channels.Take(MostNames)) known[id] = await directory.ChannelNameAsync(id, cancellationToken);
        foreach (var id in groups.Take(MostNames)) known[id] = await directory.GroupNameAsync(id, cancellationToken);
        return read(new SlackNames(known.GetValueOrDefault, known.GetValueOrDefault, known.GetValueOrDefault));
    }

    private static string? Note(HashSet<string> ids, string id)
    {
        ids.Add(id);
        return null;
    }

    private static string FileNames(IReadOnlyList<SlackFile?>? files) => string.Join(
        ", ", (files ?? []).Select(file => file?.Title ?? file?.Name).Where(name => !string.IsNullOrEmpty(name)));

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
