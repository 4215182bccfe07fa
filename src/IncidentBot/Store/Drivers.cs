using System.Reflection;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store;

/// <summary>Which database drivers this program was built with.</summary>
public static class Drivers
{
    // The first versions without CVE-2024-0056, of each line that got the repair: https://github.com/advisories/GHSA-98g6-xh36-x2p7
    private static readonly Version[] Repaired = [new(2, 1, 7), new(3, 1, 5), new(4, 0, 5), new(5, 1, 3)];

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

    /// <summary>Whether the driver of SQL Server can be made to give up its encryption by someone on the way (CVE-2024-0056).</summary>
    public static bool SqlClientHasKnownHole => HasKnownHole(SqlClientVersion);

    internal static bool HasKnownHole(Version version) =>
        Array.Find(Repaired, repaired => repaired.Major == version.Major && (repaired.Minor == version.Minor)) is { } first
            ? version < first
            : version < Repaired[^1];

    // The assembly's own version leaves the last number out.
    private static Version Read(Assembly assembly)
    {
        var text = assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version;
        var named = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', '-')[0];
        return Version.TryParse(named, out var version) || Version.TryParse(text, out version) ? version : new Version(0, 0, 0);
    }
}
