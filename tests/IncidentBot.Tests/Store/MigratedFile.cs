using IncidentBot.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Tests.Store;

/// <summary>A database of the present schema, made once for all tests of the run: migrations are many durable commits each time.</summary>
internal static class MigratedFile
{
    private static readonly Lazy<Task<byte[]>> Content = new(MakeAsync);

    /// <summary>Puts one where a test has none yet.</summary>
    public static async Task PutAtAsync(string path)
    {
        var content = await Content.Value;
        if (!File.Exists(path)) await File.WriteAllBytesAsync(path, content);
    }

    private static async Task<byte[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-schema-");
        try
        {
            var path = Path.Combine(folder.FullName, "bot.db");
            await using (var database = new SqliteDatabase($"Data Source={path}"))
                await new Migrations(database, TimeProvider.System, NullLogger<Migrations>.Instance).RunAsync(default);
            return await File.ReadAllBytesAsync(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
