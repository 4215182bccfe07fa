using IncidentBot.Host.Management;
using IncidentBot.Operating;
using IncidentBot.Store;

namespace IncidentBot.Host.Doctor;

/// <summary>What the program is made of, and whether a part of it has a known hole.</summary>
internal static class VersionChecks
{
    public static IReadOnlyList<Finding> Run(StoreProvider provider)
    {
        var program = Finding.Good("Versions", $"IncidentBot {Shortened(HealthReporter.Version)}, .NET {Environment.Version}, SQLite {Drivers.SqliteVersion}, SqlClient {Drivers.SqlClientVersion}.");
        if (provider != StoreProvider.SqlServer || !Drivers.SqlClientHasKnownHole) return [program];
        return
        [
            program,
            Finding.Doubtful(
                "SqlClient", $"Version {Drivers.SqlClientVersion} has a known hole on hostile networks (CVE-2024-0056).", "Where your package source has a newer one, build with -p:SqlClientVersion=6.1.1."),
        ];
    }

    // Of the commit that it was built from, seven characters are enough to find it.
    private static string Shortened(string version)
    {
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus >= 0 && version.Length > plus + 8 ? version[..(plus + 8)] : version;
    }
}
