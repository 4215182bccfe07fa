using System.Globalization;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Routing;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests;

/// <summary>An imagined chat: hands over what a test has happen, and keeps what the bot does.</summary>
internal sealed class SceneChat : IChatPlatform
{
    private readonly List<SendRequest> done = [];

    /// <summary>How much a large platform takes.</summary>
    public static readonly ChatLimits Roomy = new() { Paragraph = 2000, FormField = 3000, FormContext = 1900, Choices = 100, ChoiceLabel = 75 };

    /// <summary>What things are called on a platform that has them all.</summary>
    public static readonly ChatWords Named = new()
    {
        InviteCommand = "/invite",
        HomePage = "App Home",
        CaptureByHand = "React to a message with :pushpin:",
        ToTellMembers = "look at the app's scopes: it needs users:read",
        ToReadGroups = "check Access:Responders, and that the app has the scope usergroups:read",
    };

    public string Name => "fake";

    public ChatLimits Limits => Roomy with { File = MostBytesOfFile };

    /// <summary>The largest file that is taken.</summary>
    public long MostBytesOfFile { get; set; } = Roomy.File;

    /// <summary>The files that were uploaded, by their names.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public ChatWords Words => Named;

    public Dictionary<string, Inbound> Coming { get; } = new(StringComparer.Ordinal);

    public Dictionary<MessageId, ChatMessage> Messages { get; } = [];

    /// <summary>What history says, newest first; threads by the ts of their first message.</summary>
    public List<ChatMessage> History { get; } = [];

    /// <summary>How many messages a page of history has at most.</summary>
    public int MostPerPage { get; set; } = 200;

    /// <summary>So many links may be asked for before the chat wants to be left alone for a while; null: as many as one likes.</summary>
    public int? LinksLeft { get; set; }

    /// <summary>How a send ends; null: it is done.</summary>
    public Func<SendRequest, SendOutcome?> OnSend { get; set; } = _ => null;

    /// <summary>What is made of what was done.</summary>
    public Func<SendRequest, SendOutcome, SendOutcome> Outcome { get; set; } = (_, outcome) => outcome;

    /// <summary>Whether the chat can be asked.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>What history says, null where the bot cannot read it; not set: what the scene has in it.</summary>
    public Func<HistoryQuestion, HistoryPage?>? OnHistory { get; set; }

    public IReadOnlyList<SendRequest> Done => done;

    public IReadOnlyList<Answer> Answers => [.. done.Select(request => request.Action).OfType<Answer>()];

    public IEnumerable<string> DoneKeys => done.Select(request => request.Key);

    public static ChannelId ChannelOf(IncidentId incident) => new($"C-{IncidentKeys.Channel(incident)}");

    /// <summary>What stands in the message of this key now.</summary>
    public Card Shown(string key) => done.Select(request => request.Action switch
    {
        PostCard post when request.Key == key => post.Card,
        UpdateCard { Message.Known: { } message } update when message.Id == "ts-" + key => update.Card,
        _ => null,
    }).OfType<Card>().Last();

    /// <summary>What was told in a channel besides the lasting messages.</summary>
    public IReadOnlyList<string> Told(ChannelId channel) =>
        [.. done.Where(request => request.Key.EndsWith("/told", StringComparison.Ordinal) || request.Key.Contains("/warning/", StringComparison.Ordinal)).Select(request => request.Action).OfType<PostCard>().Where(post => post.Channel.Known == channel.Value).Select(post => post.Card.Text)];

    public T Last<T>()
        where T : ChatAction => done.Select(request => request.Action).OfType<T>().Last();

    public Task<Inbound?> ReadAsync(InboxItem item, CancellationToken cancellationToken) => Task.FromResult<Inbound?>(Coming[item.Request.Body]);

    public Task<ChatMessage?> FindMessageAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) =>
        IsReachable ? Task.FromResult(Messages.GetValueOrDefault(message)) : throw new ChatUnavailableException("The chat is down.");

    public Task<Uri?> FindPermalinkAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) =>
        LinksLeft-- == 0 ? throw new ChatUnavailableException("Too many.") { RetryAfter = TimeSpan.FromSeconds(10) } :
        IsReachable ? Task.FromResult<Uri?>(new Uri($"https://chat.example/{message.Channel}/{message.Id}")) : throw new ChatUnavailableException("The chat is down.");

    public Task<PersonId?> FindReactorAsync(WorkspaceId workspace, MessageId message, string reaction, CancellationToken cancellationToken) =>
        throw new NotSupportedException("History leaves nobody out here.");

    public Task<HistoryPage?> ReadHistoryAsync(WorkspaceId workspace, HistoryQuestion question, CancellationToken cancellationToken) =>
        IsReachable ? Task.FromResult(OnHistory is { } answer ? answer(question) : Page(question)) : throw new ChatUnavailableException("The chat is down.");

    public LinkedMessage? ReadLink(string address) =>
        History.Find(message => address == $"https://chat.example/{message.Id.Channel}/{message.Id.Id}") is { } found ? new LinkedMessage(found.Id, found.At, found.Thread) : null;

    /// <summary>When set, who somebody is becomes known only when this ends.</summary>
    public TaskCompletionSource? Asked { get; set; }

    public async Task<Person> FindPersonAsync(WorkspaceId workspace, PersonId person, CancellationToken cancellationToken)
    {
        if (Asked is { } asked)
            await asked.Task;

        return People.GetValueOrDefault(person) ?? (person == Sam.Id ? Sam : person == Maya.Id ? Maya : new Person(person, person.Value, "UTC"));
    }

    /// <summary>Who is somebody in particular.</summary>
    public Dictionary<PersonId, Person> People { get; } = [];

    /// <summary>How a file is handed over; null: it fails as when the chat is down.</summary>
    public Func<ChatFile, long, FileReading?> OnFile { get; set; } = (_, _) => null;

    public Task<FileReading> ReadFileAsync(WorkspaceId workspace, ChatFile file, long mostBytes, CancellationToken cancellationToken) =>
        Task.FromResult(OnFile(file, mostBytes) ?? throw new ChatUnavailableException("The chat is down.") { MayBeOutage = true, RetryAfter = TimeSpan.FromSeconds(10) });

    /// <summary>The members of a group; null: it cannot be read.</summary>
    public IReadOnlyList<PersonId>? Group { get; set; }

    public Task<IReadOnlyList<PersonId>?> ListGroupAsync(WorkspaceId workspace, string group, CancellationToken cancellationToken) =>
        IsReachable ? Task.FromResult(Group) : throw new ChatUnavailableException("The chat is down.");

    /// <summary>Who is in a channel; nobody, where it is not named.</summary>
    public Dictionary<ChannelId, IReadOnlyList<PersonId>> Members { get; } = [];

    public Task<IReadOnlyList<PersonId>> ListMembersAsync(WorkspaceId workspace, ChannelId channel, CancellationToken cancellationToken) =>
        IsReachable ? Task.FromResult(Members.GetValueOrDefault(channel, [])) : throw new ChatUnavailableException("The chat is down.");

    public Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        if (OnSend(request) is { } other)
            return Task.FromResult(other);

        if (request.Action is PostCard or UploadFile && MessageBudget.Find(request.Key) is null)
            throw new InvalidOperationException($"The message budget has no row for {request.Key}.");

        done.Add(request);
        if (request.Action is UploadFile upload)
            Files[upload.FileName] = request.File ?? Encoding.UTF8.GetBytes(upload.Content);
        return Task.FromResult(Outcome(request, request.Action is OpenChannel open
            ? new Sent(new ChannelId("C-" + request.Key), null, open.Name.ToLowerInvariant().Replace(' ', '-'))
            : new Sent(Room(request.Action), "ts-" + request.Key)));
    }

    public Task<SendOutcome?> SettleAsync(SendRequest request, CancellationToken cancellationToken) => Task.FromResult<SendOutcome?>(null);

    private HistoryPage Page(HistoryQuestion question)
    {
        var most = Math.Min(question.Most, MostPerPage);
        var skipped = int.Parse((question as ReadThread)?.Cursor ?? "0", CultureInfo.InvariantCulture);
        var from = History.Find(message => message.Id.Id == (question as ReadChannel)?.Latest)?.At ?? DateTimeOffset.MaxValue;
        var wanted = question switch
        {
            ReadThread thread => History.Where(message => message.Thread == thread.Thread || (thread.WithRoot && message.Id.Id == thread.Thread)).OrderBy(message => message.At).Skip(skipped),
            ReadChannel part => History.Where(message => message.Thread is null && (part.Inclusive ? message.At <= from : message.At < from)).OrderByDescending(message => message.At),
            _ => [],
        };
        var all = wanted.ToList();
        return new HistoryPage([.. all.Take(most).Select(message => Seen(message, question.WithWords))], all.Count > most, all.Count > most ? (skipped + most).ToString(CultureInfo.InvariantCulture) : null);
    }

    private SeenMessage Seen(ChatMessage message, bool words) =>
        new(message.Id, message.At, History.Exists(other => other.Thread == message.Id.Id), [], null) { Words = words ? message : null };

    private static ChannelId Room(ChatAction action) => action switch
    {
        PostCard post => new ChannelId(post.Channel.Known!),
        _ => new ChannelId("C1"),
    };
}
