using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Routing;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.Sending;
using IncidentBot.Slack.Sockets;
using IncidentBot.Slack.WebApi;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Setup;

/// <summary>Registers Slack.</summary>
public static class SlackServices
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private const long LongestAnswer = 16 * 1024 * 1024;

    /// <summary>Registers the platform and what its endpoints need; the inbox and the immediate lane are the core's to register.</summary>
    /// <exception cref="InvalidOperationException">A key that Slack cannot do without is not set.</exception>
    public static IServiceCollection AddSlack(this IServiceCollection services, SlackOptions options)
    {
        _ = options.ApiAddress();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeliveryMeter>();
        services.AddSingleton(options);
        services.AddSingleton(new SealedText(options.RequiredBotToken()));
        services.AddSlackClient();
        services.TryAddSingleton<AcceptRequest>(provider => provider.GetRequiredService<Inbox>().AcceptAsync);
        services.TryAddSingleton(provider => LaneCalls.Of(provider.GetRequiredService<ImmediateLane>()));
        // Before the connections, since it stops after them.
        services.AddSingleton<FormOpener>().AddHostedService(provider => provider.GetRequiredService<FormOpener>());
        if (options.UsesSockets) services.AddSlackSockets();
        else services.AddSlackSignature(options);
        services.AddSingleton<SlackConnection>().AddSingleton<SlackIntake>();
        services.AddSingleton<EventReceiver>().AddSingleton<CommandReceiver>().AddSingleton<InteractionReceiver>();
        services.AddSingleton<SlackDirectory>().AddSingleton<ChatMessageReader>().AddSingleton<PrivateAnswers>().AddSingleton<SlackInviter>().AddSingleton<OwnChannels>();
        services.AddSingleton<SlackReader>().AddSingleton<MessageChangeReader>().AddSingleton<ChannelReader>().AddSingleton<SlackSender>().AddSingleton<SlackSettler>().AddSingleton<SlackHistory>().AddSingleton<SlackFiles>();
        return services.AddSingleton<IChatPlatform, SlackPlatform>();
    }

    private static void AddSlackSignature(this IServiceCollection services, SlackOptions options)
    {
        _ = options.SigningSecrets();
        services.AddSingleton<SlackSignature>().AddSingleton<RequestGate>();
    }

    private static void AddSlackSockets(this IServiceCollection services)
    {
        services.TryAddSingleton(new SocketTimings());
        services.AddSingleton<EnvelopeReceiver>().AddSingleton<SocketAddresses>().AddSingleton<SocketOpener>();
        services.AddHostedService<SlackSockets>();
    }

    private static void AddSlackClient(this IServiceCollection services)
    {
        // The factory's own logging writes addresses, and a response_url or an upload address is a secret.
        services.AddHttpClient(SlackHttp.ClientName, client =>
        {
            client.Timeout = AnswerTimeout;
            client.MaxResponseContentBufferSize = LongestAnswer;
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = ConnectionLifetime })
        .RemoveAllLoggers();
        services.AddSingleton(provider => new SlackAccess(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SlackAccess>>()));
        services.AddSingleton<SlackRateLimits>().AddSingleton<SlackHttp>().AddSingleton<SlackApi>().AddSingleton<SlackDownloads>();
    }
}
