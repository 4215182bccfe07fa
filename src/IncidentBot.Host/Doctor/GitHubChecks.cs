using IncidentBot.Changes;
using IncidentBot.Host.Configuration;

namespace IncidentBot.Host.Doctor;

/// <summary>Whether the deploys of the catalogue's services can be read, by reading those of the last hour.</summary>
internal sealed class GitHubChecks(IServiceProvider services, BotSettings settings)
{
    private const string Area = "GitHub";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var catalogue = settings.Catalogue.Services;
        var repositories = catalogue.Values.SelectMany(service => service.Repositories).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (repositories == 0 && settings.IsLocal)
            return [Finding.Good(Area, "No repository is in the catalogue: the deploys are examples of the local GitHub.")];
        if (repositories == 0)
            return [new Finding(Area, Verdict.Ok, "No repository is in the catalogue, so no deploys are listed.", "To have them listed, name your services under Catalogue:Services.")];

        var now = TimeProvider.System.GetUtcNow();
        var answer = await services.GetRequiredService<IDeploySource>().FindAsync([.. catalogue.Keys], now.AddHours(-1), now, cancellationToken);
        if (answer.Problems.Count > 0) return [.. answer.Problems.Select(problem => Finding.Broken(Area, problem))];
        var sentence = $"The deploys of {repositories} {(repositories == 1 ? "repository" : "repositories")} can be read.";
        return settings.GitHub.Token is null
            ? [Finding.Doubtful(Area, sentence + " Without a token GitHub answers 60 requests an hour.", "Set GitHub:Token to one that may read deployments and contents.")]
            : [Finding.Good(Area, sentence)];
    }
}
