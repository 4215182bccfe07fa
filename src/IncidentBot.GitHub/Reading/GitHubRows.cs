namespace IncidentBot.GitHub.Reading;

/// <summary>
/// What is read of a deployment (docs.github.com/rest/deployments/deployments). Octokit's own class has a payload of texts and throws on
/// any other.
/// </summary>
internal sealed class DeploymentRow
{
    public long Id { get; set; }

    public string? Ref { get; set; }

    public string? Sha { get; set; }

    public string? Environment { get; set; }

    public string? Description { get; set; }

    public AccountRow? Creator { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? UpdatedAt { get; set; }

    public bool TransientEnvironment { get; set; }

    public bool? ProductionEnvironment { get; set; }
}

/// <summary>What is read of a deployment's status (docs.github.com/rest/deployments/statuses); Octokit's own knows not all states.</summary>
internal sealed class StatusRow
{
    public long Id { get; set; }

    public string? State { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string? TargetUrl { get; set; }

    public string? LogUrl { get; set; }
}

/// <summary>What is read of an account.</summary>
internal sealed class AccountRow
{
    public string? Login { get; set; }
}
