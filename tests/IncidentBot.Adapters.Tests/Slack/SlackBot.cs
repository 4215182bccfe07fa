using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.Setup;
using IncidentBot.Slack.WebApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Slack's adapter on a real web server, with a store and immediate answers that the test supplies.</summary>
internal sealed class SlackBot : IAsyncDisposable
{
    public const string Secret = "a-signing-secret";
    public const string Token = "xoxb-a-bot-token";
    private WebApplication? app;

    public FakeTimeProvider Clock { get; } = ManualClock.At("2026-05-04T10:00:00Z");

    public LogCapture Log { get; } = new();

    public ConcurrentQueue<Incoming> Accepted { get; } = new();

    public HttpClient Client { get; } = new();

    public TimeProvider? Time { get; init; }

    public SlackOptions Options { get; init; } = new() { BotToken = Token, SigningSecret = Secret, ApiUrl = "http://127.0.0.1:9/api/" };

    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>What is changed about the adapter's services; null: nothing.</summary>
    public Action<IServiceCollection>? Also { get; init; }

    /// <summary>What the store does; by default it keeps what it is given once.</summary>
    public Func<Incoming, Task<AcceptResult>>? Store { get; set; }

    public ImmediateAnswer Answer { get; set; } = new AcceptIt();

    public Exception? LaneFailure { get; init; }

    public List<string> Asked { get; } = [];

    public Uri Address => new(app!.Urls.First());

    public IChatPlatform Platform => app!.Services.GetRequiredService<IChatPlatform>();

    public T Get<T>()
        where T : notnull => app!.Services.GetRequiredService<T>();

    public async Task<SlackBot> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseUrls(Url);
        builder.Services.AddSingleton(Time ?? Clock);
        builder.Services.AddSingleton<AcceptRequest>((incoming, _) => AcceptAsync(incoming));
        builder.Services.AddSingleton(Lane());
        builder.Services.AddSlack(Options);
        Also?.Invoke(builder.Services);
        app = builder.Build();
        app.MapSlack();
        await app.StartAsync();
        Client.BaseAddress = Address;
        return this;
    }

    public Task<HttpResponseMessage> PostEventAsync(string json) => PostAsync("/slack/events", json, "application/json");

    public Task<HttpResponseMessage> PostCommandAsync(string form) => PostAsync("/slack/commands", form, "application/x-www-form-urlencoded");

    public Task<HttpResponseMessage> PostInteractionAsync(string json) =>
        PostAsync("/slack/interactions", "payload=" + Uri.EscapeDataString(json), "application/x-www-form-urlencoded");

    public async Task<HttpResponseMessage> PostAsync(string path, string body, string contentType, string secret = Secret, Action<HttpRequestMessage>? change = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var timestamp = Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", Sign(secret, timestamp, bytes));
        change?.Invoke(request);
        return await Client.SendAsync(request);
    }

    public static string Sign(string secret, string timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body];
        return "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (app is not null) await app.DisposeAsync();
        Log.Dispose();
    }

    /// <summary>The row that a worker would read.</summary>
    public InboxItem Item(Incoming incoming) => new(1, incoming, Clock.GetUtcNow(), 1);

    private Task<AcceptResult> AcceptAsync(Incoming incoming)
    {
        if (Store is not null) return Store(incoming);
        var known = Accepted.Any(before => before.Workspace == incoming.Workspace && before.DeliveryKey == incoming.DeliveryKey);
        if (!known) Accepted.Enqueue(incoming);
        return Task.FromResult(known ? AcceptResult.Duplicate : AcceptResult.Stored);
    }

    private ImmediateCalls Lane() => new()
    {
        OnCommandAsync = (asker, text, _) => Say($"command {asker.Workspace} {asker.Channel} {text.Plain}"),
        OnButtonAsync = (asker, action, value, _) => Say($"button {asker.Workspace} {asker.Channel} {action} {value}"),
        OnMessagePickedAsync = (asker, shortcut, readAsync, _) => Say($"picked {asker.Workspace} {asker.Channel} {shortcut} {readAsync is not null}"),
        OnFormAsync = (asker, form, context, values, _) => Say($"form {asker.Workspace} {asker.Channel} {form} {context} {string.Join(',', values.Select(pair => pair.Key + "=" + pair.Value))}"),
    };

    private Task<ImmediateAnswer> Say(string question)
    {
        Asked.Add(question);
        return LaneFailure is null ? Task.FromResult(Answer) : Task.FromException<ImmediateAnswer>(LaneFailure);
    }
}
