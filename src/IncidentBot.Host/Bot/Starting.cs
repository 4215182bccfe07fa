using System.Net.Sockets;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Slack.Setup;
using IncidentBot.Store;
using Microsoft.AspNetCore.Connections;

namespace IncidentBot.Host.Bot;

/// <summary>Starts web applications, and explains in one sentence why one does not start.</summary>
internal static partial class Starting
{
    /// <summary>Upgrades the store to this program's schema, then starts the bot.</summary>
    /// <param name="bot">The bot; disposed when it does not start.</param>
    /// <param name="urls">Where it listens.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="StopException">The store cannot be used, or the address cannot be listened on.</exception>
    public static async Task<WebApplication> BotAsync(WebApplication bot, IEnumerable<string> urls, CancellationToken cancellationToken)
    {
        try
        {
            Warn(bot.Services);
            await MigrateAsync(bot.Services, cancellationToken);
            await ListenAsync(bot, urls, "Stop it, or choose another address, such as --urls http://127.0.0.1:5089.", cancellationToken);
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    private static void Warn(IServiceProvider services)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Starting));
        foreach (var doubt in ReactionSettings.Doubts(services.GetRequiredService<BotSettings>().Timeline.Reactions)) log.Doubtful(doubt);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Doubt}")]
    private static partial void Doubtful(this ILogger log, string doubt);

    /// <summary>Refuses to go on without a database, so that a command that only reads does not create one.</summary>
    /// <exception cref="StopException">There is no database.</exception>
    public static void RefuseMissingStore(IServiceProvider services)
    {
        if (OpenStore(services) is SqliteDatabase { Exists: false } missing)
            throw StopException.NotDone(
                $"There is no database {missing.Path}. Run this in the same folder as the bot, or set Store:ConnectionString to the "
                    + "same value.");
    }

    /// <summary>The services that a command needs to read a store, which is there and has this program's schema.</summary>
    /// <exception cref="StopException">There is no database, or it cannot be used.</exception>
    public static async Task<ServiceProvider> OpenForReadingAsync(BotSettings settings, CancellationToken cancellationToken)
    {
        var services = BotApplication.BuildForReading(settings);
        try
        {
            RefuseMissingStore(services);
            await MigrateAsync(services, cancellationToken);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>Upgrades the store to this program's schema.</summary>
    /// <exception cref="StopException">The store cannot be used.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        OpenStore(services);
        try
        {
            await services.GetRequiredService<Migrations>().RunAsync(cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            throw StopException.NotDone(e.Message);
        }
    }

    /// <summary>The store that the settings name.</summary>
    /// <exception cref="StopException">The settings are wrong.</exception>
    public static Database OpenStore(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<Database>();
        }
        catch (StoreUnavailableException e)
        {
            throw StopException.WrongInput(e.Message);
        }
    }

    /// <summary>Starts an application.</summary>
    /// <param name="application">The application.</param>
    /// <param name="urls">Where.</param>
    /// <param name="advice">What to do if the address is in use.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="StopException">An address cannot be listened on.</exception>
    public static async Task ListenAsync(
        WebApplication application, IEnumerable<string> urls, string advice, CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StopException(ExitCodes.NotDone, $"Another program is already listening on {string.Join(", ", urls)}. {advice}")
            {
                IsAddressTaken = true,
            };
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw StopException.NotDone($"Can't listen on {string.Join(", ", urls)}: {e.Message}");
        }
    }
}
