using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace IncidentBot.Host.Configuration;

/// <summary>Where settings come from, the later one winning: the file in the current folder, user secrets, the environment.</summary>
internal static class SettingSources
{
    public const string FileName = "appsettings.json";
    public const string UserSecretsId = "incidentbot";

    /// <summary>Loads every source once.</summary>
    /// <exception cref="StopException">A file is there and cannot be read.</exception>
    public static IReadOnlyList<IConfigurationProvider> Load(string folder)
    {
        var builder = new ConfigurationBuilder().SetBasePath(folder);
        // Watching the folder would mean watching the database below it.
        builder.AddJsonFile(FileName, optional: true, reloadOnChange: false);
        if (HasHome()) builder.AddUserSecrets(UserSecretsId, reloadOnChange: false);
        builder.AddEnvironmentVariables();
        try
        {
            return [.. builder.Build().Providers];
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw StopException.WrongInput($"The configuration cannot be read: {(e.InnerException ?? e).Message} Correct the file {FileName} in {folder}, or the user secrets.");
        }
    }

    /// <summary>How a sentence calls a source.</summary>
    public static string NameOf(IConfigurationProvider provider) => provider switch
    {
        EnvironmentVariablesConfigurationProvider => "the environment",
        JsonConfigurationProvider { Source.Path: FileName } => FileName,
        JsonConfigurationProvider => "the user secrets",
        _ => "the settings",
    };

    // User secrets live below the home folder; a service account may have none.
    private static bool HasHome() =>
        new[] { "APPDATA", "HOME", "DOTNET_USER_SECRETS_FALLBACK_DIR" }.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
}
