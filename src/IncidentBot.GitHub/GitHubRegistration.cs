using IncidentBot.Actions;
using IncidentBot.Actions.Issues;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Delivery;
using IncidentBot.GitHub.Asking;
using IncidentBot.GitHub.Issues;
using IncidentBot.GitHub.Publishing;
using IncidentBot.GitHub.Setup;
using IncidentBot.GitHub.Webhooks;
using IncidentBot.Operating;
using IncidentBot.Postmortem.Exports.Pulls;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.GitHub;

/// <summary>Registers GitHub.</summary>
public static class GitHubRegistration
{
    /// <summary>Makes GitHub a source of changes and a place for issues; the catalogue is taken from the services.</summary>
    public static IServiceCollection AddGitHub(this IServiceCollection services, GitHubOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(new ChangesOptions());
        services.AddSingleton<GitHubReader>();
        services.AddSingleton<IChangeSource, GitHubChanges>();
        services.AddSingleton<GitHubWriter>();
        services.AddSingleton<IIssueTracker, GitHubIssues>();
        services.AddSingleton<IPostmortemRepository, PostmortemRepository>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeliveryMeter>();
        services.AddSingleton<WebhookRefusals>().AddSingleton<WebhookGate>().AddSingleton<WebhookReader>();
        services.AddSingleton<WebhookReceiver>().AddSingleton<WebhookMeter>().AddSingleton<WebhookEndpoint>();
        return services;
    }

    /// <summary>Maps <c>/github/webhooks</c>; without a secret there is none.</summary>
    public static IEndpointRouteBuilder MapGitHub(this IEndpointRouteBuilder app)
    {
        WebhookEndpoint.Map(app);
        return app;
    }

    /// <summary>Adds the doctor checks for GitHub; they use the services of <see cref="AddGitHub"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="isLocal">Whether the bot runs with a simulated GitHub.</param>
    public static IServiceCollection AddGitHubChecks(this IServiceCollection services, bool isLocal)
    {
        services.AddSingleton(provider => new DoctorCheck("Webhooks", _ => Task.FromResult(WebhookChecks.Run(
            provider.GetRequiredService<GitHubOptions>(), provider.GetRequiredService<CatalogueOptions>(),
            provider.GetRequiredService<ChangesOptions>()))));
        services.AddSingleton(provider => new DoctorCheck("Issues", new IssueChecks(
            provider.GetRequiredService<GitHubWriter>(), provider.GetService<ActionsOptions>() ?? new ActionsOptions(),
            provider.GetRequiredService<CatalogueOptions>()).RunAsync));
        return services.AddSingleton(provider => new DoctorCheck("GitHub", new GitHubChecks(
            provider.GetRequiredService<GitHubReader>(), provider.GetRequiredService<GitHubOptions>(),
            provider.GetRequiredService<CatalogueOptions>(), provider.GetRequiredService<ChangesOptions>(), isLocal).RunAsync));
    }
}
