using System.Globalization;
using IncidentBot.Access;
using IncidentBot.Actions;
using IncidentBot.Actions.Issues;
using IncidentBot.Catalogue;
using IncidentBot.Causes;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Investigation;
using IncidentBot.Investigation.Providers;
using IncidentBot.Investigation.Signals;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports.Pulls;
using IncidentBot.Routing;
using IncidentBot.Store;
using IncidentBot.Tests.Store;
using IncidentBot.Timeline;
using IncidentBot.Updates;
using Microsoft.Extensions.DependencyInjection;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests;

/// <summary>The bot's use cases on a real store, with people who type, press and react in an imagined chat.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public static readonly WorkspaceId Workspace = new("T1");

    public static readonly ChannelId Lobby = new("C-lobby");

    private const string Columns = "SELECT t.name AS TableName, c.name AS ColumnName FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";

    private readonly TempFolder folder = new();
    private readonly ServiceProvider services;
    private int deliveries;

    private Scene(IncidentOptions options, UpdateOptions updates, TimelineOptions? timeline, AccessOptions? access, AuditOptions? audit, CatalogueOptions? catalogue, ActionsOptions? actions, PostmortemOptions? postmortem)
    {
        options.Platforms = new Dictionary<string, PlatformSettings>(options.Platforms, StringComparer.Ordinal)
        {
            [Chat.Name] = options.On(Chat.Name) with { Responders = access?.Responders, Admins = access?.Admins ?? [] },
        };
        Providers = new SceneProviders(Time);
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddStore(new StoreOptions { ConnectionString = $"Data Source={folder.Database};Pooling=false" })
            .AddAudit(audit ?? new AuditOptions())
            .AddDelivery(new DeliveryOptions())
            .AddIncidents(options)
            .AddTimeline(timeline)
            .AddUpdates(updates)
            .AddActions(actions)
            .AddCauses()
            .AddInvestigation()
            .AddProviders()
            .AddSingleton<IProviderPages>(Providers)
            .AddSingleton<IIssueTracker>(Issues)
            .AddChecklist()
            .AddChanges(catalogue)
            .AddEarlySigns()
            .AddPostmortem(postmortem)
            .AddAccess(access)
            .AddRouter()
            .AddSingleton<IChangeSource>(Source)
            .AddSingleton<ISignalSource>(Signals)
            .AddSingleton<IPostmortemRepository>(Repository)
            .AddSingleton<IChatPlatform>(Chat)
            .BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = ManualTime.Clock();

    public SceneChat Chat { get; } = new();

    /// <summary>Where the bot asks for deploys; there are none at first.</summary>
    public SceneDeploys Source { get; } = new();

    /// <summary>Where the bot asks for signals; there are none at first.</summary>
    public SceneSignals Signals { get; } = new();

    /// <summary>The status pages of third parties; none can be read at first.</summary>
    public SceneProviders Providers { get; }

    /// <summary>Where issues are made.</summary>
    public SceneIssues Issues { get; } = new();

    /// <summary>Where postmortems are put under version control.</summary>
    public SceneRepository Repository { get; } = new();

    public ImmediateAnswers Immediate => Get<ImmediateAnswers>();

    /// <summary>The channel of the first incident, once it is started.</summary>
    public static ChannelId Room => SceneChat.ChannelOf(new IncidentId(1));

    public string LastAnswer => Said(Chat.Answers[^1]);

    public static async Task<Scene> SetAsync(IncidentOptions? options = null, UpdateOptions? updates = null, TimelineOptions? timeline = null, AccessOptions? access = null, AuditOptions? audit = null, CatalogueOptions? catalogue = null, ActionsOptions? actions = null, PostmortemOptions? postmortem = null)
    {
        var scene = new Scene(options ?? new IncidentOptions(), updates ?? new UpdateOptions(), timeline, access, audit, catalogue, actions, postmortem);
        await MigratedFile.PutAtAsync(scene.folder.Database);
        await scene.Get<Migrations>().RunAsync(default);
        return scene;
    }

    /// <summary>Incidents are announced in this channel of the imagined chat.</summary>
    public static IReadOnlyDictionary<string, PlatformSettings> Announcing(string channel) =>
        new Dictionary<string, PlatformSettings>(StringComparer.Ordinal) { ["fake"] = new() { AnnounceChannel = channel } };

    /// <summary>A scene in which an incident has been started by Maya.</summary>
    public static async Task<Scene> OfIncidentAsync(string start = "start Checkout returns 500s --sev 2", IncidentOptions? options = null, UpdateOptions? updates = null, TimelineOptions? timeline = null, AccessOptions? access = null, AuditOptions? audit = null, CatalogueOptions? catalogue = null, ActionsOptions? actions = null, PostmortemOptions? postmortem = null)
    {
        var scene = await SetAsync(options, updates, timeline, access, audit, catalogue, actions, postmortem);
        await scene.TypeAsync(start, Lobby);
        return scene;
    }

    /// <summary>Maya, as she asks for an immediate answer.</summary>
    public static Asker Asker(ChannelId channel) => new("fake", Workspace, Maya.Id, channel);

    /// <summary>What an answer comes to once everything is read.</summary>
    public static async Task<ImmediateAnswer> FoundAsync(Task<ImmediateAnswer> answer) => await answer is LoadIt load ? await load.FindAsync(default) : await answer;

    /// <summary>Presses a button that opens a form.</summary>
    public Task<ImmediateAnswer> AskAsync(string action, string value) => FoundAsync(Immediate.OnButtonAsync(Asker(Room), action, value, default));

    /// <summary>Asks for the form that starts an incident from a message.</summary>
    public Task<ImmediateAnswer> AskFromAsync(ChatMessage message) =>
        FoundAsync(Immediate.OnMessagePickedAsync(Asker(message.Id.Channel), ShortcutIds.StartFromMessage, _ => Task.FromResult(message), default));

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task TypeAsync(string words, ChannelId? channel = null, Person? who = null, params Mention[] mentions) =>
        HappenAsync(person => new CommandTyped(Workspace, person.Who, person.Channel, person.At, person.Reply, new TypedText(words, mentions)), channel, who);

    /// <summary>Words after a mention of the bot, in a message that everyone sees.</summary>
    // As an adapter says it: whoever mentioned the bot is shown commands as mentions.
    private static string Said(Answer answer) => answer.To.Mentioned
        ? string.Concat(
            answer.Card.Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans)
                .Select(span => span is CommandSpan command ? command with { ByMention = true } : span))
        : answer.Card.Text;

    public Task MentionAsync(string words, MessageId message, Person? who = null) =>
        HappenAsync(person => new CommandTyped(Workspace, person.Who, person.Channel, person.At, person.Reply with { Mentioned = true }, TypedText.Of(words), message), message.Channel, who);

    public Task PressAsync(string action, string value, Person? who = null) =>
        HappenAsync(person => new ButtonPressed(Workspace, person.Who, person.Channel, person.At, person.Reply, action, value, null), null, who);

    /// <summary>Somebody clicks in boxes; at the time given their client says it was.</summary>
    public Task TickAsync(string boxes, DateTimeOffset at, Person who, params string[] ticked) => HappenAsync(Ticked(boxes, at, who, ticked));

    /// <summary>The boxes of the checklist as a platform sends them.</summary>
    public static BoxesChanged Ticked(string boxes, DateTimeOffset at, Person who, params string[] ticked) =>
        new(Workspace, who, Room, at, new ReplyTo(Room, who.Id), ChecklistButtonIds.TickBoxes, boxes, ticked, null);

    /// <summary>What the boxes of the checklist carry in the state that is shown now.</summary>
    public string Boxes() => Chat.Shown(IncidentKeys.Checklist(new IncidentId(1))).Parts.OfType<Checks>().Last().Value;

    public Task SubmitAsync(string form, string context, params (string Name, string Value)[] values) =>
        HappenAsync(
            person => new FormSubmitted(Workspace, person.Who, person.Channel, person.At, person.Reply, form, context, values.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)),
            null,
            null);

    public Task ReactAsync(string reaction, MessageId message, Person? who = null) =>
        HappenAsync(person => new ReactionAdded(Workspace, person.Who, person.Channel, person.At, person.Reply, reaction, message), message.Channel, who);

    public Task PickAsync(ChatMessage message, Person? who = null, string shortcut = ShortcutIds.AddToTimeline) =>
        HappenAsync(person => new MessagePicked(Workspace, person.Who, person.Channel, person.At, person.Reply, shortcut, message), message.Id.Channel, who);

    /// <summary>Has something happen as it stands.</summary>
    public Task HappenAsync(Inbound inbound) => HappenAsync(_ => inbound, inbound.Channel, inbound.Who);

    /// <summary>The rows, of any table, in which these words stand.</summary>
    public async Task<IReadOnlyList<string>> RowsWithAsync(string words)
    {
        var found = new List<string>();
        foreach (var column in await Get<Database>().QueryAsync<ColumnRow>(Columns, null, default))
        {
            var sql = $"SELECT '{column.TableName}.{column.ColumnName}: ' || \"{column.ColumnName}\" FROM \"{column.TableName}\" WHERE instr(\"{column.ColumnName}\", @Words) > 0";
            found.AddRange(await Get<Database>().QueryAsync<string>(sql, new { Words = words }, default));
        }

        return found;
    }

    /// <summary>Lets the time pass, with everything done when it falls due.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        var end = Time.GetUtcNow() + span;
        while (await Get<DeliveryPump>().NextDueAsync(default) is { } due && due <= end)
        {
            if (due > Time.GetUtcNow())
                Time.AdvanceTo(due);
            await Get<DeliveryPump>().StepAsync(default);
        }

        Time.AdvanceTo(end);
    }

    /// <summary>Lets the time pass while the bot is down, and starts it after that.</summary>
    public async Task SleepAsync(TimeSpan span)
    {
        Time.Advance(span);
        await Get<DeliveryPump>().StepAsync(default);
    }

    public async Task<Incident> IncidentAsync(int number = 1) =>
        await Get<IncidentStore>().FindAsync(Workspace, new IncidentId(number), default) ?? throw new InvalidOperationException("No such incident.");

    /// <summary>The action items of an incident.</summary>
    public Task<IReadOnlyList<ActionItem>> ActionsAsync(int incident = 1) =>
        Get<ActionStore>().ListAsync(Workspace, new IncidentId(incident), default);

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync() => Get<TimelineStore>().ListAsync(Workspace, new IncidentId(1), default);

    public async Task<ChecklistStep> StepAsync(string key) =>
        (await Get<ChecklistStore>().FindAsync(Workspace, new IncidentId(1), default))!.Find(key)!;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Has the bot do a piece of its own work.</summary>
    internal async Task WorkAsync(FollowUp work)
    {
        await Get<Inbox>().AcceptAsync(work.For(Workspace, Chat.Name), default);
        await Get<DeliveryPump>().StepAsync(default);
    }

    /// <summary>Has something arrive that the bot works on at its next turn.</summary>
    public async Task ArriveAsync(Inbound inbound)
    {
        var key = (++deliveries).ToString(CultureInfo.InvariantCulture);
        Chat.Coming[key] = inbound;
        await Get<Inbox>().AcceptAsync(new Incoming(Workspace, Chat.Name, key, inbound.Channel.Value, "any", key), default);
    }

    private async Task HappenAsync(Func<Acting, Inbound> what, ChannelId? channel, Person? who)
    {
        var person = who ?? Maya;
        var place = channel ?? Room;
        var acting = new Acting(person, place, Time.GetUtcNow(), new ReplyTo(place, person.Id));
        await ArriveAsync(what(acting));
        await Get<DeliveryPump>().StepAsync(default);
    }

    private sealed class ColumnRow
    {
        public string TableName { get; init; } = string.Empty;

        public string ColumnName { get; init; } = string.Empty;
    }

    private sealed record Acting(Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply);
}

/// <summary>An imagined place that knows what was deployed.</summary>
internal sealed class SceneDeploys : IChangeSource
{
    public ChangeAnswer Answer { get; set; } = new([], []);

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>From when on it was asked last.</summary>
    public DateTimeOffset From { get; private set; }

    public Task<ChangeAnswer> FindAsync(IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        (Asked, From) = (Asked + 1, from);
        return Task.FromResult(Answer);
    }
}

/// <summary>Imagined monitoring: one query about each service that it knows.</summary>
internal sealed class SceneSignals : ISignalSource
{
    /// <summary>The services that there is a query about.</summary>
    public HashSet<string> Services { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value at a moment; null: none.</summary>
    public Func<DateTimeOffset, double?> Value { get; set; } = _ => 0.3;

    /// <summary>Why there is no answer; null: there is one.</summary>
    public string? Problem { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public IReadOnlyList<SignalQuery> QueriesOf(string service, TimeSpan interval) =>
        Services.Contains(service) ? [new SignalQuery(service, GoldenSignal.Latency, "p99", SignalUnit.Seconds, "main", $"p99 of {service}")] : [];

    public Task<SignalAnswer> AskAsync(SignalQuery query, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        Asked++;
        var points = new List<SignalPoint>();
        for (var at = from; at <= to; at += step)
            points.Add(new SignalPoint(at, Value(at)));
        return Task.FromResult(Problem is { } problem ? SignalAnswer.Failed(problem) : new SignalAnswer([new AnsweredSeries(new SignalSeries("p99", SignalUnit.Seconds, points), 0)], null, []));
    }
}

/// <summary>An imagined tracker: keeps what it is asked to make, and finds it again by its marker.</summary>
internal sealed class SceneIssues : IIssueTracker
{
    private readonly Dictionary<string, IssueExists> made = new(StringComparer.Ordinal);

    /// <summary>What comes of being asked instead; null: the issue is made, or found.</summary>
    public Func<IssueWanted, IssueOutcome?> OnMake { get; set; } = _ => null;

    /// <summary>All that it was asked to make.</summary>
    public List<IssueWanted> Wanted { get; } = [];

    /// <summary>How issues stand that are not open, by number.</summary>
    public Dictionary<int, IssueState> States { get; } = [];

    /// <summary>How many issues there are.</summary>
    public int Count => made.Count;

    public Task<IssueOutcome> MakeAsync(IssueWanted wanted, CancellationToken cancellationToken)
    {
        Wanted.Add(wanted);
        if (OnMake(wanted) is { } other)
            return Task.FromResult(other);
        if (!made.TryGetValue(wanted.Marker, out var issue))
            made[wanted.Marker] = issue = new IssueExists(made.Count + 1, new Uri($"https://tracker.example/{wanted.Repository}/issues/{made.Count + 1}"), null);
        return Task.FromResult<IssueOutcome>(issue);
    }

    public Task<IssueState?> ReadAsync(string repository, int number, CancellationToken cancellationToken) =>
        Task.FromResult<IssueState?>(States.GetValueOrDefault(number, new IssueState(false, false, null)));
}

/// <summary>An imagined repository that keeps what is put into it.</summary>
internal sealed class SceneRepository : IPostmortemRepository
{
    /// <summary>What was put into it, in order.</summary>
    public List<RepositoryFile> Files { get; } = [];

    /// <summary>How it ends; by default the pull request is opened.</summary>
    public Func<RepositoryFile, RepositoryOutcome> OnPut { get; set; } =
        file => new InRepository(file.Repository, 12, new Uri($"https://git.example/{file.Repository}/pull/12"), RepositoryChange.Opened);

    public string NameOf(string content) => "named " + content.GetHashCode(StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture);

    public Task<RepositoryOutcome> PutAsync(RepositoryFile file, CancellationToken cancellationToken)
    {
        Files.Add(file);
        return Task.FromResult(OnPut(file));
    }
}
