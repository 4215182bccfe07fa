using System.CommandLine;
using IncidentBot.Store;

namespace IncidentBot.Benchmarks;

/// <summary>The option <c>--store</c>: which engine the bot keeps its records in.</summary>
internal static class StoreChoice
{
    public static Option<StoreProvider> Option() => new("--store")
    {
        Description = "sqlite, or sqlserver: databases of its own on the server that INCIDENTBOT_TEST_SQLSERVER names.",
        DefaultValueFactory = _ => StoreProvider.Sqlite,
    };
}
