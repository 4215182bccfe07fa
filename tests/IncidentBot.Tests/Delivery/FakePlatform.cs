using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Delivery;

/// <summary>The other side of the wire: remembers what it was sent and answers as a test has it answer.</summary>
internal sealed class FakePlatform : IChatPlatform
{
    private readonly Lock gate = new();
    private readonly List<SendRequest> sent = [];
    private readonly List<SendRequest> settled = [];

    public string Name => "fake";

    public ChatLimits Limits => SceneChat.Roomy;

    public ChatWords Words => SceneChat.Named;

    /// <summary>How a send ends; by default it is done, channels and messages named after their keys.</summary>
    public Func<SendRequest, Task<SendOutcome>> OnSend { get; set; } = request => Task.FromResult(Done(request));

    /// <summary>What a send waits for before it ends.</summary>
    public Func<CancellationToken, Task>? OnSendUntil { get; set; }

    public Func<SendRequest, SendOutcome?> OnSettle { get; set; } = _ => null;

    public IReadOnlyList<SendRequest> Sent
    {
        get
        {
            lock (gate)
            {
                return [.. sent];
            }
        }
    }

    public IReadOnlyList<SendRequest> Settled
    {
        get
        {
            lock (gate)
            {
                return [.. settled];
            }
        }
    }

    public IEnumerable<string> SentKeys => Sent.Select(request => request.Key);

    public static SendOutcome Done(SendRequest request) => request.Action is OpenChannel open
        ? new Sent(new ChannelId("C-" + request.Key), null, open.Name)
        : new Sent(new ChannelId("C1"), "ts-" + request.Key);

    public async Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            sent.Add(request);
        }

        if (OnSendUntil is { } untilAsync)
            await untilAsync(cancellationToken);
        return await OnSend(request);
    }

    public Task<SendOutcome?> SettleAsync(SendRequest request, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            settled.Add(request);
        }

        return Task.FromResult(OnSettle(request));
    }

    public Task<Inbound?> ReadAsync(InboxItem item, CancellationToken cancellationToken) => Task.FromResult<Inbound?>(null);

    public Task<ChatMessage?> FindMessageAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) =>
        Task.FromResult<ChatMessage?>(null);

    public Task<Uri?> FindPermalinkAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) => Task.FromResult<Uri?>(null);

    public Task<PersonId?> FindReactorAsync(WorkspaceId workspace, MessageId message, string reaction, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing is swept here.");

    public Task<FileReading> ReadFileAsync(WorkspaceId workspace, ChatFile file, long mostBytes, CancellationToken cancellationToken) =>
        Task.FromResult<FileReading>(new FileNotRead(file, "there are no files here", Permanent: true));

    public Task<HistoryPage?> ReadHistoryAsync(WorkspaceId workspace, HistoryQuestion question, CancellationToken cancellationToken) =>
        Task.FromResult<HistoryPage?>(null);

    public LinkedMessage? ReadLink(string address) => null;

    public Task<Person> FindPersonAsync(WorkspaceId workspace, PersonId person, CancellationToken cancellationToken) =>
        Task.FromResult(new Person(person, person.Value, "UTC"));

    public Task<IReadOnlyList<PersonId>?> ListGroupAsync(WorkspaceId workspace, string group, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PersonId>?>(null);

    public Task<IReadOnlyList<PersonId>> ListMembersAsync(WorkspaceId workspace, ChannelId channel, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PersonId>>([]);
}
