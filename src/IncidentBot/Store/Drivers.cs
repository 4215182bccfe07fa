using System.Reflection;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store;

/// <summary>Which database drivers this program was built with.</summary>
public static class Drivers
{
    /// <summary>The driver of SQL Server.</summary>
    public static Version SqlClientVersion { get; } = Read(typeof(SqlConnection).Assembly);

    /// <summary>The engine of SQLite.</summary>
    public static string SqliteVersion
    {
        get
        {
            using var connection = new SqliteConnection();
            return connection.ServerVersion;
        }
    }

    // The assembly's own version leaves the last number out.
    private static Version Read(Assembly assembly)
    {
        var text = assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version;
        var named = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', '-')[0];
        return Version.TryParse(named, out var version) || Version.TryParse(text, out version) ? version : new Version(0, 0, 0);
    }
}
