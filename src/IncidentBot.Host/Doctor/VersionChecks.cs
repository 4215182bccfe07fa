using IncidentBot.Host.Management;
using IncidentBot.Operating;
using IncidentBot.Store;

namespace IncidentBot.Host.Doctor;

/// <summary>Reports the versions of the program and its drivers.</summary>
internal static class VersionChecks
{
    public static IReadOnlyList<Finding> Run() =>
    [
        Finding.Good(
            "Versions",
            $"IncidentBot {Shortened(HealthReporter.Version)}, .NET {Environment.Version}, SQLite {Drivers.SqliteVersion}, SqlClient "
                + $"{Drivers.SqlClientVersion}."),
    ];

    // Seven characters of the commit id are enough to find it.
    private static string Shortened(string version)
    {
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus >= 0 && version.Length > plus + 8 ? version[..(plus + 8)] : version;
    }
}
