using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.GitHub.Setup;
using IncidentBot.Operating;

namespace IncidentBot.GitHub;

/// <summary>Checks that the deploys of the catalogue's services can be read, by reading those of the last hour.</summary>
internal sealed class GitHubChecks(IChangeSource source, CatalogueOptions catalogue, GitHubOptions options, bool isLocal)
{
    private const string Area = "GitHub";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var services = catalogue.Services;
        var repositories = services.Values.SelectMany(service => service.Repositories).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (repositories == 0 && isLocal)
            return [Finding.Good(Area, "The catalogue has no repositories: the deploys are examples from the local GitHub.")];
        if (repositories == 0)
            return
            [
                new Finding(
                    Area, Verdict.Ok, "The catalogue has no repositories, so no deploys are listed.",
                    "To list deploys, add your services under Catalogue:Services."),
            ];

        var now = TimeProvider.System.GetUtcNow();
        var answer = await source.FindAsync([.. services.Keys], now.AddHours(-1), now, cancellationToken);
        if (answer.Problems.Count > 0) return [.. answer.Problems.Select(problem => Finding.Broken(Area, problem))];
        var sentence = $"The deploys of {repositories} {(repositories == 1 ? "repository" : "repositories")} can be read.";
        return options.Token is null
            ?
            [
                Finding.Doubtful(
                    Area, sentence + " Without a token GitHub allows 60 requests an hour.",
                    "Set GitHub:Token to one that may read deployments and contents."),
            ]
            : [Finding.Good(Area, sentence)];
    }
}
