using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IncidentBot.Tests.Delivery;

/// <summary>One process of the bot on a database file, without use cases: what is routed where is the test's to say.</summary>
internal sealed class Bot : IAsyncDisposable
{
    public static readonly WorkspaceId Workspace = new("T1");

    private readonly ServiceProvider services;

    private Bot(string file, TimeProvider time, FakePlatform platform)
    {
        Platform = platform;
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(new Random(7))
            .AddStore(new StoreOptions { ConnectionString = $"Data Source={file}" })
            .AddDelivery(Options)
            .AddLiveDelivery()
            .AddSingleton<IChatPlatform>(platform)
            .AddSingleton<RouteItem>((item, work, token) => OnItem(item, work, token))
            .AddSingleton<RouteSent>((sent, work, token) => OnSent(sent, work, token))
            .BuildServiceProvider();
    }

    public DeliveryOptions Options { get; } = new();

    public FakePlatform Platform { get; }

    public RouteItem OnItem { get; set; } = (_, _, _) => Task.CompletedTask;

    public RouteSent OnSent { get; set; } = (_, _, _) => Task.CompletedTask;

    public Inbox Inbox => services.GetRequiredService<Inbox>();

    public DeliveryPump Pump => services.GetRequiredService<DeliveryPump>();

    public DeadLetters DeadLetters => services.GetRequiredService<DeadLetters>();

    public Database Database => services.GetRequiredService<Database>();

    public InboxWorker InboxWorker => services.GetRequiredService<InboxWorker>();

    public OutboxWorker OutboxWorker => services.GetRequiredService<OutboxWorker>();

    public IHostedService Live => services.GetRequiredService<IHostedService>();

    public static async Task<Bot> StartAsync(string file, TimeProvider time, FakePlatform? platform = null)
    {
        var bot = new Bot(file, time, platform ?? new FakePlatform());
        await bot.services.GetRequiredService<Migrations>().RunAsync(default);
        return bot;
    }

    public Task<AcceptResult> AcceptAsync(string key, string conversation = "C1") =>
        Inbox.AcceptAsync(new Incoming(Workspace, "fake", key, conversation, "command", key), default);

    public Task<int> StepAsync() => Pump.StepAsync(default);

    /// <summary>Has the next step send these, as one piece of work.</summary>
    public async Task SendAsync(params Outgoing[] outgoing)
    {
        var route = OnItem;
        OnItem = (_, work, _) =>
        {
            Array.ForEach(outgoing, work.Send);
            return Task.CompletedTask;
        };
        await AcceptAsync(string.Create(CultureInfo.InvariantCulture, $"send {outgoing[0].Key} {outgoing.Length} {outgoing[0].Action.GetHashCode()}"));
        foreach (var work in await InboxWorker.ClaimAsync(1, default))
        {
            await work(default);
        }

        OnItem = route;
    }

    public async Task<string> StateOfAsync(string effectKey) =>
        (await Database.QueryAsync<string>("SELECT state FROM outbox WHERE effect_key = @Key", new { Key = effectKey }, default)).SingleOrDefault("absent");

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
