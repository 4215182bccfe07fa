using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.GitHub;

/// <summary>The shapes of GitHub's REST answers (docs.github.com/rest).</summary>
internal static class GitHubJson
{
    public static JsonObject Repository(string api, Repository repository) => new()
    {
        ["id"] = 1, ["name"] = repository.FullName[(repository.FullName.IndexOf('/', StringComparison.Ordinal) + 1)..],
        ["full_name"] = repository.FullName, ["private"] = false,
        ["owner"] = User(repository.FullName[..repository.FullName.IndexOf('/', StringComparison.Ordinal)]),
        ["html_url"] = Html(api, repository), ["url"] = Url(api, repository), ["default_branch"] = "main",
    };

    public static JsonObject Deployment(string api, Repository repository, Deployment deployment) => new()
    {
        ["url"] = $"{Url(api, repository)}/deployments/{Text(deployment.Id)}",
        ["id"] = deployment.Id,
        ["node_id"] = "DE_" + Text(deployment.Id),
        ["sha"] = deployment.Sha,
        ["ref"] = deployment.Ref,
        ["task"] = "deploy",
        ["payload"] = new JsonObject(),
        ["original_environment"] = deployment.Environment,
        ["environment"] = deployment.Environment,
        ["description"] = deployment.Description,
        ["creator"] = User(deployment.Creator),
        ["created_at"] = Time(deployment.At),
        ["updated_at"] = Time(deployment.UpdatedAt),
        ["statuses_url"] = $"{Url(api, repository)}/deployments/{Text(deployment.Id)}/statuses",
        ["repository_url"] = Url(api, repository),
        ["transient_environment"] = false,
        ["production_environment"] = deployment.Environment == "production",
    };

    public static JsonObject Status(string api, Repository repository, Deployment deployment, DeploymentStatus status) => new()
    {
        ["url"] = $"{Url(api, repository)}/deployments/{Text(deployment.Id)}/statuses/{Text(status.Id)}",
        ["id"] = status.Id,
        ["node_id"] = "DES_" + Text(status.Id),
        ["state"] = status.State,
        ["creator"] = User(deployment.Creator),
        ["description"] = status.Description,
        ["environment"] = deployment.Environment,
        ["target_url"] = "",
        ["created_at"] = Time(status.At),
        ["updated_at"] = Time(status.At),
        ["deployment_url"] = $"{Url(api, repository)}/deployments/{Text(deployment.Id)}",
        ["repository_url"] = Url(api, repository),
        ["environment_url"] = "",
        ["log_url"] = "",
    };

    public static JsonObject Release(string api, Repository repository, Release release) => new()
    {
        ["url"] = $"{Url(api, repository)}/releases/{Text(release.Id)}",
        ["html_url"] = $"{Html(api, repository)}/releases/tag/{Uri.EscapeDataString(release.Tag)}",
        ["assets_url"] = $"{Url(api, repository)}/releases/{Text(release.Id)}/assets",
        ["id"] = release.Id,
        ["node_id"] = "RE_" + Text(release.Id),
        ["tag_name"] = release.Tag,
        ["target_commitish"] = release.Sha.Length > 0 ? release.Sha : "main",
        ["name"] = release.Name,
        ["body"] = release.Body,
        ["draft"] = false,
        ["prerelease"] = release.Prerelease,
        ["created_at"] = Time(release.At),
        ["published_at"] = Time(release.At),
        ["author"] = User(release.Author),
        ["assets"] = new JsonArray(),
    };

    public static JsonObject Pull(string api, Repository repository, PullRequest pull) => new()
    {
        ["url"] = $"{Url(api, repository)}/pulls/{Text(pull.Number)}",
        ["id"] = pull.Id,
        ["node_id"] = "PR_" + Text(pull.Id),
        ["html_url"] = $"{Html(api, repository)}/pull/{Text(pull.Number)}",
        ["number"] = pull.Number,
        ["state"] = pull.State,
        ["locked"] = false,
        ["title"] = pull.Title,
        ["user"] = User(pull.Author),
        ["body"] = pull.Body,
        ["labels"] = new JsonArray(),
        ["draft"] = false,
        ["created_at"] = Time(pull.CreatedAt),
        ["updated_at"] = Time(pull.UpdatedAt),
        ["closed_at"] = pull.State == "closed" ? Time(pull.UpdatedAt) : null,
        ["merged_at"] = pull.MergedAt is { } merged ? Time(merged) : null,
        ["merge_commit_sha"] = pull.MergeSha,
        ["head"] = new JsonObject { ["label"] = $"{Owner(repository)}:{pull.Head}", ["ref"] = pull.Head, ["sha"] = pull.MergeSha ?? "" },
        ["base"] = new JsonObject { ["label"] = $"{Owner(repository)}:{pull.Base}", ["ref"] = pull.Base, ["sha"] = "" },
    };

    public static JsonObject Commit(string api, Repository repository, Commit commit)
    {
        var signature =
            new JsonObject { ["name"] = commit.Author, ["email"] = $"{commit.Author}@local.example", ["date"] = Time(commit.At) };
        return new JsonObject
        {
            ["url"] = $"{Url(api, repository)}/commits/{commit.Sha}",
            ["sha"] = commit.Sha,
            ["node_id"] = "C_" + commit.Sha,
            ["html_url"] = $"{Html(api, repository)}/commit/{commit.Sha}",
            ["commit"] = new JsonObject
            {
                ["message"] = commit.Message,
                ["author"] = signature,
                ["committer"] = signature.DeepClone(),
                ["comment_count"] = 0,
            },
            ["author"] = User(commit.Author),
            ["committer"] = User(commit.Author),
            ["parents"] = new JsonArray(),
        };
    }

    public static JsonObject File(string api, Repository repository, string name, string sha) => new()
    {
        ["sha"] = sha, ["filename"] = name, ["status"] = "modified", ["additions"] = 1, ["deletions"] = 1, ["changes"] = 2,
        ["blob_url"] = $"{Html(api, repository)}/blob/{sha}/{name}",
    };

    public static string Url(string api, Repository repository) => $"{api}/repos/{repository.FullName}";

    public static string Html(string api, Repository repository) => $"{api}/{repository.FullName}";

    private static string Owner(Repository repository) => repository.FullName[..repository.FullName.IndexOf('/', StringComparison.Ordinal)];

    private static JsonObject User(string login) => new()
    {
        ["login"] = login, ["id"] = 1, ["node_id"] = "U_" + login, ["type"] = "User", ["site_admin"] = false,
        ["html_url"] = "https://github.com/" + login,
    };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
