using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.GitHub;

/// <summary>What is read of a deployment (docs.github.com/rest/deployments/deployments).</summary>
internal sealed record GitHubDeployment(
    long Id, string? Ref, string? Sha, string? Environment, string? Description, GitHubUser? Creator, DateTimeOffset CreatedAt);

/// <summary>What is read of a deployment's status (docs.github.com/rest/deployments/statuses).</summary>
internal sealed record GitHubDeploymentStatus(
    string? State, DateTimeOffset CreatedAt, string? TargetUrl, string? LogUrl, string? Environment);

/// <summary>What is read of a release (docs.github.com/rest/releases/releases).</summary>
internal sealed record GitHubRelease(
    long Id, string? TagName, string? Name, bool Draft, DateTimeOffset? PublishedAt, string? HtmlUrl, GitHubUser? Author);

/// <summary>What is read of a user.</summary>
internal sealed record GitHubUser(string? Login);

/// <summary>What GitHub says when it refuses.</summary>
internal sealed record GitHubError(string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GitHubDeployment[]))]
[JsonSerializable(typeof(GitHubDeploymentStatus[]))]
[JsonSerializable(typeof(GitHubRelease[]))]
[JsonSerializable(typeof(GitHubError))]
internal sealed partial class GitHubJson : JsonSerializerContext;
