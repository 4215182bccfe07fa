using IncidentBot.Access;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Told;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Operating;
using IncidentBot.Routing;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.Sending;
using IncidentBot.Slack.Sockets;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Setup;

/// <summary>Registers Slack.</summary>
public static class SlackRegistration
{
    /// <summary>The name under which Slack's rows are stored.</summary>
    public const string Platform = StoredNames.Platform;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private const long LongestAnswer = 16 * 1024 * 1024;

    /// <summary>Registers the platform and what its endpoints need; the core registers the inbox and the immediate answers.</summary>
    /// <exception cref="InvalidOperationException">A required key is not set.</exception>
    public static IServiceCollection AddSlack(this IServiceCollection services, SlackOptions options)
    {
        _ = options.ApiAddress();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeliveryMeter>();
        services.AddSingleton(options);
        services.AddSingleton(new SealedText(options.RequiredBotToken()));
        services.AddSlackClient();
        services.TryAddSingleton<AcceptRequest>(provider => provider.GetRequiredService<Inbox>().AcceptAsync);
        services.TryAddSingleton(provider => ImmediateCalls.Of(provider.GetRequiredService<ImmediateAnswers>()));
        // Before the connections, since it stops after them.
        services.AddSingleton<FormOpener>().AddHostedService(provider => provider.GetRequiredService<FormOpener>());
        if (options.UsesSockets) services.AddSlackSockets();
        else services.AddSlackSignature(options);
        services.TryAddSingleton(static _ => new BotChanges(new ChangesOptions()));
        services.TryAddSingleton(static _ => new AlertBots(new EarlySignOptions(), new CatalogueOptions()));
        services.AddSingleton<SlackConnection>().AddSingleton<SlackIntake>();
        services.AddSingleton<EventReceiver>().AddSingleton<CommandReceiver>().AddSingleton<InteractionReceiver>();
        services.AddSingleton<SlackDirectory>().AddSingleton<ChatMessageReader>().AddSingleton<PrivateAnswers>()
            .AddSingleton<SlackInviter>().AddSingleton<OwnChannels>().AddSingleton<ChartSupport>();
        services.AddSingleton<SlackReader>().AddSingleton<MessageChangeReader>().AddSingleton<ChannelReader>().AddSingleton<SlackSender>()
            .AddSingleton<SlackSettler>().AddSingleton<SlackHistory>().AddSingleton<SlackFiles>().AddSingleton<SlackLookup>();
        services.AddSingleton<SlackHealth>().AddSingleton<ReadHealth>(provider => provider.GetRequiredService<SlackHealth>().Read);
        return services.AddSingleton<IChatPlatform, SlackPlatform>();
    }

    /// <summary>Adds the doctor checks for Slack; they use the services of <see cref="AddSlack"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="access">Who may decide and see private incidents.</param>
    /// <param name="incidents">Who is invited.</param>
    /// <param name="owners">The user groups that look after services, by handle or id; none where left out.</param>
    public static IServiceCollection AddSlackChecks(
        this IServiceCollection services, AccessOptions access, IncidentOptions incidents, params IReadOnlyList<string> owners)
    {
        services.AddSingleton(SlackManifest.ExpectedRequests);
        return services.AddSingleton(provider =>
        {
            var inspector = new SlackInspector(provider);
            return new DoctorCheck(
                "Slack",
                new SlackChecks(
                    inspector, new PeopleChecks(inspector, access, incidents, owners),
                    new CardChecks(provider.GetRequiredService<SlackApi>()), provider.GetRequiredService<SlackOptions>()).RunAsync);
        });
    }

    /// <summary>Maps <c>/slack/events</c>, <c>/slack/commands</c> and <c>/slack/interactions</c>; in Socket Mode there are none.</summary>
    public static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder app) => SlackEndpoints.Map(app);

    private static void AddSlackSignature(this IServiceCollection services, SlackOptions options)
    {
        _ = options.SigningSecrets();
        services.AddSingleton<SlackSignature>().AddSingleton<RefusalLog>().AddSingleton<RequestGate>();
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
        .ConfigurePrimaryHttpMessageHandler(
            () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = ConnectionLifetime })
        .RemoveAllLoggers();
        services.AddSingleton(
            provider => new SlackAccess(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SlackAccess>>()));
        services.AddSingleton<SlackRateLimits>().AddSingleton<SlackHttp>().AddSingleton<SlackApi>().AddSingleton<SlackDownloads>();
    }
}
