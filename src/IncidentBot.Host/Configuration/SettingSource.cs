using IncidentBot.Host.Terminals;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Host.Configuration;

/// <summary>A source of settings.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Values">Its settings.</param>
/// <param name="IsEnvironment">Whether it also holds other programs' settings.</param>
internal sealed record SettingSource(string Name, IConfigurationRoot Values, bool IsEnvironment = false)
{
    /// <summary>The file in the current folder.</summary>
    public const string FileName = "appsettings.json";

    private const string UserSecretsId = "incidentbot";

    /// <summary>Reads every source once, the later one winning: the file, user secrets, the environment.</summary>
    /// <exception cref="StopException">A file exists but cannot be read.</exception>
    public static IReadOnlyList<SettingSource> ReadAll(string folder)
    {
        // Watching the folder for changes would mean watching the database below it.
        var sources = new List<SettingSource>
        {
            new(FileName, Build(FileName, b => b.SetBasePath(folder).AddJsonFile(FileName, optional: true, reloadOnChange: false))),
        };
        if (HasHome())
            sources.Add(new("the user secrets", Build("The user secrets", b => b.AddUserSecrets(UserSecretsId, reloadOnChange: false))));
        sources.Add(new("the environment", Build("The environment", b => b.AddEnvironmentVariables()), IsEnvironment: true));
        return sources;
    }

    private static IConfigurationRoot Build(string name, Func<IConfigurationBuilder, IConfigurationBuilder> add)
    {
        try
        {
            return add(new ConfigurationBuilder()).Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw StopException.WrongInput($"{name} cannot be read: {e.GetBaseException().Message}");
        }
    }

    // User secrets live below the home folder; a service account may have none.
    private static bool HasHome() =>
        new[] { "APPDATA", "HOME", "DOTNET_USER_SECRETS_FALLBACK_DIR" }.Any(
            name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
}
