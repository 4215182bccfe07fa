using System.Globalization;
using System.Text.Json;
using IncidentBot.Chat;

namespace IncidentBot.Tests.Plain;

/// <summary>
/// A second chat, as unlike the first as can be: everything has a number, a channel's is never known before it is opened, forms are short,
/// and there are no reactions, pins, menus, groups, pages or private answers. People write to the bot by beginning with its name.
/// </summary>
internal sealed class PlainChat : IChatPlatform
{
    public const string BotName = "bot,";

    private readonly SortedDictionary<int, PlainMessage> messages = [];
    private readonly Dictionary<int, string> channels = new() { [1] = "lobby" };
    private readonly Dictionary<string, int> byKey = new(StringComparer.Ordinal);
    private int last = 100;

    public string Name => "plain";

    public ChatLimits Limits { get; } = new() { Paragraph = 120, FormField = 60, FormContext = 500, Choices = 0, ChoiceLabel = 10 };

    public ChatWords Words { get; } = new();

    public IReadOnlyDictionary<int, string> Channels => channels;

    /// <summary>Actions that this chat cannot do.</summary>
    public List<ChatAction> Impossible { get; } = [];

    /// <summary>What stands in a channel now, the oldest first.</summary>
    public IReadOnlyList<PlainMessage> In(int channel) => [.. messages.Values.Where(message => message.Channel == channel)];

    public PlainMessage Message(int number) => messages[number];

    /// <summary>The message that the bot posted under this key.</summary>
    public PlainMessage Posted(string key) => messages[byKey[key]];

    /// <summary>Somebody writes, whether or not the bot is told.</summary>
    public PlainMessage Write(int person, int channel, string text, DateTimeOffset at, int? thread = null) =>
        Put(new PlainMessage(++last, channel, person, text, at, thread));

    public PlainMessage Change(int number, string text, DateTimeOffset at) => Put(messages[number] with { Text = text, ChangedAt = at });

    public void Erase(int number) => messages.Remove(number);

    public Task<Inbound?> ReadAsync(InboxItem item, CancellationToken cancellationToken)
    {
        var heard = JsonSerializer.Deserialize<PlainNews>(item.Request.Body)!;
        var message = heard.Message;
        var (where, who) = (new ChannelId(Digits(message.Channel)), PersonOf(message.Author));
        var reply = new ReplyTo(where, who.Id, message.Thread is { } thread ? Digits(thread) : null);
        return Task.FromResult<Inbound?>(heard.What switch
        {
            "written" when ToBot(message.Text) is { } text => new CommandTyped(item.Request.Workspace, who, where, message.At, reply, text, IdOf(message)),
            "changed" => new MessageEdited(item.Request.Workspace, who, where, message.ChangedAt!.Value, reply, Read(message), Before: null),
            "erased" => new MessageDeleted(item.Request.Workspace, who, where, item.AcceptedAt, reply, Read(message)),
            "pressed" => new ButtonPressed(item.Request.Workspace, who, where, item.AcceptedAt, reply, heard.Action!, heard.Value!, Message: null),
            _ => null,
        });
    }

    public Task<ChatMessage?> FindMessageAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) =>
        Task.FromResult(messages.TryGetValue(Number(message.Id), out var found) ? Read(found) : null);

    public Task<PersonId?> FindReactorAsync(WorkspaceId workspace, MessageId message, string reaction, CancellationToken cancellationToken) =>
        Task.FromResult<PersonId?>(null);

    public Task<Uri?> FindPermalinkAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) => Task.FromResult<Uri?>(null);

    public LinkedMessage? ReadLink(string address) => null;

    public Task<Person> FindPersonAsync(WorkspaceId workspace, PersonId person, CancellationToken cancellationToken) =>
        Task.FromResult(PersonOf(Number(person.Value)));

    public Task<IReadOnlyList<PersonId>?> ListGroupAsync(WorkspaceId workspace, string group, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PersonId>?>(null);

    public Task<IReadOnlyList<PersonId>> ListMembersAsync(WorkspaceId workspace, ChannelId channel, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PersonId>>([]);

    public Task<HistoryPage?> ReadHistoryAsync(WorkspaceId workspace, HistoryQuestion question, CancellationToken cancellationToken)
    {
        if (question is not ReadChannel part)
            return Task.FromResult<HistoryPage?>(null);

        var before = part.Latest is null ? int.MaxValue : Number(part.Latest);
        var seen = In(Number(part.Channel.Value)).Where(message => part.Inclusive ? message.Number <= before : message.Number < before).Reverse().Select(Seen);
        return Task.FromResult<HistoryPage?>(new HistoryPage([.. seen], HasMore: false, Cursor: null));
    }

    public Task<FileReading> ReadFileAsync(WorkspaceId workspace, ChatFile file, long mostBytes, CancellationToken cancellationToken) =>
        Task.FromResult<FileReading>(new FileNotRead(file, "there are no files here", Permanent: true));

    public Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken) => Task.FromResult<SendOutcome>(request.Action switch
    {
        OpenChannel open => Open(open),
        PostCard post => Say(request, Number(post.Channel.Known!), post.Card, post.Thread),
        // Nobody can be told anything in private, so it is said where they wrote.
        Answer { To.Channel.Value.Length: > 0 } answer => Say(request, Number(answer.To.Channel.Value), answer.Card, answer.To.Thread),
        UpdateCard update => Rewrite(Number(update.Message.Known!.Value.Id), update.Card),
        SetTopic topic => new Sent(new ChannelId(topic.Channel.Known!)),
        Invite invite => new Sent(new ChannelId(invite.Channel.Known!)),
        // Nothing stands out here, so there is nothing to do.
        PinMessage pin => new Sent(pin.Message.Known!.Value.Channel, pin.Message.Known.Value.Id),
        _ => Refuse(request.Action),
    });

    public Task<SendOutcome?> SettleAsync(SendRequest request, CancellationToken cancellationToken) => Task.FromResult<SendOutcome?>(null);

    private static Person PersonOf(int number) => new(new PersonId(Digits(number)), $"Person {number}", "UTC");

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static MessageId IdOf(PlainMessage message) => new(new ChannelId(Digits(message.Channel)), Digits(message.Number));

    private static TypedText? ToBot(string text) =>
        text.StartsWith(BotName, StringComparison.Ordinal) ? TypedText.Of(text[BotName.Length..].Trim()) : null;

    private static ChatMessage Read(PlainMessage message) =>
        new(IdOf(message), message.At, PersonOf(message.Author), message.Text, message.Thread is { } thread ? Digits(thread) : null)
        {
            EditedAt = message.ChangedAt,
            ToBot = ToBot(message.Text),
        };

    private static SeenMessage Seen(PlainMessage message) => new(
        IdOf(message), message.At, HasReplies: false, message.Author != 0 && ToBot(message.Text) is not null ? [new FoundMention(new PersonId(Digits(message.Author)))] : [], OwnKey: null)
    {
        EditedAt = message.ChangedAt,
        Reactions = [],
    };

    private static string Shown(Card card) =>
        string.Join('\n', card.Parts.Select(part => part switch
        {
            Heading heading => heading.Text,
            Paragraph paragraph => paragraph.Text.ToPlainText(),
            SmallPrint small => small.Text.ToPlainText(),
            Fields fields => string.Join(", ", fields.Items.Select(field => $"{field.Label}: {field.Value.ToPlainText()}")),
            Checks checks => string.Join('\n', checks.Boxes.Select(box => $"{box.Text} [{box.Press.Label}]")),
            Buttons row => string.Join(' ', row.Items.Select(button => $"[{button.Label}]")),
            _ => string.Empty,
        }).Prepend(card.Text));

    private PlainMessage Put(PlainMessage message) => messages[message.Number] = message;

    private Sent Open(OpenChannel open)
    {
        channels[++last] = open.Name;
        return new Sent(new ChannelId(Digits(last)), Name: open.Name);
    }

    private Sent Say(SendRequest request, int channel, Card card, string? thread)
    {
        var said = Put(new PlainMessage(++last, channel, Author: 0, Shown(card), request.FirstAttemptAt, thread is null ? null : Number(thread)) { Card = card });
        byKey[request.Key] = said.Number;
        return new Sent(new ChannelId(Digits(channel)), Digits(said.Number));
    }

    private Sent Rewrite(int number, Card card)
    {
        var message = Put(messages[number] with { Text = Shown(card), Card = card });
        return new Sent(new ChannelId(Digits(message.Channel)), Digits(number));
    }

    private NotSent Refuse(ChatAction action)
    {
        Impossible.Add(action);
        return new NotSent("no_such_thing", Permanent: true, RetryAfter: null, "This chat cannot do that.");
    }
}

/// <summary>A message of the plain chat; the bot's author number is 0.</summary>
internal sealed record PlainMessage(int Number, int Channel, int Author, string Text, DateTimeOffset At, int? Thread)
{
    public DateTimeOffset? ChangedAt { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public Card? Card { get; init; }
}

/// <summary>What the plain chat tells the bot, in its own wire format.</summary>
internal sealed record PlainNews(string What, PlainMessage Message)
{
    public string? Action { get; init; }

    public string? Value { get; init; }
}
