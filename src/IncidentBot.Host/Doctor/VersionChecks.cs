using IncidentBot.Host.Management;
using IncidentBot.Operating;
using IncidentBot.Store;

namespace IncidentBot.Host.Doctor;

/// <summary>What the program is made of.</summary>
internal static class VersionChecks
{
    public static IReadOnlyList<Finding> Run() =>
    [
        Finding.Good(
            "Versions",
            $"IncidentBot {Shortened(HealthReporter.Version)}, .NET {Environment.Version}, SQLite {Drivers.SqliteVersion}, SqlClient "
                + $"{Drivers.SqlClientVersion}."),
    ];

    // Of the commit that it was built from, seven characters are enough to find it.
    private static string Shortened(string version)
    {
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus >= 0 && version.Length > plus + 8 ? version[..(plus + 8)] : version;
    }
}
