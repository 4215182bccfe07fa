using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Store;

/// <summary>Registers the store.</summary>
public static class StoreRegistration
{
    /// <summary>Adds <see cref="Database"/> and <see cref="Migrations"/>; run the latter before anything else uses the former.</summary>
    /// <exception cref="StoreUnavailableException">
    /// Thrown when the database is first asked for: the connection string cannot be right.
    /// </exception>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Random>();
        services.AddSingleton(
            provider => Open(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Random>()));
        services.AddSingleton<Migrations>();
        return services;
    }

    private static Database Open(StoreOptions options, TimeProvider time, Random random)
    {
        var connectionString = options.ConnectionString ?? string.Empty;
        return options.Provider switch
        {
            StoreProvider.Sqlite =>
                new SqliteDatabase(string.IsNullOrWhiteSpace(connectionString) ? StoreOptions.DefaultConnectionString : connectionString),
            StoreProvider.SqlServer => new SqlServerDatabase(connectionString, time, random),
            _ => throw new StoreUnavailableException($"Store:Provider is {options.Provider}; it may be Sqlite or SqlServer."),
        };
    }
}
