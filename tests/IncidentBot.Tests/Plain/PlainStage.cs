using System.Globalization;
using System.Text.Json;
using IncidentBot.Access;
using IncidentBot.Actions;
using IncidentBot.Causes;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Investigation;
using IncidentBot.Investigation.Providers;
using IncidentBot.Postmortem;
using IncidentBot.Routing;
using IncidentBot.Store;
using IncidentBot.Timeline;
using IncidentBot.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Plain;

/// <summary>The same core as everywhere, in the plain chat.</summary>
internal sealed class PlainStage : IAsyncDisposable
{
    public static readonly WorkspaceId Workspace = new("w9");

    private readonly TempFolder folder = new();
    private readonly ServiceProvider services;
    private int told;

    private PlainStage(IncidentOptions options) => services = new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(Time)
        .AddStore(new StoreOptions { ConnectionString = $"Data Source={folder.Database};Pooling=false" })
        .AddDelivery(new DeliveryOptions())
        .AddIncidents(options)
        .AddTimeline()
        .AddUpdates(new UpdateOptions())
        .AddActions()
        .AddCauses()
        .AddInvestigation()
        .AddChecklist()
        .AddChanges()
        .AddEarlySigns()
        .AddProviders()
        .AddSingleton<IProviderPages>(provider => new SceneProviders(provider.GetRequiredService<TimeProvider>()))
        .AddPostmortem()
        .AddAccess()
        .AddRouter()
        .AddSingleton<IChangeSource, NoDeploys>()
        .AddSingleton<IChatPlatform>(Chat)
        .BuildServiceProvider();

    public FakeTimeProvider Time { get; } = ManualTime.Clock();

    public PlainChat Chat { get; } = new();

    public static async Task<PlainStage> OpenAsync(IncidentOptions options)
    {
        var stage = new PlainStage(options);
        await stage.Get<Migrations>().RunAsync(default);
        return stage;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Somebody writes in a channel, and the bot is told.</summary>
    public async Task<PlainMessage> WriteAsync(int person, int channel, string text)
    {
        var message = Chat.Write(person, channel, text, Time.GetUtcNow());
        await TellAsync(new PlainNews("written", message));
        return message;
    }

    public Task ChangeAsync(int number, string text) => TellAsync(new PlainNews("changed", Chat.Change(number, text, Time.GetUtcNow())));

    public async Task EraseAsync(int number)
    {
        var message = Chat.Message(number);
        Chat.Erase(number);
        await TellAsync(new PlainNews("erased", message));
    }

    /// <summary>Somebody presses the first button with this action on the message of this key.</summary>
    public Task PressAsync(int person, string key, string action) => PressAsync(person, Chat.Posted(key), action);

    /// <summary>Somebody presses the first button with this action on the newest message of a channel.</summary>
    public Task PressLastAsync(int person, int channel, string action) => PressAsync(person, Chat.In(channel)[^1], action);

    private Task PressAsync(int person, PlainMessage message, string action)
    {
        var button = message.Card!.Parts.SelectMany(part => part switch
        {
            Buttons row => row.Items,
            Paragraph { Beside: { } beside } => [beside],
            // There are no boxes here, so each has its button.
            Checks checks => checks.Boxes.Select(box => box.Press),
            _ => [],
        }).First(button => button.Action == action);
        return TellAsync(new PlainNews("pressed", message with { Author = person }) { Action = action, Value = button.Value });
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

    public async Task<Incident> IncidentAsync() =>
        await Get<IncidentStore>().FindAsync(Workspace, new IncidentId(1), default) ?? throw new InvalidOperationException("No such incident.");

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync() => Get<TimelineStore>().ListAsync(Workspace, new IncidentId(1), default);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
    }

    private async Task TellAsync(PlainNews news)
    {
        var key = (++told).ToString(CultureInfo.InvariantCulture);
        var channel = news.Message.Channel.ToString(CultureInfo.InvariantCulture);
        await Get<Inbox>().AcceptAsync(new Incoming(Workspace, Chat.Name, key, channel, "heard", JsonSerializer.Serialize(news)), default);
        await Get<DeliveryPump>().StepAsync(default);
    }

    private sealed class NoDeploys : IChangeSource
    {
        public Task<ChangeAnswer> FindAsync(IReadOnlyList<string> wanted, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            Task.FromResult(new ChangeAnswer([], []));
    }
}
