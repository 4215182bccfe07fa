using System.Net;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Operating;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.GitHub;

/// <summary>Registers GitHub.</summary>
public static class GitHubRegistration
{
    private const int LongestAnswer = 10 * 1024 * 1024;

    /// <summary>Makes GitHub a source of changes; the catalogue is taken from the services.</summary>
    public static IServiceCollection AddGitHub(this IServiceCollection services, GitHubOptions options)
    {
        services.AddHttpClient(GitHubClient.HttpName, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(10);
                client.MaxResponseContentBufferSize = LongestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(5),
            });
        services.AddSingleton(options);
        services.AddSingleton<GitHubClient>();
        services.AddSingleton<GitHubDeploys>();
        services.AddSingleton<IChangeSource>(provider => provider.GetRequiredService<GitHubDeploys>());
        return services;
    }

    /// <summary>Adds the doctor check for GitHub; it uses the services of <see cref="AddGitHub"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="isLocal">Whether the bot runs with a simulated GitHub.</param>
    public static IServiceCollection AddGitHubChecks(this IServiceCollection services, bool isLocal) =>
        services.AddSingleton(provider => new DoctorCheck("GitHub", new GitHubChecks(
            provider.GetRequiredService<GitHubDeploys>(), provider.GetRequiredService<CatalogueOptions>(),
            provider.GetRequiredService<GitHubOptions>(), isLocal).RunAsync));
}
