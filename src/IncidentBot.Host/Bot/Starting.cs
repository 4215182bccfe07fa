using System.Net.Sockets;
using IncidentBot.Host.Terminals;
using IncidentBot.Store;
using Microsoft.AspNetCore.Connections;

namespace IncidentBot.Host.Bot;

/// <summary>Starts web applications, and says in a sentence why one does not start.</summary>
internal static class Starting
{
    /// <summary>Brings the store to this program's schema, then opens the bot.</summary>
    /// <param name="bot">The bot; disposed when it does not start.</param>
    /// <param name="urls">Where it is to listen.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="StopException">The store cannot be used, or the address cannot be listened on.</exception>
    public static async Task<WebApplication> BotAsync(WebApplication bot, IEnumerable<string> urls, CancellationToken cancellationToken)
    {
        try
        {
            await MigrateAsync(bot.Services, cancellationToken);
            await ListenAsync(bot, urls, "Stop it, or start the bot elsewhere with --urls http://127.0.0.1:5089.", cancellationToken);
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps a command that only reads from making a database where none is.</summary>
    /// <exception cref="StopException">There is no database.</exception>
    public static void RefuseMissingStore(IServiceProvider services)
    {
        if (OpenStore(services) is SqliteDatabase { Exists: false } missing)
            throw StopException.NotDone(
                $"There is no database {missing.Path}. Call this from the folder that the bot runs in, or set Store:ConnectionString as "
                    + "there.");
    }

    /// <summary>Brings the store to this program's schema.</summary>
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

    /// <summary>The store, as it is set.</summary>
    /// <exception cref="StopException">It is set wrongly.</exception>
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

    /// <summary>Opens an application.</summary>
    /// <param name="application">What is to listen.</param>
    /// <param name="urls">Where.</param>
    /// <param name="advice">What to do when the address is taken.</param>
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
            throw StopException.NotDone($"Another program already listens on {string.Join(", ", urls)}. {advice}");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw StopException.NotDone($"{string.Join(", ", urls)} cannot be listened on: {e.Message}");
        }
    }
}
