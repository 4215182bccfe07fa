using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Store;
using IncidentBot.Tests.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IncidentBot.Tests.Delivery;

/// <summary>One process of the bot on a database file, without use cases: what is routed where is the test's to say.</summary>
internal sealed class Bot : IAsyncDisposable
{
    public static readonly WorkspaceId Workspace = new("T1");

    private readonly ServiceProvider services;
    private readonly List<string> worked = [];
    private readonly Dictionary<string, Action<Work>> plans = new(StringComparer.Ordinal);

    private Bot(string file, TimeProvider time, FakePlatform platform, IEnumerable<FileMaker> makers)
    {
        Platform = platform;
        OnItem = (_, _, _) => Task.CompletedTask;
        var all = new ServiceCollection();
        foreach (var maker in makers)
        {
            all.AddSingleton(maker);
        }

        services = all
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(new Random(7))
            .AddStore(new StoreOptions { ConnectionString = $"Data Source={file}" })
            .AddDelivery(Options)
            .AddLiveDelivery()
            .AddSingleton<IChatPlatform>(platform)
            .AddSingleton<RouteItem>(RouteAsync)
            .AddSingleton<RouteSent>((sent, work, token) => OnSent(sent, work, token))
            .BuildServiceProvider();
    }

    public DeliveryOptions Options { get; } = new();

    public FakePlatform Platform { get; }

    /// <summary>What a request leads to.</summary>
    public RouteItem OnItem { get; set; }

    /// <summary>What a finished action leads to.</summary>
    public RouteSent OnSent { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>The delivery keys routed so far, each as often as it was tried.</summary>
    public IReadOnlyList<string> Worked
    {
        get
        {
            lock (worked)
            {
                return [.. worked];
            }
        }
    }

    public Inbox Inbox => services.GetRequiredService<Inbox>();

    public DeliveryPump Pump => services.GetRequiredService<DeliveryPump>();

    public CleanUp CleanUp => services.GetRequiredService<CleanUp>();

    public DeadLetters DeadLetters => services.GetRequiredService<DeadLetters>();

    public Database Database => services.GetRequiredService<Database>();

    public InboxWorker InboxWorker => services.GetRequiredService<InboxWorker>();

    public OutboxWorker OutboxWorker => services.GetRequiredService<OutboxWorker>();

    public LeaseRenewal Renewal => services.GetRequiredService<LeaseRenewal>();

    public IHostedService Live => services.GetRequiredService<IHostedService>();

    public static async Task<Bot> StartAsync(string file, TimeProvider time, FakePlatform? platform = null, IEnumerable<FileMaker>? makers = null)
    {
        var bot = new Bot(file, time, platform ?? new FakePlatform(), makers ?? []);
        await MigratedFile.PutAtAsync(file);
        await bot.services.GetRequiredService<Migrations>().RunAsync(default);
        return bot;
    }

    public Task<AcceptResult> AcceptAsync(string key, string conversation = "C1") =>
        Inbox.AcceptAsync(new Incoming(Workspace, "fake", key, conversation, "command", $"body of {key}"), default);

    /// <summary>Accepts a request that leads to this work.</summary>
    public Task AcceptAsync(string key, Action<Work> plan, string conversation = "C1")
    {
        plans[key] = plan;
        return AcceptAsync(key, conversation);
    }

    /// <summary>Stores these in the outbox by one request, without sending them yet.</summary>
    public async Task StoreAsync(string key, params Outgoing[] outgoing)
    {
        await AcceptAsync(key, work => Array.ForEach(outgoing, work.Send), "store");
        await WorkClaimedAsync(InboxWorker, 1);
    }

    public Task<int> StepAsync() => Pump.StepAsync(default);

    public static async Task<int> WorkClaimedAsync(QueueWorker worker, int most)
    {
        var claimed = await worker.ClaimAsync(most, default);
        foreach (var work in claimed)
        {
            await work(default);
        }

        return claimed.Count;
    }

    public async Task<string> StateOfAsync(string effectKey) =>
        (await Database.QueryAsync<string>("SELECT state FROM outbox WHERE effect_key = @Key", new { Key = effectKey }, default)).SingleOrDefault("absent");

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private Task RouteAsync(InboxItem item, Work work, CancellationToken cancellationToken)
    {
        lock (worked)
        {
            worked.Add(item.Request.DeliveryKey);
        }

        if (plans.TryGetValue(item.Request.DeliveryKey, out var plan))
        {
            plan(work);
        }

        return OnItem(item, work, cancellationToken);
    }
}
