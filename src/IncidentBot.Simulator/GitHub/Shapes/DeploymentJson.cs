using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.State;
using static IncidentBot.Simulator.GitHub.Shapes.Words;

namespace IncidentBot.Simulator.GitHub.Shapes;

/// <summary>Deployments, their statuses and releases as GitHub answers them.</summary>
internal static class DeploymentJson
{
    public static JsonObject Of(string api, Repository repository, Deployment deployment) => new()
    {
        ["url"] = $"{Url(api, repository)}/deployments/{Text(deployment.Id)}",
        ["id"] = deployment.Id,
        ["node_id"] = "DE_" + Text(deployment.Id),
        ["task"] = deployment.Task,
        ["original_environment"] = deployment.Environment,
        ["environment"] = deployment.Environment,
        ["description"] = deployment.Description,
        ["created_at"] = Time(deployment.At),
        ["updated_at"] = Time(deployment.UpdatedAt),
        ["statuses_url"] = $"{Url(api, repository)}/deployments/{Text(deployment.Id)}/statuses",
        ["repository_url"] = Url(api, repository),
        ["creator"] = User(api, deployment.Creator),
        ["sha"] = deployment.Sha,
        ["ref"] = deployment.Ref,
        ["payload"] = deployment.Payload?.DeepClone() ?? new JsonObject(),
        ["transient_environment"] = deployment.IsTransient,
        ["production_environment"] = deployment.IsProduction,
        ["performed_via_github_app"] = null,
    };

    public static JsonObject Status(string api, Repository repository, Deployment deployment, DeploymentStatus status) => new()
    {
        ["url"] = $"{Url(api, repository)}/deployments/{Text(deployment.Id)}/statuses/{Text(status.Id)}",
        ["id"] = status.Id,
        ["node_id"] = "DES_" + Text(status.Id),
        ["state"] = status.State,
        ["creator"] = User(api, status.Creator ?? deployment.Creator),
        ["description"] = status.Description,
        ["environment"] = deployment.Environment,
        ["target_url"] = status.LogUrl,
        ["created_at"] = Time(status.At),
        ["updated_at"] = Time(status.At),
        ["deployment_url"] = $"{Url(api, repository)}/deployments/{Text(deployment.Id)}",
        ["repository_url"] = Url(api, repository),
        ["environment_url"] = status.EnvironmentUrl,
        ["log_url"] = status.LogUrl,
        ["performed_via_github_app"] = null,
    };

    public static JsonObject Release(string api, Repository repository, Release release) => new()
    {
        ["url"] = $"{Url(api, repository)}/releases/{Text(release.Id)}",
        ["assets_url"] = $"{Url(api, repository)}/releases/{Text(release.Id)}/assets",
        ["upload_url"] = $"{Url(api, repository)}/releases/{Text(release.Id)}/assets{{?name,label}}",
        ["html_url"] = $"{Html(api, repository)}/releases/tag/{Uri.EscapeDataString(release.Tag)}",
        ["id"] = release.Id,
        ["author"] = User(api, release.Author),
        ["node_id"] = "RE_" + Text(release.Id),
        ["tag_name"] = release.Tag,
        ["target_commitish"] = release.Sha.Length > 0 ? release.Sha : repository.DefaultBranch,
        ["name"] = release.Name,
        ["draft"] = release.IsDraft,
        ["prerelease"] = release.Prerelease,
        ["created_at"] = Time(release.At),
        ["published_at"] = release.IsDraft ? null : Time(release.At),
        ["assets"] = new JsonArray(),
        ["tarball_url"] = $"{Url(api, repository)}/tarball/{release.Tag}",
        ["zipball_url"] = $"{Url(api, repository)}/zipball/{release.Tag}",
        ["body"] = release.Body,
    };
}
