namespace IncidentBot.Simulator.GitHub.State;

/// <summary>
/// A repository: its settings, its history, and what was deployed, released, asked and run in it; lists are oldest first.
/// </summary>
internal sealed class Repository(long id, string fullName, DateTimeOffset at)
{
    /// <summary>How much of each kind is kept; the oldest goes first.</summary>
    public const int Most = 20_000;

    public long Id { get; } = id;

    public string FullName { get; set; } = fullName;

    public string Owner => FullName[..FullName.IndexOf('/', StringComparison.Ordinal)];

    public string Name => FullName[(FullName.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public DateTimeOffset CreatedAt { get; } = at;

    public DateTimeOffset PushedAt { get; set; } = at;

    public string DefaultBranch { get; set; } = "main";

    public string? Description { get; set; }

    public bool IsPrivate { get; set; }

    public bool IsArchived { get; set; }

    public bool HasIssues { get; set; } = true;

    /// <summary>Accounts with access besides the owner and the people whom every repository here knows.</summary>
    public HashSet<string> Collaborators { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<BranchRule> Rules { get; } = [];

    public History History { get; } = new();

    public List<Deployment> Deployments { get; } = [];

    public List<Release> Releases { get; } = [];

    public List<Issue> Issues { get; } = [];

    public List<Label> Labels { get; } = [];

    public List<Milestone> Milestones { get; } = [];

    public List<WorkflowRun> Runs { get; } = [];

    public List<CheckRun> Checks { get; } = [];

    public List<CommitStatus> Statuses { get; } = [];

    public IEnumerable<Issue> Pulls => Issues.Where(i => i.Pull is not null);

    public int NextNumber() => Issues.Count == 0 ? 1 : Issues.Max(i => i.Number) + 1;

    /// <summary>What a rule says against a change of a branch; null: nothing.</summary>
    public string? RuleAgainst(string branch) => Rules.Find(r => r.Covers(branch))?.Refusal;

    /// <summary>The head of a pull request: its branch while it is open, else what it was.</summary>
    public string HeadOf(PullRequest pull) => pull.HeadSha ?? History.Head(pull.Head)?.Sha ?? pull.MergeSha ?? "";

    public static void Keep<T>(List<T> list, T item)
    {
        list.Add(item);
        if (list.Count > Most) list.RemoveAt(0);
    }
}
