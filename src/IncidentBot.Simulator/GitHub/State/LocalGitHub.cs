namespace IncidentBot.Simulator.GitHub.State;

/// <summary>A refusal of the local GitHub because it is full.</summary>
internal sealed class GitHubIsFull(string sentence) : Exception(sentence);

/// <summary>The local GitHub's repositories; one becomes known when it is made, or with the first thing that happens in it.</summary>
internal sealed class LocalGitHub
{
    private const int MostRepositories = 5_000;
    private const int MostObjects = 500_000;
    private const long MostBytes = 256L << 20;

    // The simulated workspace's people have accounts of the same names, so that somebody can be assigned.
    private static readonly string[] Everybody = ["maya", "sam", "priya", "kenji", "alex", "incidentbot"];

    private readonly TimeProvider clock;
    private readonly Dictionary<string, Repository> repositories = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Repository> formerNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> organizations = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> users = new(Everybody, StringComparer.OrdinalIgnoreCase);
    private long lastId;

    public LocalGitHub(TimeProvider clock)
    {
        this.clock = clock;
        // Two runs never share an id, so that a bot that keeps its record does not take one for the other.
        lastId = (long)Math.Max(0, (clock.GetUtcNow() - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds) * 1000;
    }

    public Lock Gate { get; } = new();

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Where the API is reached, for what is told without a request.</summary>
    public Func<string> Address { get; set; } = static () => "http://localhost/github";

    public IEnumerable<Repository> Repositories => repositories.Values;

    public long NextId() => ++lastId;

    public Repository? Find(string owner, string name) => repositories.GetValueOrDefault($"{owner}/{name}");

    public Repository? Find(long id) => repositories.Values.FirstOrDefault(r => r.Id == id);

    /// <summary>The repository that had this name before it was renamed.</summary>
    public Repository? FindRenamed(string owner, string name) => formerNames.GetValueOrDefault($"{owner}/{name}");

    public Repository Known(string fullName)
    {
        if (repositories.TryGetValue(fullName, out var repository)) return repository;
        if (repositories.Count >= MostRepositories)
            throw new GitHubIsFull($"The local GitHub holds at most {MostRepositories} repositories.");
        formerNames.Remove(fullName);
        return repositories[fullName] = new Repository(NextId(), fullName, Now);
    }

    public void Rename(Repository repository, string fullName)
    {
        repositories.Remove(repository.FullName);
        formerNames[repository.FullName] = repository;
        formerNames.Remove(fullName);
        repository.FullName = fullName;
        repositories[fullName] = repository;
    }

    public void Remove(Repository repository)
    {
        repositories.Remove(repository.FullName);
        foreach (var name in formerNames.Where(f => f.Value == repository).Select(f => f.Key).ToList()) formerNames.Remove(name);
    }

    /// <summary>Throws when there is no room for more commits, files and refs.</summary>
    public void MakeRoom(Repository repository)
    {
        if (repository.History.ObjectCount >= MostObjects)
            throw new GitHubIsFull($"The local GitHub holds at most {MostObjects} commits, trees, blobs and refs in a repository.");
        if (repositories.Values.Sum(r => r.History.Bytes) >= MostBytes)
            throw new GitHubIsFull($"The local GitHub holds at most {MostBytes >> 20} MiB of files.");
    }

    public void AddUser(string login, bool isOrganization)
    {
        if (users.Count + organizations.Count >= Repository.Most) throw new GitHubIsFull("The local GitHub has too many accounts.");
        (isOrganization ? organizations : users).Add(login);
    }

    public bool IsOrganization(string login) => organizations.Contains(login);

    public bool IsKnown(string login) =>
        users.Contains(login) || organizations.Contains(login)
            || repositories.Values.Any(r => r.Owner.Equals(login, StringComparison.OrdinalIgnoreCase));

    /// <summary>Who may be assigned in a repository.</summary>
    public IEnumerable<string> AssignableIn(Repository repository) => repository.Collaborators.Concat(Everybody).Append(repository.Owner)
        .Where(l => !organizations.Contains(l)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);
}
