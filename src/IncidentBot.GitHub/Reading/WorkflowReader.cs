using IncidentBot.Changes.Suspicion;

namespace IncidentBot.GitHub.Reading;

/// <summary>Reads the runs of the workflows that the settings name as deploys.</summary>
internal sealed class WorkflowReader(Question question, RepositoryToAsk repository, ChangeOf changeOf)
{
    /// <summary>Says that a workflow isn't there.</summary>
    public static string Missing(RepositoryToAsk repository, string file) =>
        $"GitHub has no workflow {file} in {repository.Name}: check Changes:Workflows.";

    public Task ReadAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(repository.Workflows.Select(file => ReadAsync(file, cancellationToken)));

    private async Task ReadAsync(string file, CancellationToken cancellationToken)
    {
        var list = new GitHubList($"actions/workflows/{file}/runs?per_page=100", $"runs of {file}", "actions", MostPages: 3)
        {
            Missing = Missing(repository, file),
        };
        var (runs, _) = await question.ListAsync<RunsRow, RunRow>(
            repository, list, page => page.WorkflowRuns ?? [], run => run.CreatedAt < question.Time.Earliest, cancellationToken);
        foreach (var run in runs)
        {
            var at = question.Time.Read(run.UpdatedAt.ToUniversalTime());
            if (StateOf(run) is { } state && question.Time.Holds(at))
                question.Found(changeOf.Run(run, at, state, ServiceOf(repository, run)));
        }
    }

    /// <summary>The service of a run as far as its branch tells.</summary>
    public static string ServiceOf(RepositoryToAsk repository, RunRow run) =>
        ServiceMatch.Of(repository, null, run.HeadBranch, []) ?? repository.Name;

    /// <summary>
    /// How far a run came; null: it was skipped or found neutral, and did nothing (docs.github.com/rest/actions/workflow-runs).
    /// </summary>
    public static ChangeState? StateOf(RunRow run) => (run.Status, run.Conclusion) switch
    {
        ("completed", "success") => ChangeState.Success,
        ("completed", "skipped" or "neutral" or "stale") => null,
        ("completed", "action_required") or ("waiting" or "action_required", _) => ChangeState.Waiting,
        ("completed", _) => ChangeState.Failure,
        _ => ChangeState.InProgress,
    };
}
