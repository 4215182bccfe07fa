using Octokit;

namespace IncidentBot.GitHub.Reading;

/// <summary>Says that a repository has another name now, which GitHub tells by sending on what asks for the old one.</summary>
internal static class RenamedRepository
{
    public static async Task SayAsync(Question question, RepositoryToAsk repository, CancellationToken cancellationToken)
    {
        if (!question.HasMoved(repository))
            return;

        var about = await question.FindAsync<Repository>(repository, "", cancellationToken);
        var name = about.Body?.FullName is { Length: > 0 } full ? full : "under another name";
        question.Say($"{repository.Name} is now {name}: change Catalogue:Services.");
    }
}
