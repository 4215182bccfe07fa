using IncidentBot.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Tests.Store;

/// <summary>Databases for tests, migrated.</summary>
internal static class TestStore
{
    public static async Task<SqliteDatabase> SqliteAsync(TempFolder folder)
    {
        var database = new SqliteDatabase($"Data Source={folder.Database}");
        await MigrateAsync(database);
        return database;
    }

    public static Task MigrateAsync(Database database) => MigrationsOf(database).RunAsync(default);

    public static Migrations MigrationsOf(Database database) =>
        new(database, TimeProvider.System, NullLogger<Migrations>.Instance);
}
